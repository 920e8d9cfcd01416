using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Analyses.Attributions;

/// <summary>
/// All that decides the numbers of an attribution: of the change of a scenario between two periods to its drivers, or of
/// its difference to a reference in one period to the parameters and events that differ. The reference may be of another
/// vintage, so that what moved between the two is among the parameters that differ.
/// </summary>
/// <remarks>An attribution is deterministic: it is of the scenarios' values, not of their laws.</remarks>
public sealed class AttributionSpecification : IRunSpecification<AttributionSpecification, Attribution>
{
    private const string ReferenceBaselineMember = "referenceBaselineVersion";

    private readonly ScenarioPair? _pair;

    private AttributionSpecification(
        string baselineVersion, ResolvedScenario scenario, string? referenceBaselineVersion, ResolvedScenario? reference,
        Period? from, Period to, string? modelVersion)
    {
        BaseYear = Math.Max(scenario.BaseYear, reference?.BaseYear ?? scenario.BaseYear);
        foreach (var period in (Period[])[from ?? to, to])
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(period.Year, BaseYear, nameof(to));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(period.Year, ProjectionSpecification.LastYear, nameof(to));
        }

        ModelVersion = modelVersion ?? Projections.ModelVersion.Of(reference is null ? [scenario] : [scenario, reference]);
        BaselineVersion = baselineVersion;
        Scenario = scenario;
        ReferenceBaselineVersion = referenceBaselineVersion;
        Reference = reference;
        From = from;
        To = to;
        _pair = reference is null ? null : new ScenarioPair(scenario, reference, referenceBaselineVersion is not null);
        CanonicalForm = Write();
        RunId = RunId.Of(CanonicalForm);
    }

    /// <inheritdoc/>
    public static string Kind => "attributions";

    /// <inheritdoc/>
    public string ModelVersion { get; }

    /// <inheritdoc/>
    public string BaselineVersion { get; }

    /// <inheritdoc/>
    public string? ReferenceBaselineVersion { get; }

    /// <summary>The base year that the model is run from; of two vintages, the later one.</summary>
    public int BaseYear { get; }

    /// <summary>The scenario whose change or difference is explained.</summary>
    public ResolvedScenario Scenario { get; }

    /// <summary>The scenario that it differs from, or <see langword="null"/> between two periods.</summary>
    public ResolvedScenario? Reference { get; }

    /// <summary>The first period, or <see langword="null"/> between two scenarios.</summary>
    public Period? From { get; }

    /// <summary>The second period, or the only one.</summary>
    public Period To { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ResolvedScenario> Scenarios => Reference is null ? [Scenario] : [Scenario, Reference];

    /// <summary>The parameters that are causes, in their order; none between two periods.</summary>
    public IReadOnlyList<ParameterDifference> Differences => _pair?.Differences ?? [];

    /// <inheritdoc/>
    public long DrawsEvaluated => ShapleyValues.EvaluationsFor(
        Reference is null ? PeriodGame.PlayersOf(Scenario).Count : ScenarioGame.Players(_pair!, Scenario, Reference));

    /// <inheritdoc/>
    public long Numbers => DrawsEvaluated * new PeriodRange(From ?? To, To).Count * RunVariables.OfAll(Scenarios).Count;

    /// <inheritdoc/>
    public IReadOnlyList<Variable> ShownVariables => Variables;

    /// <summary>The variables that are explained: those that every scenario has, and that have a value in every period.</summary>
    public IReadOnlyList<Variable> Variables
        => [.. RunVariables.OfAll(Scenarios).Where(v => RunVariables.HasValue(v, BaseYear, From ?? To))];

    /// <inheritdoc/>
    public string CanonicalForm { get; }

    /// <inheritdoc/>
    public RunId RunId { get; }

    /// <summary>The change of a scenario between two periods.</summary>
    /// <exception cref="ArgumentException">The second period is not later, or not as long as the first.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A period lies outside what can be projected.</exception>
    public static AttributionSpecification BetweenPeriods(
        string baselineVersion, ResolvedScenario scenario, Period from, Period to, string? modelVersion = null)
        => new PeriodRange(from, to).Count > 1
            ? new AttributionSpecification(baselineVersion, scenario, null, null, from, to, modelVersion)
            : throw new ArgumentException("The second period is later than the first.", nameof(to));

    /// <summary>The difference of a scenario to a reference in one period.</summary>
    /// <param name="baselineVersion">The baseline of the scenario.</param>
    /// <param name="scenario">The scenario.</param>
    /// <param name="reference">The reference; of two vintages, it may be the same scenario on the other one.</param>
    /// <param name="period">The period.</param>
    /// <param name="modelVersion">The version of the model; given only where a stored run is read.</param>
    /// <param name="referenceBaselineVersion">
    /// The baseline of the reference, where that is asked for by itself; <see langword="null"/> where it is the scenario's.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The two are of one baseline, and have two base years; or the layer has a part in one, and the other does not have its parameters,
    /// or another base year.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The period lies outside what can be projected of either.</exception>
    public static AttributionSpecification BetweenScenarios(
        string baselineVersion, ResolvedScenario scenario, ResolvedScenario reference, Period period,
        string? modelVersion = null, string? referenceBaselineVersion = null)
    {
        if (scenario.BaseYear != reference.BaseYear && (referenceBaselineVersion is null || scenario.HasLayer || reference.HasLayer))
            throw new ArgumentException("Both scenarios are of one baseline, and with the layer of one base year.", nameof(reference));
        if (scenario.HasLayer != reference.HasLayer && (scenario.Expected is null || reference.Expected is null))
            throw new ArgumentException("The layer has a part in one of the scenarios, so both have its parameters.", nameof(reference));
        return new AttributionSpecification(baselineVersion, scenario, referenceBaselineVersion, reference, null, period, modelVersion);
    }

    /// <inheritdoc/>
    public static AttributionSpecification Parse(string canonicalForm) => Projections.CanonicalForm.Read(canonicalForm, (root, version) =>
    {
        var baseline = Projections.CanonicalForm.Text(root, "baselineVersion");
        var scenario = CanonicalScenario.Read(root.GetProperty("scenario"));
        var to = Projections.CanonicalForm.ReadPeriod(root, "to");
        return root.TryGetProperty("reference", out var reference)
            ? BetweenScenarios(baseline, scenario, CanonicalScenario.Read(reference), to, version,
                root.TryGetProperty(ReferenceBaselineMember, out _) ? Projections.CanonicalForm.Text(root, ReferenceBaselineMember) : null)
            : BetweenPeriods(baseline, scenario, Projections.CanonicalForm.ReadPeriod(root, "from"), to, version);
    });

    /// <inheritdoc/>
    public Attribution Compute(int threads, CancellationToken cancellationToken = default)
    {
        Projections.ModelVersion.RequireLive(ModelVersion);
        cancellationToken.ThrowIfCancellationRequested();
        return Reference is { } reference
            ? ScenarioGame.Run(_pair!, Scenario, reference, To, Variables)
            : PeriodGame.Run(Scenario, From!.Value, To, Variables);
    }

    /// <inheritdoc/>
    public bool Fits(Attribution result) => result.Variables.SequenceEqual(Variables) && result.Causes.SequenceEqual(
        Reference is { } reference ? ScenarioGame.Causes(_pair!, Scenario, reference) : PeriodGame.CausesOf(Scenario), StringComparer.Ordinal);

    private string Write() => Projections.CanonicalForm.Write(Kind, ModelVersion, BaselineVersion, json =>
    {
        if (From is { } from)
            json.WriteString("from", from.ToString());
        json.WriteString("to", To.ToString());
        json.WritePropertyName("scenario");
        CanonicalScenario.Write(json, Scenario, withLaws: false, withFollowers: ReferenceBaselineVersion is not null);
        if (Reference is null)
            return;
        if (ReferenceBaselineVersion is { } version)
            json.WriteString(ReferenceBaselineMember, version);
        json.WritePropertyName("reference");
        CanonicalScenario.Write(json, Reference, withLaws: false, withFollowers: ReferenceBaselineVersion is not null);
    });
}
