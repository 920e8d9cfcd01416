using System.Globalization;
using Microsoft.OData.UriParser;

namespace ForecastFunctions.OData;

/// <summary>
/// What a filter requires of every entity that passes it, so that a feed need not read what would be left out. Reading
/// more changes nothing: the filter is asked of each entity all the same.
/// </summary>
public sealed class FilterConstraints
{
    private readonly Dictionary<string, HashSet<object>> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _most = new(StringComparer.Ordinal);

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
        var most = _most.GetValueOrDefault(property, int.MaxValue);
        if (_values.TryGetValue(property, out var values))
            most = Math.Min(most, values.OfType<double>().DefaultIfEmpty(double.MinValue).Max());
        return most < int.MaxValue ? (int)Math.Max(most, int.MinValue) : null;
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
        else if (comparison is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual && OneKind(value) is double most)
            _most[name] = Math.Min(_most.GetValueOrDefault(name, int.MaxValue), most);
    }

    private void Restrict(string name, IEnumerable<object> values)
    {
        if (_values.TryGetValue(name, out var before))
            before.IntersectWith(values.Select(OneKind));
        else
            _values.Add(name, [.. values.Select(OneKind)]);
    }

    /// <summary>A number as a double, whatever the kind in which it is written: 2035 and 2035.0 are one year.</summary>
    private static object OneKind(object value)
        => value is IConvertible number and not string and not bool ? number.ToDouble(CultureInfo.InvariantCulture) : value;

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
