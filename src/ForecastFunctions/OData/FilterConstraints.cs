using Microsoft.OData.UriParser;

namespace ForecastFunctions.OData;

/// <summary>
/// What a filter requires of every entity that passes it, so that a feed need not read what would be left out. Reading
/// more changes nothing: the filter is asked of each entity all the same.
/// </summary>
public sealed class FilterConstraints
{
    private readonly Dictionary<string, HashSet<object>> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _most = new(StringComparer.Ordinal);

    /// <summary>The constraints of a filter, or none.</summary>
    public FilterConstraints(SingleValueNode? filter)
    {
        if (filter is not null)
            Require(filter);
    }

    /// <summary>The constraints of an entity's key.</summary>
    public FilterConstraints(IEnumerable<KeyValuePair<string, object>> key)
    {
        foreach (var (name, value) in key)
            Restrict(name, [value]);
    }

    /// <summary>The texts that a property may have, or <see langword="null"/> where any will do.</summary>
    public IReadOnlyCollection<string>? TextsOf(string property)
        => _values.TryGetValue(property, out var values) ? [.. values.OfType<string>()] : null;

    /// <summary>The largest value that a property may have, or <see langword="null"/> where it has no bound.</summary>
    public int? MostOf(string property)
    {
        var most = _values.TryGetValue(property, out var values) ? values.OfType<int>().DefaultIfEmpty(int.MinValue).Max() : (int?)null;
        return _most.TryGetValue(property, out var bound) ? Math.Min(bound, most ?? bound) : most;
    }

    private void Require(SingleValueNode node)
    {
        switch (node)
        {
            case ConvertNode convert:
                Require(convert.Source);
                break;
            case BinaryOperatorNode { OperatorKind: BinaryOperatorKind.And } and:
                Require(and.Left);
                Require(and.Right);
                break;
            case BinaryOperatorNode comparison when NameOf(comparison.Left) is { } name && ConstantOf(comparison.Right) is { } value:
                Require(name, comparison.OperatorKind, value);
                break;
            case InNode { Right: CollectionConstantNode list } membership when NameOf(membership.Left) is { } name:
                Restrict(name, list.Collection.Select(c => c.Value).OfType<object>());
                break;
        }
    }

    private void Require(string name, BinaryOperatorKind comparison, object value)
    {
        if (comparison == BinaryOperatorKind.Equal)
            Restrict(name, [value]);
        else if (comparison is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual && value is int most)
            _most[name] = Math.Min(_most.GetValueOrDefault(name, int.MaxValue), most);
    }

    private void Restrict(string name, IEnumerable<object> values)
    {
        if (_values.TryGetValue(name, out var before))
            before.IntersectWith(values);
        else
            _values.Add(name, [.. values]);
    }

    private static string? NameOf(SingleValueNode node) => node switch
    {
        ConvertNode convert => NameOf(convert.Source),
        SingleValuePropertyAccessNode access => access.Property.Name,
        _ => null,
    };

    private static object? ConstantOf(SingleValueNode node) => node switch
    {
        ConvertNode convert => ConstantOf(convert.Source),
        ConstantNode constant => constant.Value,
        _ => null,
    };
}
