using ForecastFunctions.Application.Projections;
using ForecastFunctions.Core.Series;
using Microsoft.OData.UriParser;

namespace ForecastFunctions.OData;

/// <summary>
/// Which periods beyond the usual ones a filter asks for. The sets of runs are years to 2030 unless it names a later year or a quarter,
/// be it by <c>Year</c>, <c>Quarter</c>, <c>Period</c> or <c>PeriodStart</c>.
/// </summary>
/// <param name="LaterYears">Whether it names a year after the last that is there without it.</param>
/// <param name="Quarters">Whether it names a quarter.</param>
public sealed record NamedPeriods(bool LaterYears, bool Quarters)
{
    /// <summary>What a filter names; nothing where there is none.</summary>
    public static NamedPeriods Of(QueryNode? filter)
    {
        var named = filter is null ? [] : Of(filter, isNegated: false).ToList();
        return new(named.Exists(n => n.Year > ProjectionRequest.DefaultLastYear), named.Exists(n => n.IsQuarter));
    }

    private static IEnumerable<Named> Of(QueryNode node, bool isNegated) => node switch
    {
        ConvertNode convert => Of(convert.Source, isNegated),
        UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Not } not => Of(not.Operand, !isNegated),
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.And or BinaryOperatorKind.Or } logic
            => Of(logic.Left, isNegated).Concat(Of(logic.Right, isNegated)),
        BinaryOperatorNode comparison when PropertyOf(comparison.Left) is { } name
            => Of(name, Relation.Of(comparison.OperatorKind, isNegated), ConstantOf(comparison.Right)),
        BinaryOperatorNode comparison when PropertyOf(comparison.Right) is { } name
            => Of(name, Relation.Of(comparison.OperatorKind, isNegated).Turned, ConstantOf(comparison.Left)),
        InNode { Right: CollectionConstantNode list } membership when PropertyOf(membership.Left) is { } name
            => list.Collection.SelectMany(c => Of(name, Relation.Of(BinaryOperatorKind.Equal, isNegated), c.Value)),
        SingleValueFunctionCallNode call when call.Parameters.ToList() is [SingleValueNode property, SingleValueNode text]
            && PropertyOf(property) is "Period" && ConstantOf(text) is string part => OfPart(part),
        _ => [],
    };

    private static IEnumerable<Named> Of(string property, Relation relation, object? value) => (property, Literals.ToClr(value)) switch
    {
        ("Year", int year) => [new Named(relation.IsAfter ? year + 1L : year)],
        ("Year", long or double or float or decimal) => [new Named(int.MaxValue)],
        ("Quarter", null) => relation.IsOther ? [Named.AnyQuarter] : [],
        ("Quarter", _) => [Named.AnyQuarter],
        ("Period", string text) when Period.TryParse(text, out var period)
            => [new Named(relation.IsAfter ? period.Year + 1L : period.Year) { IsQuarter = period.Quarter is not null }],
        ("PeriodStart", DateOnly day) => [new Named(YearOf(day, relation)) { IsQuarter = relation.IsSame && IsLaterQuarter(day) }],
        _ => [],
    };

    /// <summary>What a part of a period's name names: <c>2035</c>, <c>-Q3</c>.</summary>
    private static IEnumerable<Named> OfPart(string part)
        => [new Named(Period.TryParse(part.Split('-')[0], out var year) ? year.Year : 0) { IsQuarter = part.Contains('Q', StringComparison.Ordinal) }];

    /// <summary>The first year that begins on a day or after it, or just after it; of what lies before a day, the day's own.</summary>
    private static int YearOf(DateOnly day, Relation relation)
        => relation.IsAfter || (relation.IsFrom && day.DayOfYear > 1) ? day.Year + 1 : day.Year;

    private static bool IsLaterQuarter(DateOnly day) => day is { Day: 1, Month: 4 or 7 or 10 };

    private static string? PropertyOf(QueryNode node) => node switch
    {
        ConvertNode convert => PropertyOf(convert.Source),
        SingleValuePropertyAccessNode access => access.Property.Name,
        _ => null,
    };

    private static object? ConstantOf(QueryNode node) => node switch
    {
        ConvertNode convert => ConstantOf(convert.Source),
        ConstantNode constant => constant.Value,
        _ => null,
    };

    /// <summary>A period that is named.</summary>
    private readonly record struct Named(long Year)
    {
        public static Named AnyQuarter { get; } = new(0) { IsQuarter = true };

        public bool IsQuarter { get; init; }
    }

    /// <summary>How a property stands to a value, whatever the negations around it.</summary>
    private readonly record struct Relation(BinaryOperatorKind Kind)
    {
        public bool IsAfter => Kind == BinaryOperatorKind.GreaterThan;

        public bool IsFrom => Kind == BinaryOperatorKind.GreaterThanOrEqual;

        public bool IsSame => Kind == BinaryOperatorKind.Equal;

        public bool IsOther => Kind == BinaryOperatorKind.NotEqual;

        /// <summary>The relation of the value to the property as one of the property to the value.</summary>
        public Relation Turned => new(Kind switch
        {
            BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
            BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
            BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
            BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
            _ => Kind,
        });

        public static Relation Of(BinaryOperatorKind kind, bool isNegated) => new(!isNegated ? kind : kind switch
        {
            BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThanOrEqual,
            BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThan,
            BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThanOrEqual,
            BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThan,
            BinaryOperatorKind.Equal => BinaryOperatorKind.NotEqual,
            BinaryOperatorKind.NotEqual => BinaryOperatorKind.Equal,
            _ => kind,
        });
    }
}
