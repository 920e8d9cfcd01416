using ForecastFunctions.Application.Contract;
using Microsoft.OData;
using Microsoft.OData.UriParser;

namespace ForecastFunctions.OData;

/// <summary>
/// Reads a query's options with the parser of the OData library, within bounds: of length, of parts, and of depth, where
/// the library's own holds.
/// </summary>
public static class FeedQueryParser
{
    /// <summary>The longest text of an option.</summary>
    public const int MaxLength = 4_096;

    /// <summary>The most properties to order by.</summary>
    public const int MaxOrder = 10;

    /// <summary>A parser of an address.</summary>
    /// <param name="root">The address of the feed.</param>
    /// <param name="path">The escaped path below it.</param>
    /// <param name="options">The options.</param>
    public static ODataUriParser Of(Uri root, string path, IEnumerable<KeyValuePair<string, string>> options)
    {
        var query = string.Join('&', options.Where(o => o.Key is not "$format").Select(o => $"{o.Key}={Uri.EscapeDataString(o.Value)}"));
        return new ODataUriParser(EntityModel.Model, root, Below(root, query.Length == 0 ? path : $"{path}?{query}"));
    }

    /// <summary>The address of an escaped path below the feed's, also of one that would be an address by itself, such as <c>c:x</c>.</summary>
    public static Uri Below(Uri root, string path) => new(root.AbsoluteUri + path);

    /// <summary>Refuses options that are not offered, are given twice, or are too long.</summary>
    /// <exception cref="ProblemException">400 or 501: there are such.</exception>
    /// <param name="options">The options of the request.</param>
    /// <param name="offered">Those that the path has; without, all.</param>
    public static void Check(IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> options, IReadOnlyList<string>? offered = null)
    {
        offered ??= ODataProblems.Options;
        var faults = new List<Fault>();
        foreach (var (name, values) in options)
        {
            if (!offered.Contains(name, StringComparer.Ordinal))
            {
                if (name.StartsWith('$') || name.StartsWith('@'))
                    throw ODataProblems.NotOffered(name, "the option");
                faults.Add(Fault.At(
                    new Place("query", name), FaultCode.Unknown, $"{name} is not known here.{Suggestion.DidYouMean(name, offered)}") with
                {
                    Allowed = offered,
                });
            }
            else if (values.Count != 1)
            {
                faults.Add(Fault.At(new Place("query", name), FaultCode.Duplicate, $"{name} is given {values.Count} times; once is wanted."));
            }
            else if (values[0].Length > MaxLength)
            {
                faults.Add(Fault.At(new Place("query", name), FaultCode.TooMuch, $"{name} has at most {MaxLength} characters."));
            }
        }

        if (faults.Count > 0)
            throw ProblemException.Invalid(faults);
    }

    /// <summary>Reads the options over a set.</summary>
    /// <exception cref="ProblemException">400: some cannot be read, all of which are named; 501: one is not offered.</exception>
    public static FeedQuery Parse(ODataUriParser parser, EntitySet set, FilterConstraints? key = null)
    {
        var faults = new List<Fault>();
        var filter = Read("$filter", parser.ParseFilter)?.Expression;
        var order = Read("$orderby", parser.ParseOrderBy);
        var select = Read("$select", parser.ParseSelectAndExpand);
        var skip = Number("$skip", Read("$skip", () => parser.ParseSkip()));
        var top = Number("$top", Read("$top", () => parser.ParseTop()));
        var count = Read("$count", () => parser.ParseCount());
        if (faults.Count > 0)
            throw ProblemException.Invalid(faults);
        return new FeedQuery(
            set,
            filter is null ? null : FilterExpression.Of(set, filter),
            key ?? new FilterConstraints(filter),
            NamedPeriods.Of(filter),
            Order(set, order), Selected(set, select), skip ?? 0, top, count ?? false)
        {
            Select = select,
        };

        T? Read<T>(string option, Func<T?> parse)
        {
            try
            {
                return parse();
            }
            catch (ODataException e)
            {
                faults.Add(Fault.At(new Place("query", option), FaultCode.Malformed, e.Message));
                return default;
            }
            catch (OverflowException)
            {
                // The library brings numbers to one type without looking whether they fit.
                faults.Add(Fault.At(new Place("query", option), FaultCode.OutOfRange, $"{option} has a number that is too large for its type."));
                return default;
            }
        }

        int? Number(string option, long? number)
        {
            if (number is < 0 or > int.MaxValue)
                faults.Add(Fault.At(new Place("query", option), FaultCode.OutOfRange, $"{option} is a whole number from 0 to {int.MaxValue}."));
            return number is >= 0 and <= int.MaxValue ? (int)number : null;
        }
    }

    private static List<(EntityProperty Property, bool IsDescending)> Order(EntitySet set, OrderByClause? clause)
    {
        var order = new List<(EntityProperty, bool)>();
        for (; clause is not null; clause = clause.ThenBy)
        {
            if (clause.Expression is not SingleValuePropertyAccessNode { Source: ResourceRangeVariableReferenceNode } access)
                throw ODataProblems.NotOffered("$orderby", "anything but a property");
            if (order.Count == MaxOrder)
                throw ODataProblems.TooMuch("$orderby", $"$orderby has at most {MaxOrder} properties.");
            order.Add((set.Property(access.Property.Name), clause.Direction == OrderByDirection.Descending));
        }

        return order;
    }

    private static IReadOnlyList<EntityProperty> Selected(EntitySet set, SelectExpandClause? clause)
    {
        if (clause is null || clause.AllSelected || clause.SelectedItems.Any(item => item is WildcardSelectItem))
            return set.Properties;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in clause.SelectedItems)
        {
            if (item is not PathSelectItem { HasOptions: false, SelectedPath: { Count: 1, FirstSegment: PropertySegment segment } })
                throw ODataProblems.NotOffered("$select", "anything but a property");
            names.Add(segment.Property.Name);
        }

        return [.. set.Properties.Where(p => names.Contains(p.Name))];
    }
}
