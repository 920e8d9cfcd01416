using System.Globalization;
using ForecastFunctions.Application.Attributions;
using ForecastFunctions.Application.Comparisons;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Sensitivities;
using ForecastFunctions.Core.Analyses.Attributions;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scorecards;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Charts;

/// <summary>What of a run is drawn, and how large.</summary>
/// <param name="Variable">The variable; <see langword="null"/> for the usual one.</param>
/// <param name="Scenario">The scenario of a comparison or scorecard; <see langword="null"/> for the first.</param>
/// <param name="Vintage">The vintage of a scorecard; <see langword="null"/> for the first.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public sealed record ChartRequest(Variable? Variable, string? Scenario, string? Vintage, int Width, int Height);

/// <summary>The pictures of runs: each from the rows that its table shows.</summary>
public static class RunCharts
{
    /// <summary>Inputs of a tornado; those behind them move little.</summary>
    private const int MostInputs = 16;

    /// <summary>A projection's paths.</summary>
    public static byte[] Fan(Run<ProjectionSpecification, Projection> run, ChartRequest asked)
    {
        var variable = asked.Variable ?? Variables.NvidiaRevenue;
        var specification = run.Specification;
        var shown = RunView.Whole with { Variables = [variable], Statistics = specification.ShownStatistics };
        var moments = ProjectionRuns.Rows(run, shown).GroupBy(r => r.Period).Select(rows => new FanMoment(
            TimeOf(rows.Key),
            rows.Where(r => r.Status is not (RowStatus.Observed or RowStatus.NotObserved)).Aggregate(new Dictionary<double, double>(), AddLevel),
            rows.FirstOrDefault(r => r.Status is RowStatus.Observed)?.Value));
        return FanChart.Draw(FrameOf(specification, asked, $"{variable}: {specification.Scenario.Label}", variable.Unit), [.. moments]);
    }

    /// <summary>How a scenario of a comparison differs from the reference, path by path.</summary>
    /// <exception cref="ProblemException">404: the comparison has no such scenario.</exception>
    public static byte[] Comparison(Run<ComparisonSpecification, Comparison> run, ChartRequest asked)
    {
        var variable = asked.Variable ?? Variables.NvidiaRevenue;
        var differences = ComparisonRuns.Rows(run, RunView.Whole with { Variables = [variable] }).Where(r => r.Reference is not null).ToList();
        var labels = differences.Select(r => r.Scenario).Distinct(StringComparer.Ordinal).ToList();
        var scenario = asked.Scenario ?? labels[0];
        var moments = differences.Where(r => string.Equals(r.Scenario, scenario, StringComparison.Ordinal)).GroupBy(r => r.Period)
            .Select(rows => new FanMoment(TimeOf(rows.Key), rows.Aggregate(new Dictionary<double, double>(), AddLevel), null)).ToList();
        if (moments.Count == 0)
            throw ProblemException.NotFound($"The comparison has no scenario '{scenario}' against its reference; it has {string.Join(", ", labels)}.");
        return FanChart.Draw(
            FrameOf(run.Specification, asked, $"{variable}: {scenario} less {differences[0].Reference}", variable.Unit), moments);
    }

    /// <summary>What drives an output: each input alone, or its shares of the variance.</summary>
    /// <exception cref="ProblemException">404: the analysis is not of that variable.</exception>
    public static byte[] Tornado(Run<SensitivitySpecification, SensitivityResult> run, ChartRequest asked)
    {
        var all = SensitivityRuns.Rows(run, RunView.Whole);
        var first = all.FirstOrDefault(r => asked.Variable is null || r.Output.Variable == asked.Variable)
            ?? throw NotOf(asked.Variable!, all.Select(r => r.Output.Variable));
        var output = first.Output;
        var rows = all.Where(r => r.Output == output).Take(MostInputs).ToList();
        var isAlone = rows.Exists(r => r.Bar is not null);
        var bars = rows.SelectMany(r => isAlone
            ? new[]
            {
                new ValueBar(r.Input, r.BaseOutput!.Value, r.Bar!.LowOutput, BarKind.Low),
                new ValueBar(r.Input, r.BaseOutput!.Value, r.Bar!.HighOutput, BarKind.High),
            }
            : [new ValueBar(r.Input, 0, r.Shares?.TotalOrder ?? 0, BarKind.Low), new ValueBar(r.Input, 0, r.Shares?.FirstOrder ?? 0, BarKind.High)]);
        var title = $"{output.Variable} in {output.Period}: {run.Specification.Scenario.Label}";
        return BarChart.Draw(
            FrameOf(run.Specification, asked, title, isAlone ? output.Variable.Unit : "share of variance"),
            [.. bars], isAlone ? rows[0].BaseOutput : null, tellsValues: false);
    }

    /// <summary>What explains a difference: from the reference, cause by cause, to the scenario.</summary>
    /// <exception cref="ProblemException">404: the attribution is not of that variable.</exception>
    public static byte[] Waterfall(Run<AttributionSpecification, Attribution> run, ChartRequest asked)
    {
        var all = AttributionRuns.Rows(run, RunView.Whole);
        var variable = all.Select(r => r.Variable).FirstOrDefault(v => asked.Variable is null || v == asked.Variable)
            ?? throw NotOf(asked.Variable!, all.Select(r => r.Variable));
        var specification = run.Specification;
        var from = specification.Reference?.Label ?? specification.From?.ToString() ?? "from";
        var to = specification.Reference is null ? specification.To.ToString() : specification.Scenario.Label;
        var bars = new List<ValueBar>();
        foreach (var row in all.Where(r => r.Variable == variable))
        {
            var level = bars.Count == 0 ? 0 : bars[^1].To;
            bars.Add(row.Cause is { } cause
                ? new ValueBar(cause, level, level + row.Value, row.Value >= 0 ? BarKind.High : BarKind.Low)
                : new ValueBar(bars.Count == 0 ? from : to, 0, row.Value, BarKind.Total));
        }

        return BarChart.Draw(
            FrameOf(specification, asked, $"{variable}: from {from} to {to}", variable.Unit), bars, null, tellsValues: true);
    }

    /// <summary>What a vintage said of quarters that came after it, and what came; figures as they are known now.</summary>
    /// <exception cref="ProblemException">404: the scorecard has no such forecast.</exception>
    public static byte[] Scorecard(Run<ScorecardSpecification, Scorecard> run, ChartRequest asked)
    {
        var variable = asked.Variable ?? Variables.NvidiaRevenue;
        var told = run.Result.Scores
            .Where(s => s.Variable == variable && !s.IsFirstRelease && s.Vintage.Basis != VintageBasis.Backfilled).ToList();
        var scenario = asked.Scenario ?? run.Specification.Scored[0].Name;
        var vintage = asked.Vintage ?? run.Result.Vintages[0].Name;
        var scores = told.Where(s => Is(s.Forecaster, scenario) && Is(s.Vintage.Name, vintage)).ToList();
        if (scores.Count == 0)
        {
            throw ProblemException.NotFound(told.Count == 0
                ? $"The scorecard does not score {variable}; it scores {ListOf(run.Result.Scores.Select(s => s.Variable.Name))}."
                : $"The scorecard has no forecast by '{scenario}' of the vintage '{vintage}'. Its forecasters are "
                    + $"{ListOf(told.Select(s => s.Forecaster))}, its vintages {ListOf(told.Select(s => s.Vintage.Name))}.");
        }

        var moments = scores.Select(s => new FanMoment(
            TimeOf(s.Period), SampleScore.Percents.Zip(s.Sample.Percentiles).ToDictionary(p => p.First, p => p.Second), s.Observed));
        var title = $"{variable}: what {scenario} said on {vintage}, and what came";
        return FanChart.Draw(FrameOf(run.Specification, asked, title, variable.Unit), [.. moments]);

        static bool Is(string name, string wanted) => string.Equals(name, wanted, StringComparison.Ordinal);

        static string ListOf(IEnumerable<string> names) => string.Join(", ", names.Distinct(StringComparer.Ordinal));
    }

    private static ProblemException NotOf(Variable variable, IEnumerable<Variable> known)
        => ProblemException.NotFound($"The run does not show {variable}; it shows {string.Join(", ", known.Distinct())}.");

    private static Frame FrameOf(IRunSpecification run, ChartRequest asked, string title, string unit)
        => new(title, unit, $"baseline {run.BaselineVersion}, model {run.ModelVersion}, run {run.RunId}", asked.Width, asked.Height);

    /// <summary>The middle of a period, in years.</summary>
    private static double TimeOf(Period period) => period.Year + (period.Start.Month - 1) / 12.0;

    private static Dictionary<double, double> AddLevel(Dictionary<double, double> levels, IRunRow row)
    {
        var (statistic, value) = row switch
        {
            ProjectionRow projected => (projected.Statistic, projected.Value),
            ComparisonRow compared => (compared.Statistic, (double?)compared.Value),
            _ => ("", null),
        };
        if (value is { } number && LevelOf(statistic) is { } level)
            levels[level] = number;
        return levels;
    }

    /// <summary>The percentile of a statistic's name: 5 of <c>p5</c>; the only value of a deterministic run counts as the middle.</summary>
    private static double? LevelOf(string statistic)
        => statistic is "value" ? 50
        : statistic.StartsWith('p') && double.TryParse(statistic.AsSpan(1), NumberStyles.Float, CultureInfo.InvariantCulture, out var level) ? level
        : null;
}
