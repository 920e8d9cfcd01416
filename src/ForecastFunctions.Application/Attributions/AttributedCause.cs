using System.Globalization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Analyses.Attributions;
using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Application.Attributions;

/// <summary>A parameter that moved between two vintages, with the figures behind it.</summary>
/// <param name="Cause">The parameter, as rows name it.</param>
/// <param name="With">The parameters that follow it, and moved with it.</param>
/// <param name="Meaning">What it is.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="BaseYear">The year that both values are told from: the later base year.</param>
/// <param name="Reference">Its value in the reference; of an earlier base year, where the reference's own path has it by then.</param>
/// <param name="Scenario">Its value in the scenario.</param>
/// <param name="ReferenceBasis">Why the reference's vintage has it so; absent where the scenario or the request sets it.</param>
/// <param name="ScenarioBasis">Why the scenario's vintage has it so; absent likewise.</param>
/// <param name="ScenarioStatus">How well founded it is in the scenario's vintage.</param>
/// <param name="Figures">The figures of its series that are not the same in both vintages, in order.</param>
public sealed record AttributedCause(
    string Cause, IReadOnlyList<string> With, string Meaning, string Unit, int BaseYear, double Reference, double Scenario,
    string? ReferenceBasis, string? ScenarioBasis, string ScenarioStatus, IReadOnlyList<FigureBehind> Figures)
{
    /// <summary>The causes of an attribution between two vintages.</summary>
    /// <param name="run">The attribution.</param>
    /// <param name="baseline">The scenario's vintage.</param>
    /// <param name="reference">The reference's.</param>
    public static IReadOnlyList<AttributedCause> Of(AttributionSpecification run, Baseline baseline, Baseline reference)
    {
        var figures = new Dictionary<string, IReadOnlyList<FigureBehind>>(StringComparer.Ordinal);
        return [.. run.Differences.Select(difference =>
        {
            var (now, then) = (baseline.FindParameter(difference.Parameter.Id), reference.FindParameter(difference.Parameter.Id));
            var (nowBasis, thenBasis) = (BasisIn(run.Scenario, now), BasisIn(run.Reference!, then));
            var series = (nowBasis is null ? [] : now!.Observations)
                .Union(thenBasis is null ? [] : then!.Observations, StringComparer.Ordinal).Order(StringComparer.Ordinal);
            return new AttributedCause(
                difference.Parameter.Id,
                [.. difference.With.Where(p => p != difference.Parameter).Select(p => p.Id)],
                difference.Parameter.Meaning,
                difference.Parameter.Unit,
                run.BaseYear,
                difference.Reference,
                difference.Scenario,
                thenBasis,
                nowBasis,
                Words.Of(run.Scenario.Parameters[difference.Parameter.Index].Status),
                [.. series.SelectMany(id => figures.TryGetValue(id, out var known) ? known
                    : figures[id] = FigureBehind.Between(reference.Series(id), baseline.Series(id)))]);
        })];

        static string? BasisIn(Core.Scenarios.ResolvedScenario scenario, CalibratedParameter? calibrated)
            => calibrated is not null
                && scenario.Parameters.First(p => string.Equals(p.Parameter.Id, calibrated.Id, StringComparison.Ordinal)) is var resolved
                && (resolved.Origin == Core.Scenarios.ParameterOrigin.Baseline || resolved.Change is not null)
                    ? calibrated.Basis : null;
    }

    /// <summary>The figures in a line: each series with its periods, and since when the last of them is known.</summary>
    public string FiguresText => string.Join("; ", Figures.GroupBy(f => f.Series, StringComparer.Ordinal).Select(g => string.Create(
        CultureInfo.InvariantCulture,
        $"{g.Key} {g.First().PeriodEnd:yyyy-MM-dd} to {g.Last().PeriodEnd:yyyy-MM-dd} ({g.Count()}, known since {g.Max(f => f.KnownSince):yyyy-MM-dd})")));
}

/// <summary>A figure that one vintage knows and the other does not, or that was restated between them.</summary>
/// <param name="Series">The series.</param>
/// <param name="PeriodEnd">The last day of its period.</param>
/// <param name="Value">The figure in the scenario's vintage; absent where it has none.</param>
/// <param name="ReferenceValue">The figure in the reference's vintage; absent where it has none.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Status">How far it can be relied upon.</param>
/// <param name="Source">Who says so.</param>
/// <param name="KnownSince">Since when it is public.</param>
public sealed record FigureBehind(
    string Series, DateOnly PeriodEnd, double? Value, double? ReferenceValue, string Unit, string Status, string Source, DateOnly KnownSince)
{
    /// <summary>The figures of a series that differ between two vintages, by period.</summary>
    public static IReadOnlyList<FigureBehind> Between(IReadOnlyList<Observation> reference, IReadOnlyList<Observation> scenario)
    {
        var (then, now) = (reference.ToDictionary(o => o.PeriodEnd), scenario.ToDictionary(o => o.PeriodEnd));
        return
        [
            .. then.Keys.Union(now.Keys).Order()
                .Select(end => (Then: then.GetValueOrDefault(end), Now: now.GetValueOrDefault(end)))
                .Where(pair => pair.Then?.Value != pair.Now?.Value)
                .Select(pair => (Known: (pair.Now ?? pair.Then)!, pair.Then, pair.Now))
                .Select(f => new FigureBehind(
                    f.Known.SeriesId, f.Known.PeriodEnd, f.Now?.Value, f.Then?.Value, f.Known.Unit, Words.Of(f.Known.Status),
                    f.Known.Source, f.Known.KnownSince)),
        ];
    }
}
