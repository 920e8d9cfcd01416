using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Analyses.Comparisons;

/// <summary>All that decides the numbers of a comparison: scenarios side by side, each against one of them.</summary>
public sealed class ComparisonSpecification : IRunSpecification<ComparisonSpecification, Comparison>
{
    /// <summary>The fewest scenarios, the reference among them.</summary>
    public const int MinScenarios = 2;

    /// <summary>The most scenarios, the reference among them.</summary>
    public const int MaxScenarios = 12;

    /// <summary>A comparison.</summary>
    /// <param name="baselineVersion">The baseline that all scenarios were resolved on.</param>
    /// <param name="scenarios">The scenarios, in the order in which they are to be shown.</param>
    /// <param name="reference">The place of the one that the others are compared with.</param>
    /// <param name="range">The periods to answer.</param>
    /// <param name="draws">How paths are drawn, without thresholds; <see langword="null"/> for a deterministic comparison.</param>
    /// <param name="withLevels">Whether the scenarios' own numbers are given beside the differences.</param>
    /// <param name="modelVersion">The version of the model; given only where a stored run is read.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// There are too few or too many scenarios, the reference is none of them, or the range lies outside what can be projected.
    /// </exception>
    /// <exception cref="ArgumentException">The scenarios have several base years, or there are thresholds.</exception>
    public ComparisonSpecification(
        string baselineVersion, IReadOnlyList<ResolvedScenario> scenarios, int reference, PeriodRange range,
        DrawSettings? draws = null, bool withLevels = false, string? modelVersion = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scenarios.Count, MinScenarios, nameof(scenarios));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scenarios.Count, MaxScenarios, nameof(scenarios));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)reference, (uint)scenarios.Count, nameof(reference));
        ArgumentOutOfRangeException.ThrowIfLessThan(range.From.Year, scenarios[0].BaseYear, nameof(range));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(range.To.Year, ProjectionSpecification.LastYear, nameof(range));
        if (scenarios.Any(s => s.BaseYear != scenarios[0].BaseYear))
            throw new ArgumentException("All scenarios are of one baseline.", nameof(scenarios));
        if (draws?.Thresholds.Count > 0)
            throw new ArgumentException("A comparison has no thresholds.", nameof(draws));
        ModelVersion = modelVersion ?? Projections.ModelVersion.Of(scenarios);
        BaselineVersion = baselineVersion;
        Scenarios = scenarios;
        Variables = RunVariables.OfAll(scenarios);
        Reference = reference;
        Range = range;
        Draws = draws;
        WithLevels = withLevels;
        CanonicalForm = Write();
        RunId = RunId.Of(CanonicalForm);
    }

    /// <inheritdoc/>
    public static string Kind => "comparisons";

    /// <inheritdoc/>
    public string ModelVersion { get; }

    /// <inheritdoc/>
    public string BaselineVersion { get; }

    /// <summary>The scenarios, in the order in which they are shown.</summary>
    public IReadOnlyList<ResolvedScenario> Scenarios { get; }

    /// <inheritdoc/>
    public long DrawsEvaluated => (long)Scenarios.Count * (Draws?.Draws ?? 1);

    /// <inheritdoc/>
    public long Numbers => DrawsEvaluated * Range.Count * Scenarios.Max(s => RunVariables.Of(s).Count);

    /// <summary>The variables that are compared: those that every scenario has.</summary>
    public IReadOnlyList<Variable> Variables { get; }

    /// <summary>The variables of its table: those that are compared, and where levels are given those of any scenario.</summary>
    public IReadOnlyList<Variable> ShownVariables => WithLevels ? [.. Variables.Concat(NotCompared).OrderBy(v => v.Index)] : Variables;

    /// <summary>The variables that only some of the scenarios have, and that are not compared.</summary>
    public IReadOnlyList<Variable> NotCompared
        => [.. Scenarios.SelectMany(RunVariables.Of).Distinct().Except(Variables).OrderBy(v => v.Index)];

    /// <summary>The place of the scenario that the others are compared with.</summary>
    public int Reference { get; }

    /// <summary>The scenarios that are compared with the reference, in their order.</summary>
    public IReadOnlyList<ResolvedScenario> Compared => [.. Scenarios.Where((_, place) => place != Reference)];

    /// <summary>The periods to answer.</summary>
    public PeriodRange Range { get; }

    /// <summary>How paths are drawn, or <see langword="null"/> for a deterministic comparison.</summary>
    public DrawSettings? Draws { get; }

    /// <summary>Whether the scenarios' own numbers are given beside the differences.</summary>
    public bool WithLevels { get; }

    /// <summary>The names of the statistics of a difference.</summary>
    public IReadOnlyList<string> Statistics
        => Draws is null ? [Projection.ValueStatistic] : [.. Draws.Statistics, Comparison.ExceedsStatistic];

    /// <inheritdoc/>
    public string CanonicalForm { get; }

    /// <inheritdoc/>
    public RunId RunId { get; }

    /// <inheritdoc/>
    public static ComparisonSpecification Parse(string canonicalForm)
        => Projections.CanonicalForm.Read(canonicalForm, (root, version) => new ComparisonSpecification(
            Projections.CanonicalForm.Text(root, "baselineVersion"),
            [.. root.GetProperty("scenarios").EnumerateArray().Select(Projections.CanonicalForm.ReadScenario)],
            root.GetProperty("reference").GetInt32(),
            Projections.CanonicalForm.ReadRange(root),
            root.TryGetProperty("draws", out var draws) ? Projections.CanonicalForm.ReadDraws(draws) : null,
            root.GetProperty("levels").GetBoolean(),
            version));

    /// <inheritdoc/>
    public Comparison Compute(int threads, CancellationToken cancellationToken = default)
    {
        Projections.ModelVersion.RequireLive(ModelVersion);
        return ComparisonEngine.Run(this, threads, cancellationToken);
    }

    /// <inheritdoc/>
    public bool Fits(Comparison result)
    {
        return result.Differences.Count == Scenarios.Count - 1
            && result.Levels.Count == (WithLevels ? Scenarios.Count : 0)
            && result.Differences.All(d => Has(d, Statistics, Variables))
            && result.Levels.Index().All(l => Has(l.Item, Draws?.Statistics ?? [Projection.ValueStatistic], RunVariables.Of(Scenarios[l.Index])));

        bool Has(Projection numbers, IReadOnlyList<string> statistics, IReadOnlyList<Variable> variables)
            => numbers.Range == Range && numbers.Statistics.SequenceEqual(statistics, StringComparer.Ordinal)
                && numbers.Variables.SequenceEqual(variables);
    }

    private string Write() => Projections.CanonicalForm.Write(Kind, ModelVersion, BaselineVersion, json =>
    {
        Projections.CanonicalForm.WriteRange(json, Range);
        json.WriteNumber("reference", Reference);
        json.WriteBoolean("levels", WithLevels);
        json.WriteStartArray("scenarios");
        foreach (var scenario in Scenarios)
            Projections.CanonicalForm.WriteScenario(json, scenario, withLaws: Draws is not null);
        json.WriteEndArray();
        if (Draws is { } draws)
            Projections.CanonicalForm.WriteDraws(json, draws);
    });
}
