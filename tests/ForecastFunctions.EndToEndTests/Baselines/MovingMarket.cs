using System.Globalization;
using System.Reflection;

namespace ForecastFunctions.EndToEndTests.Baselines;

/// <summary>
/// The curated figures as the years tell them: those that the product carries, and made-up ones after them, in each series'
/// own rhythm, so that a day has those that would be public by then.
/// </summary>
internal static class MovingMarket
{
    private const int QuartersOfAYear = 4;
    private const int DaysOf52Weeks = 364;

    private static readonly DateOnly End = new(2028, 6, 30);

    /// <summary>Growth from quarter to quarter, over and over.</summary>
    private static readonly Dictionary<string, double[]> Growths = new(StringComparer.Ordinal)
    {
        ["nvda.datacenter_revenue.q"] = [1.12, 1.15, 1.09, 1.08],
        ["avgo.ai_revenue.q"] = [1.15, 1.10, 1.13, 1.12],
        ["mrvl.datacenter_revenue.q"] = [1.09, 1.08],
        ["amd.instinct_revenue.q.p5"] = [1.10],
        ["amd.instinct_revenue.q.p95"] = [1.10],
    };

    private static readonly double[] OfStocks = [1.15];

    private static readonly string[] Embedded = ReadEmbedded();

    private static readonly List<Row> Rows = [.. Embedded.Skip(1).Select(Row.Parse)];

    private static readonly List<Row> MadeUp = [.. Rows
        .Where(row => GrowthOf(row.Series) is not null).GroupBy(row => row.Series, StringComparer.Ordinal).SelectMany(Continue)];

    /// <summary>The curated CSV as of a day.</summary>
    public static string KnownBy(DateOnly day)
        => string.Join('\n', [Embedded[0], .. Rows.Concat(MadeUp).Where(row => row.KnownSince <= day).Select(row => row.Line)]) + "\n";

    /// <summary>The next periods: each ends, becomes known and lasts as the one a year before it.</summary>
    private static IEnumerable<Row> Continue(IGrouping<string, Row> series)
    {
        var growth = GrowthOf(series.Key)!;
        var rows = series.OrderBy(row => row.KnownSince).DistinctBy(row => row.PeriodEnd).OrderBy(row => row.PeriodEnd).ToList();
        for (var quarter = 0; rows[^1].KnownSince < End; quarter++)
        {
            var (last, before) = (rows[^1], rows[^QuartersOfAYear]);
            var end = IsStock(series.Key) ? before.PeriodEnd.AddYears(1) : before.PeriodEnd.AddDays(DaysOf52Weeks);
            var known = end.AddDays(before.KnownSince.DayNumber - before.PeriodEnd.DayNumber);
            var value = Math.Round(last.Value * growth[quarter % growth.Length]);
            rows.Add(last with
            {
                PeriodEnd = end,
                Value = value,
                KnownSince = known,
                Line = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{series.Key},{end:O},quarterly,{value},{last.Unit},{last.Status},A made-up market,none,{known:O}"),
            });
            yield return rows[^1];
        }
    }

    private static double[]? GrowthOf(string series) => Growths.GetValueOrDefault(series) ?? (IsStock(series) ? OfStocks : null);

    private static bool IsStock(string series) => series.Contains("_cumulative.", StringComparison.Ordinal);

    private static string[] ReadEmbedded()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("observations.csv")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private sealed record Row(string Series, DateOnly PeriodEnd, double Value, string Unit, string Status, DateOnly KnownSince, string Line)
    {
        /// <summary>No field but source and reference, which are not read, is quoted.</summary>
        public static Row Parse(string line)
        {
            var fields = line.Split(',');
            return new(
                fields[0], DateOnly.Parse(fields[1], CultureInfo.InvariantCulture), double.Parse(fields[3], CultureInfo.InvariantCulture),
                fields[4], fields[5], DateOnly.Parse(fields[^1], CultureInfo.InvariantCulture), line);
        }
    }
}
