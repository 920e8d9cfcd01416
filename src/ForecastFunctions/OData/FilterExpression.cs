using ForecastFunctions.Application.Contract;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;

namespace ForecastFunctions.OData;

/// <summary>
/// A parsed <c>$filter</c> made ready to be asked of entities: comparisons, membership in a list, parts of texts, and the logic of OData
/// with its third value: an expression may be true, false or null, and only what is true is kept.
/// </summary>
public sealed class FilterExpression
{
    /// <summary>The most parts that an expression may have: the cost of a query is parts × entities.</summary>
    public const int MaxParts = 500;

    /// <summary>The functions over texts, upper and lower case apart.</summary>
    public static IReadOnlyDictionary<string, Func<string, string, bool>> TextFunctions { get; }
        = new Dictionary<string, Func<string, string, bool>>(StringComparer.Ordinal)
        {
            ["contains"] = (text, part) => text.Contains(part, StringComparison.Ordinal),
            ["startswith"] = (text, part) => text.StartsWith(part, StringComparison.Ordinal),
            ["endswith"] = (text, part) => text.EndsWith(part, StringComparison.Ordinal),
        };

    private readonly EntitySet _set;
    private readonly Func<object, object?> _evaluate;
    private int _parts;

    private FilterExpression(EntitySet set, SingleValueNode root)
    {
        _set = set;
        _evaluate = Compile(root);
    }

    /// <summary>Prepares an expression over the entities of a set.</summary>
    /// <exception cref="ProblemException">
    /// 501: it uses something that is not offered; 400: it is too large.
    /// </exception>
    public static FilterExpression Of(EntitySet set, SingleValueNode root) => new(set, root);

    /// <summary>Whether the expression is true of an entity.</summary>
    public bool IsTrue(object entity) => _evaluate(entity) is true;

    private Func<object, object?> Compile(SingleValueNode node)
    {
        if (++_parts > MaxParts)
            throw ODataProblems.TooMuch("$filter", $"$filter has at most {MaxParts} operators, properties and values.");
        switch (node)
        {
            case ConstantNode constant:
                var value = Literals.ValueOf(constant);
                return _ => value;
            case ConvertNode { Source: ConstantNode { Value: not null } constant } convert:
                var converted = Literals.ValueOf(constant, convert.TypeReference);
                return _ => converted;
            case ConvertNode convert:
                var source = Compile(convert.Source);
                var kind = convert.TypeReference.PrimitiveKind();
                return entity => Literals.Convert(source(entity), kind);
            case SingleValuePropertyAccessNode { Source: ResourceRangeVariableReferenceNode } access:
                return _set.Property(access.Property.Name).Value;
            case UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Not } not:
                var operand = Compile(not.Operand);
                return entity => operand(entity) is bool truth ? !truth : null;
            case BinaryOperatorNode binary:
                return Compile(binary);
            case InNode { Right: CollectionConstantNode list } membership:
                return Compile(membership.Left, list);
            case SingleValueFunctionCallNode call when TextFunctions.TryGetValue(call.Name, out var function)
                && call.Parameters.ToList() is [SingleValueNode text, SingleValueNode part]:
                return Compile(function, text, part);
            default:
                throw ODataProblems.NotOffered("$filter", NameOf(node));
        }
    }

    /// <summary>A function of two texts: null where either is.</summary>
    private Func<object, object?> Compile(Func<string, string, bool> function, SingleValueNode text, SingleValueNode part)
    {
        var (whole, within) = (Compile(text), Compile(part));
        return entity => whole(entity) is string a && within(entity) is string b ? function(a, b) : null;
    }

    private Func<object, object?> Compile(BinaryOperatorNode node)
    {
        // Nested conditions on the left and on the right: parts are counted on both.
        var left = Compile(node.Left);
        var right = Compile(node.Right);
        return node.OperatorKind switch
        {
            BinaryOperatorKind.And => entity => And(left(entity), () => right(entity)),
            BinaryOperatorKind.Or => entity => Or(left(entity), () => right(entity)),
            BinaryOperatorKind.Equal => entity => AreEqual(left(entity), right(entity)),
            BinaryOperatorKind.NotEqual => entity => !AreEqual(left(entity), right(entity)),
            BinaryOperatorKind.GreaterThan => entity => Compare(left(entity), right(entity)) > 0,
            BinaryOperatorKind.GreaterThanOrEqual => entity => Compare(left(entity), right(entity)) >= 0,
            BinaryOperatorKind.LessThan => entity => Compare(left(entity), right(entity)) < 0,
            BinaryOperatorKind.LessThanOrEqual => entity => Compare(left(entity), right(entity)) <= 0,
            var other => throw ODataProblems.NotOffered("$filter", $"the operator {other}"),
        };
    }

    private Func<object, object?> Compile(SingleValueNode node, CollectionConstantNode list)
    {
        var left = Compile(node);
        var type = node.TypeReference;
        var values = list.Collection.Select(c => c.Value is null ? null : Literals.ValueOf(c, type)).ToList();
        if ((_parts += values.Count) > MaxParts)
            throw ODataProblems.TooMuch("$filter", $"$filter has at most {MaxParts} operators, properties and values.");
        return entity =>
        {
            var value = left(entity);
            return values.Exists(v => AreEqual(value, v));
        };
    }

    /// <summary>False where either is false, true where both are true, else null.</summary>
    private static object? And(object? left, Func<object?> right)
        => left is false ? false : right() switch { false => false, true when left is true => true, _ => null };

    /// <summary>True where either is true, false where both are false, else null.</summary>
    private static object? Or(object? left, Func<object?> right)
        => left is true ? true : right() switch { true => true, false when left is false => false, _ => null };

    private static bool AreEqual(object? left, object? right)
        => left is null || right is null ? left is null && right is null : Compare(left, right) == 0;

    /// <summary>The order of two values; <see langword="null"/> where they have none: then every comparison is false.</summary>
    private static int? Compare(object? left, object? right) => (left, right) switch
    {
        (null, _) or (_, null) => null,
        (double a, double b) => double.IsNaN(a) || double.IsNaN(b) ? null : a.CompareTo(b),
        (string a, string b) => string.CompareOrdinal(a, b),
        (IComparable a, _) when a.GetType() == right.GetType() => a.CompareTo(right),
        _ => throw new InvalidOperationException($"{left.GetType()} and {right.GetType()} were not brought to one type."),
    };

    private static string NameOf(SingleValueNode node) => node switch
    {
        SingleValueFunctionCallNode call => $"the function {call.Name}",
        UnaryOperatorNode unary => $"the operator {unary.OperatorKind}",
        _ => $"an expression of the kind {node.Kind}",
    };
}
