using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Projections;

/// <summary>
/// All that decides the numbers of a run. Its canonical form is what <see cref="RunId"/> hashes and what is stored
/// with a run, so a run can be computed again years later without the request that first asked for it.
/// </summary>
public sealed class ProjectionSpecification : IRunSpecification<ProjectionSpecification, Projection>
{
    /// <summary>The last year that can be projected: beyond it, beliefs of today say nothing.</summary>
    public const int LastYear = 2045;

    /// <summary>The first year that can be asked for: before it there was no market to speak of.</summary>
    public const int FirstYear = 2018;

    /// <summary>A projection of a resolved scenario over a range.</summary>
    /// <param name="baselineVersion">The baseline that the scenario was resolved on.</param>
    /// <param name="scenario">Gives a value for every parameter.</param>
    /// <param name="range">The periods to answer; those before the base year are answered by what was observed.</param>
    /// <param name="draws">How paths are drawn, or <see langword="null"/> for a deterministic run.</param>
    /// <param name="modelVersion">The version of the model; given only where a stored run is read.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The range begins before <see cref="FirstYear"/> or ends after <see cref="LastYear"/>.
    /// </exception>
    public ProjectionSpecification(
        string baselineVersion, ResolvedScenario scenario, PeriodRange range, DrawSettings? draws = null,
        string? modelVersion = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(range.From.Year, FirstYear, nameof(range));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(range.To.Year, LastYear, nameof(range));
        ModelVersion = modelVersion ?? Projections.ModelVersion.Of([scenario]);
        BaselineVersion = baselineVersion;
        Scenario = scenario;
        Variables = RunVariables.Of(scenario);
        Range = range;
        Projected = FromBaseYear(range, scenario.BaseYear);
        Draws = draws;
        CanonicalForm = Projections.CanonicalForm.Write(this);
        RunId = RunId.Of(CanonicalForm);
    }

    /// <inheritdoc/>
    public static string Kind => "projections";

    /// <summary>The version of the equations.</summary>
    public string ModelVersion { get; }

    /// <summary>The baseline that the scenario was resolved on.</summary>
    public string BaselineVersion { get; }

    /// <summary>The scenario, with a value for every parameter.</summary>
    public ResolvedScenario Scenario { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ResolvedScenario> Scenarios => [Scenario];

    /// <inheritdoc/>
    public long DrawsEvaluated => Draws?.Draws ?? 1;

    /// <summary>
    /// The periods to answer. Those before the base year are not computed: they show what was observed
    /// (<see cref="History.ObservedHistory"/>).
    /// </summary>
    public PeriodRange Range { get; }

    /// <summary>
    /// The periods that are computed, which those of <see cref="Compute"/>'s projection are: the part of
    /// <see cref="Range"/> from the base year on, or the first period of the base year where there is none.
    /// </summary>
    public PeriodRange Projected { get; }

    /// <summary>How paths are drawn, or <see langword="null"/> for a deterministic run.</summary>
    public DrawSettings? Draws { get; }

    /// <summary>The names of the statistics that the run gives.</summary>
    public IReadOnlyList<string> Statistics => Draws?.Statistics ?? [Projection.ValueStatistic];

    /// <inheritdoc/>
    public IReadOnlyList<string> ShownStatistics => [.. Statistics, RowStatus.Observed];

    /// <summary>The specification as JSON, always the same text for the same run.</summary>
    public string CanonicalForm { get; }

    /// <summary>The run's name.</summary>
    public RunId RunId { get; }

    /// <summary>The variables that the run gives.</summary>
    public IReadOnlyList<Variable> Variables { get; }

    /// <inheritdoc/>
    public long Numbers => (long)(Draws?.Draws ?? 1) * Projected.Count * Variables.Count;

    /// <summary>Reads a canonical form back.</summary>
    /// <param name="canonicalForm">What <see cref="CanonicalForm"/> gave.</param>
    /// <exception cref="ModelVersionGoneException">
    /// It is of a version of the model that is not live, and says what cannot be said today.
    /// </exception>
    /// <exception cref="FormatException">It is not a canonical form.</exception>
    public static ProjectionSpecification Parse(string canonicalForm) => Projections.CanonicalForm.Read(canonicalForm);

    /// <inheritdoc/>
    public Projection Compute(int threads, CancellationToken cancellationToken = default)
    {
        Projections.ModelVersion.RequireLive(ModelVersion);
        return ProjectionEngine.Run(this, threads, cancellationToken);
    }

    /// <inheritdoc/>
    public bool Fits(Projection result)
        => result.Range == Projected
            && result.Variables.SequenceEqual(Variables)
            && result.Statistics.SequenceEqual(Statistics, StringComparer.Ordinal)
            && result.Exceedances.Select(e => e.Threshold).SequenceEqual(Draws?.Thresholds ?? [])
            && result.Joint.Select(j => j.Threshold).SequenceEqual(Draws?.Joint ?? []);

    /// <summary>The part of a range from the base year on, or the first period of that year where there is none.</summary>
    internal static PeriodRange FromBaseYear(PeriodRange range, int baseYear)
    {
        var first = range.Step == Step.Year ? Period.OfYear(baseYear) : Period.OfQuarter(baseYear, 1);
        return new PeriodRange(range.From < first ? first : range.From, range.To < first ? first : range.To);
    }
}
