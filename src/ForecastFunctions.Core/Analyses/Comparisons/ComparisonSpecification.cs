using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Analyses.Comparisons;

/// <summary>The vintage that scenarios are compared with.</summary>
/// <param name="BaselineVersion">Its version.</param>
/// <param name="Scenarios">The reference on it; or as many as there are scenarios, where each is compared with itself.</param>
public sealed record ReferenceVintage(string BaselineVersion, IReadOnlyList<ResolvedScenario> Scenarios);

/// <summary>
/// All that decides the numbers of a comparison: scenarios side by side, each against one of them, or against what another
/// vintage made of one of them or of itself.
/// </summary>
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
    /// <param name="range">The periods to answer; those before the base year are answered by what was observed.</param>
    /// <param name="draws">How paths are drawn, without thresholds; <see langword="null"/> for a deterministic comparison.</param>
    /// <param name="withLevels">Whether the scenarios' own numbers are given beside the differences.</param>
    /// <param name="modelVersion">The version of the model; given only where a stored run is read.</param>
    /// <param name="vintage">The vintage that they are compared with, where it is another one; the place of the reference is 0 then.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// There are too few or too many scenarios, the reference is none of them, or the range lies outside what can be projected.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The scenarios of a vintage have several base years, the other vintage has neither one nor as many, or there are thresholds.
    /// </exception>
    public ComparisonSpecification(
        string baselineVersion, IReadOnlyList<ResolvedScenario> scenarios, int reference, PeriodRange range,
        DrawSettings? draws = null, bool withLevels = false, string? modelVersion = null, ReferenceVintage? vintage = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scenarios.Count, vintage is null ? MinScenarios : 1, nameof(scenarios));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scenarios.Count, MaxScenarios, nameof(scenarios));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)reference, (uint)scenarios.Count, nameof(reference));
        ArgumentOutOfRangeException.ThrowIfLessThan(range.From.Year, ProjectionSpecification.FirstYear, nameof(range));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(range.To.Year, ProjectionSpecification.LastYear, nameof(range));
        foreach (var ofOne in (IReadOnlyList<ResolvedScenario>[])[scenarios, vintage?.Scenarios ?? scenarios])
        {
            if (ofOne.Any(s => s.BaseYear != ofOne[0].BaseYear))
                throw new ArgumentException("All scenarios are of one baseline.", nameof(scenarios));
        }

        if (vintage is not null && (reference != 0 || (vintage.Scenarios.Count != 1 && vintage.Scenarios.Count != scenarios.Count)))
            throw new ArgumentException("Another vintage has the reference of all scenarios, or of each.", nameof(vintage));
        if (draws?.Thresholds.Count > 0)
            throw new ArgumentException("A comparison has no thresholds.", nameof(draws));
        ModelVersion = modelVersion ?? Projections.ModelVersion.Of(scenarios);
        BaselineVersion = baselineVersion;
        Scenarios = scenarios;
        Variables = RunVariables.OfAll([.. scenarios, .. vintage?.Scenarios ?? []]);
        Reference = reference;
        Vintage = vintage;
        BaseYear = Math.Max(scenarios[0].BaseYear, vintage?.Scenarios[0].BaseYear ?? 0);
        Range = range;
        Projected = ProjectionSpecification.FromBaseYear(range, BaseYear);
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

    /// <summary>How many scenarios are run: those of both vintages, where there are two.</summary>
    public int ScenariosRun => Scenarios.Count + (Vintage?.Scenarios.Count ?? 0);

    /// <inheritdoc/>
    public long DrawsEvaluated => (long)ScenariosRun * (Draws?.Draws ?? 1);

    /// <inheritdoc/>
    public long Numbers => DrawsEvaluated * Projected.Count * Levels.Max(s => RunVariables.Of(s).Count);

    /// <summary>The variables that are compared: those that every scenario has.</summary>
    public IReadOnlyList<Variable> Variables { get; }

    /// <summary>The variables of its table: those that are compared, and where levels are given those of any scenario.</summary>
    public IReadOnlyList<Variable> ShownVariables => WithLevels ? [.. Variables.Concat(NotCompared).OrderBy(v => v.Index)] : Variables;

    /// <summary>The variables that only some of the scenarios have, and that are not compared.</summary>
    public IReadOnlyList<Variable> NotCompared
        => [.. Levels.SelectMany(RunVariables.Of).Distinct().Except(Variables).OrderBy(v => v.Index)];

    /// <summary>The place of the scenario that the others are compared with, where all are of one vintage.</summary>
    public int Reference { get; }

    /// <summary>The vintage that the scenarios are compared with, where it is another one.</summary>
    public ReferenceVintage? Vintage { get; }

    /// <inheritdoc/>
    public string? ReferenceBaselineVersion => Vintage?.BaselineVersion;

    /// <summary>The scenarios that are compared with a reference, in their order.</summary>
    public IReadOnlyList<ResolvedScenario> Compared
        => Vintage is null ? [.. Scenarios.Where((_, place) => place != Reference)] : Scenarios;

    /// <summary>What each of <see cref="Compared"/> is compared with.</summary>
    public IReadOnlyList<ResolvedScenario> References => [.. Compared.Select((_, place) => ReferenceOf(place))];

    /// <summary>The scenarios that levels are of: all, and after them the other vintage's.</summary>
    public IReadOnlyList<ResolvedScenario> Levels => [.. Scenarios, .. Vintage?.Scenarios ?? []];

    /// <summary>The first year that is projected; of two vintages, the later base year.</summary>
    public int BaseYear { get; }

    /// <summary>The periods to answer; those before <see cref="BaseYear"/> show what was observed.</summary>
    public PeriodRange Range { get; }

    /// <summary>The periods that are computed, as <see cref="ProjectionSpecification.Projected"/>.</summary>
    public PeriodRange Projected { get; }

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
            [.. root.GetProperty("scenarios").EnumerateArray().Select(CanonicalScenario.Read)],
            root.GetProperty("reference").GetInt32(),
            Projections.CanonicalForm.ReadRange(root),
            root.TryGetProperty("draws", out var draws) ? CanonicalDraws.Read(draws) : null,
            root.GetProperty("levels").GetBoolean(),
            version,
            root.TryGetProperty("referenceBaselineVersion", out _)
                ? new ReferenceVintage(
                    Projections.CanonicalForm.Text(root, "referenceBaselineVersion"),
                    [.. root.GetProperty("references").EnumerateArray().Select(CanonicalScenario.Read)])
                : null));

    /// <inheritdoc/>
    public Comparison Compute(int threads, CancellationToken cancellationToken = default)
    {
        Projections.ModelVersion.RequireLive(ModelVersion);
        return ComparisonEngine.Run(this, threads, cancellationToken);
    }

    /// <inheritdoc/>
    public bool Fits(Comparison result)
    {
        return result.Differences.Count == Compared.Count
            && result.Levels.Count == (WithLevels ? ScenariosRun : 0)
            && result.Differences.All(d => Has(d, Statistics, Variables))
            && result.Levels.Index().All(l => Has(l.Item, Draws?.Statistics ?? [Projection.ValueStatistic], RunVariables.Of(Levels[l.Index])));

        bool Has(Projection numbers, IReadOnlyList<string> statistics, IReadOnlyList<Variable> variables)
            => numbers.Range == Projected && numbers.Statistics.SequenceEqual(statistics, StringComparer.Ordinal)
                && numbers.Variables.SequenceEqual(variables);
    }

    private ResolvedScenario ReferenceOf(int place)
        => Vintage is null ? Scenarios[Reference] : Vintage.Scenarios[Vintage.Scenarios.Count == 1 ? 0 : place];

    private string Write() => Projections.CanonicalForm.Write(Kind, ModelVersion, BaselineVersion, json =>
    {
        Projections.CanonicalForm.WriteRange(json, Range);
        json.WriteNumber("reference", Reference);
        json.WriteBoolean("levels", WithLevels);
        json.WriteStartArray("scenarios");
        foreach (var scenario in Scenarios)
            CanonicalScenario.Write(json, scenario, withLaws: Draws is not null);
        json.WriteEndArray();
        if (Vintage is { } vintage)
        {
            json.WriteString("referenceBaselineVersion", vintage.BaselineVersion);
            json.WriteStartArray("references");
            foreach (var scenario in vintage.Scenarios)
                CanonicalScenario.Write(json, scenario, withLaws: Draws is not null);
            json.WriteEndArray();
        }

        if (Draws is { } draws)
            CanonicalDraws.Write(json, draws);
    });
}
