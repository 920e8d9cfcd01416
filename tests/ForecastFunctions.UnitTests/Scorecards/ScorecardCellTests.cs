using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Scorecards;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Scorecards;

/// <summary>Cells of the scorecard, each recomputed from the figures as filings and estimates state them, written out by hand.</summary>
public class ScorecardCellTests
{
    private const string Nvidia = "Vendor Revenue|NVIDIA|Data Centre";
    private const string Broadcom = "Vendor Revenue|Broadcom|AI";

    /// <summary>NVIDIA's data-centre revenue as it was known on 15 June 2025: the quarters that ended from May 2022 on, bn USD.</summary>
    private static readonly double[] NvidiaByJune2025 =
        [3.750, 3.806, 3.833, 3.616, 4.284, 10.323, 14.514, 18.404, 22.563, 26.272, 30.771, 35.580, 39.112];

    [Theory]
    [InlineData("2024-12", VintageBasis.Hindsight, "article-base", Nvidia, "2025-Q1", 2, 39.112)]
    [InlineData("2024-12", VintageBasis.Hindsight, "asic-surge", Broadcom, "2026-Q2", 7, 16.7)]
    [InlineData("2025-03-15", VintageBasis.Known, "article-base", Nvidia, "2025-Q3", 3, 51.215)]
    [InlineData("2025-06-15", VintageBasis.Known, "article-base", Broadcom, "2025-Q2", 1, 5.2)]
    // Spend: NVIDIA's revenue, Broadcom's over 0.847, and the middle of AMD's low and high estimate over 0.84.
    [InlineData("2025-03-15", VintageBasis.Known, "asic-surge", "AI Compute|Spend", "2025-Q4", 4, 62.314 + 8.4 / 0.847 + (2.16 + 2.97) / 2 / 0.84)]
    [InlineData("2025-09-15", VintageBasis.Known, "article-base", "Vendor Revenue|AMD|AI", "2025-Q3", 1, (1.7 + 2.4) / 2)]
    public void Score_OfAScenario_IsThatOfThePathsOfItsOwnRun(
        string vintage, VintageBasis basis, string scenario, string variable, string period, int horizon, double outcome)
    {
        var score = TrackRecords.ScoreOf(vintage, basis, scenario, variable, period);
        Assert.Equal(outcome, score.Observed, 1e-9);
        Assert.Equal(horizon, score.Horizon);
        Assert.True(score.Outcome.KnownSince > score.Vintage.Day);

        double[] paths = [.. Paths(vintage, scenario, variable, period).Order()];
        Assert.Equal(ByHand(paths, outcome), (score.Sample.Crps, score.Sample.Pit, score.Sample.Pinball), Near);

        // The percentiles are those that /projections answers.
        var run = Run(vintage, scenario, period);
        foreach (var (place, percentile) in score.Sample.Percentiles.Index())
            Assert.Equal(run.Value(run.Range.Count - 1, Variables.Find(variable)!, 2 + place), percentile, 1e-12 * percentile);
        Assert.Equal(score.Sample.Percentiles[3] - outcome, score.Error, 1e-12);
        Assert.Equal(100 * Math.Abs(score.Sample.Percentiles[3] - outcome) / outcome, score.AbsolutePercentageError, 1e-9);
    }

    [Theory]
    [InlineData("last-value", "2025-Q2", 1, 41.096)]
    [InlineData("last-value", "2026-Q2", 5, 89.023)]
    [InlineData("drift", "2025-Q4", 3, 62.314)]
    [InlineData("statistical", "2026-Q1", 4, 75.246)]
    public void Score_OfARival_IsThatOfItsForecastOfTheFiguresThatWereKnown(string rival, string period, int horizon, double outcome)
    {
        var score = TrackRecords.ScoreOf("2025-06-15", VintageBasis.Known, rival, Nvidia, period);
        ForecastMethod method = rival switch
        {
            "last-value" => ForecastMethods.Naive,
            "drift" => new OnLogarithms(ForecastMethods.Drift),
            _ => ForecastMethods.Combination,
        };
        var forecast = method.Forecast(new TimeSeries(NvidiaByJune2025), 5);
        double[] sample = [.. Enumerable.Range(0, 1_000).Select(i => forecast.Quantile((i + 0.5) / 1_000)[horizon - 1])];

        Assert.Equal(outcome, score.Observed, 1e-9);
        Assert.Equal(ByHand(sample, outcome), (score.Sample.Crps, score.Sample.Pit, score.Sample.Pinball), Near);
        if (rival is "last-value")
            Assert.Equal(39.112, score.Sample.Median, 1e-3);
        if (rival is "drift")
            Assert.Equal(39.112 * Math.Pow(39.112 / 3.750, horizon / 12.0), score.Sample.Median, 0.02);

        // It is what the scenarios of that day are compared with.
        var compared = TrackRecords.ScoreOf("2025-06-15", VintageBasis.Known, "article-base", Nvidia, period);
        Assert.Equal(score.Sample.Crps, compared.RivalCrps[Rivals.Names.ToList().IndexOf(rival)]);
        var best = compared.RivalCrps.Min()!.Value;
        Assert.Equal(1 - compared.Sample.Crps / best, compared.Skill!.Value, 1e-12);
        Assert.Equal(best, compared.RivalCrps[Rivals.Names.ToList().IndexOf(compared.BestRival!)]);
    }

    /// <summary>CRPS by its definition over all pairs, PIT by counting, pinball loss by its two branches.</summary>
    private static (double Crps, double Pit, double Pinball) ByHand(double[] sorted, double y)
    {
        var n = sorted.Length;
        var pairs = sorted.Sum(a => sorted.Sum(b => Math.Abs(a - b)));
        var pinball = new[] { 5.0, 10, 25, 50, 75, 90, 95 }.Average(percent =>
        {
            var h = (n - 1) * percent / 100;
            var q = sorted[(int)h] + (h - (int)h) * (sorted[Math.Min((int)h + 1, n - 1)] - sorted[(int)h]);
            return y >= q ? percent / 100 * (y - q) : (1 - percent / 100) * (q - y);
        });
        return (
            sorted.Average(x => Math.Abs(x - y)) - pairs / 2 / n / n,
            (sorted.Count(x => x < y) + sorted.Count(x => x == y) / 2.0) / n,
            pinball);
    }

    private static bool Near((double A, double B, double C) one, (double A, double B, double C) two)
        => Math.Abs(one.A - two.A) < 1e-9 && Math.Abs(one.B - two.B) < 1e-12 && Math.Abs(one.C - two.C) < 1e-9;

    /// <summary>The paths of a run, drawn block by block and moved by the model itself.</summary>
    private static double[] Paths(string vintage, string scenario, string variable, string period)
    {
        var resolved = Resolved(vintage, scenario);
        Assert.True(Period.TryParse(period, out var last));
        using var paths = new ModelPaths(TrackRecords.Specification.Draws.Draws, resolved.BaseYear, resolved.Events);
        ProjectionEngine.Sample(paths, resolved, TrackRecords.Specification.Draws, threads: 1);
        for (var quarter = Period.OfQuarter(resolved.BaseYear, 1); quarter <= last; quarter = quarter.Next)
            paths.Advance(quarter, 0, paths.Groups, isShown: quarter == last);
        return paths.Variables[Variables.Find(variable)!].ToArray();
    }

    private static Projection Run(string vintage, string scenario, string period)
    {
        Assert.True(Period.TryParse(period, out var last));
        var resolved = Resolved(vintage, scenario);
        var draws = TrackRecords.Specification.Draws;
        return ProjectionEngine.Run(new ProjectionSpecification(
            vintage, resolved, new PeriodRange(Period.OfQuarter(resolved.BaseYear, 1), last),
            new DrawSettings(draws.Draws, draws.Seed, draws.Sampling, [5, 10, 25, 50, 75, 90, 95], draws.Correlations, [])));
    }

    private static ResolvedScenario Resolved(string vintage, string scenario)
    {
        Baseline baseline = vintage is "2024-12"
            ? ArticleBaseline.From(TrackRecords.Curated)
            : VintageAsOf.Of(TrackRecords.Curated, DateOnly.Parse(vintage, System.Globalization.CultureInfo.InvariantCulture));
        return ResolvedScenario.Resolve(baseline, Presets.Find(scenario)!, new Dictionary<Parameter, ParameterSetting>());
    }
}
