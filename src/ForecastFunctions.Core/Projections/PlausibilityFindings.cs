using System.Globalization;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Projections;

/// <summary>Compares a run's electricity and power with what exists, in every period and by every percentile.</summary>
public static class PlausibilityFindings
{
    private static readonly Comparator[] Comparators =
    [
        // The electricity of all data centres: 415 TWh in 2024, 945 in 2030, about 1,200 in 2035.
        new("electricity-above-iea-base-case", Variables.Electricity, "TWh", "all data centres together",
            "International Energy Agency, Energy and AI (2025), base case", [(2024, 415), (2030, 945), (2035, 1_200)]),
        new("electricity-above-world-generation", Variables.Electricity, "TWh", "the world's electricity generation in 2024",
            "International Energy Agency, Global Energy Review 2025", [(2024, 31_153)]),

        // 4,448 GW of renewables were 46 % of it.
        new("power-above-world-capacity", Variables.FacilityPower, "GW", "all of the world's power plants at the end of 2024",
            "IRENA, Renewable Capacity Statistics 2025", [(2024, 9_670)]),
    ];

    /// <summary>
    /// A warning for each comparator and each statistic that exceeds it anywhere: the first period and the last, with both
    /// numbers. Nothing is clipped. A model of AI compute alone that exceeds all data centres contradicts who counted them.
    /// </summary>
    /// <param name="projection">The run.</param>
    public static IReadOnlyList<ProjectionWarning> Warnings(Projection projection)
    {
        List<Period> periods = [.. projection.Range];
        return
        [
            .. Comparators.SelectMany(comparator => projection.Statistics.Index()
                .Where(s => IsLevel(s.Item))
                .Select(s => Exceeding(projection, periods, comparator, s.Index) is { Count: > 0 } exceeding
                    ? comparator.Warning(s.Item, exceeding) : null)
                .OfType<ProjectionWarning>()),
        ];
    }

    private static List<(Period Period, double Value)> Exceeding(
        Projection projection, List<Period> periods, Comparator comparator, int statistic)
        => [.. periods.Select((period, place) => (period, projection.Value(place, comparator.Variable, statistic)))
            .Where(p => p.Item2 > comparator.Limit(p.period))];

    /// <summary>A value, a mean or a percentile, and not a spread.</summary>
    private static bool IsLevel(string statistic)
        => statistic is Projection.ValueStatistic or "mean" || (statistic[0] == 'p' && char.IsAsciiDigit(statistic[^1]));

    private sealed record Comparator(
        string Code, Variable Variable, string Unit, string Exists, string Source, (int Year, double Value)[] Path)
    {
        /// <summary>The path interpolated by year and held beyond its ends; of a quarter's flow, a quarter of it.</summary>
        public double Limit(Period period)
        {
            var year = Math.Clamp(period.Year, Path[0].Year, Path[^1].Year);
            var after = Path.First(p => p.Year >= year);
            var before = Path.Last(p => p.Year <= year);
            var value = after.Year == before.Year
                ? after.Value
                : before.Value + (after.Value - before.Value) * (year - before.Year) / (after.Year - before.Year);
            return period.Step == Step.Quarter && Variable.Aggregation == Aggregation.Flow ? value / 4 : value;
        }

        public ProjectionWarning Warning(string statistic, List<(Period Period, double Value)> exceeding)
        {
            var of = statistic is Projection.ValueStatistic ? Variable.Name : $"{Variable.Name} ({statistic})";
            var (first, last) = (exceeding[0], exceeding[^1]);
            var also = exceeding.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture,
                $", and in {exceeding.Count} periods up to {last.Period}, when it is {last.Value:#,0} against {Limit(last.Period):#,0}");
            return new(Code, string.Create(CultureInfo.InvariantCulture,
                $"{of} in {first.Period} is {first.Value:#,0} {Unit}, against {Limit(first.Period):#,0} of {Exists}{also} "
                + $"({Source}). The value is not clipped."));
        }
    }
}
