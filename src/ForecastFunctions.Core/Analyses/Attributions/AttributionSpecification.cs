using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Analyses.Attributions;

/// <summary>
/// All that decides the numbers of an attribution: of the change of a scenario between two periods to its drivers, or of
/// its difference to a reference in one period to the parameters and events that differ.
/// </summary>
/// <remarks>An attribution is deterministic: it is of the scenarios' values, not of their laws.</remarks>
public sealed class AttributionSpecification : IRunSpecification<AttributionSpecification, Attribution>
{
    private AttributionSpecification(
        string baselineVersion, ResolvedScenario scenario, ResolvedScenario? reference, Period? from, Period to,
        string? modelVersion)
    {
        foreach (var period in (Period[])[from ?? to, to])
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(period.Year, scenario.BaseYear, nameof(to));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(period.Year, ProjectionSpecification.LastYear, nameof(to));
        }

        ModelVersion = modelVersion ?? Projections.ModelVersion.Of(reference is null ? [scenario] : [scenario, reference]);
        BaselineVersion = baselineVersion;
        Scenario = scenario;
        Reference = reference;
        From = from;
        To = to;
        CanonicalForm = Write();
        RunId = RunId.Of(CanonicalForm);
    }

    /// <inheritdoc/>
    public static string Kind => "attributions";

    /// <inheritdoc/>
    public string ModelVersion { get; }

    /// <inheritdoc/>
    public string BaselineVersion { get; }

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

    /// <inheritdoc/>
    public long DrawsEvaluated => ShapleyValues.EvaluationsFor(
        Reference is null ? PeriodGame.PlayersOf(Scenario).Count : ScenarioGame.CountOf(Scenario, Reference));

    /// <inheritdoc/>
    public long Numbers => DrawsEvaluated * new PeriodRange(From ?? To, To).Count * RunVariables.OfAll(Scenarios).Count;

    /// <inheritdoc/>
    public IReadOnlyList<Variable> ShownVariables => Variables;

    /// <summary>The variables that are explained: those that every scenario has, and that have a value in every period.</summary>
    public IReadOnlyList<Variable> Variables
        => [.. RunVariables.OfAll(Scenarios).Where(v => RunVariables.HasValue(v, Scenario.BaseYear, From ?? To))];

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
            ? new AttributionSpecification(baselineVersion, scenario, null, from, to, modelVersion)
            : throw new ArgumentException("The second period is later than the first.", nameof(to));

    /// <summary>The difference of a scenario to a reference in one period.</summary>
    /// <exception cref="ArgumentException">
    /// The two are not of one baseline, or the layer has a part in one, and the other does not have its parameters.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The period lies outside what can be projected.</exception>
    public static AttributionSpecification BetweenScenarios(
        string baselineVersion, ResolvedScenario scenario, ResolvedScenario reference, Period period,
        string? modelVersion = null)
    {
        if (scenario.BaseYear != reference.BaseYear)
            throw new ArgumentException("Both scenarios are of one baseline.", nameof(reference));
        if (scenario.HasLayer != reference.HasLayer && (scenario.Expected is null || reference.Expected is null))
            throw new ArgumentException("The layer has a part in one of the scenarios, so both have its parameters.", nameof(reference));
        return new AttributionSpecification(baselineVersion, scenario, reference, null, period, modelVersion);
    }

    /// <inheritdoc/>
    public static AttributionSpecification Parse(string canonicalForm) => Projections.CanonicalForm.Read(canonicalForm, (root, version) =>
    {
        var baseline = Projections.CanonicalForm.Text(root, "baselineVersion");
        var scenario = Projections.CanonicalForm.ReadScenario(root.GetProperty("scenario"));
        var to = Projections.CanonicalForm.ReadPeriod(root, "to");
        return root.TryGetProperty("reference", out var reference)
            ? BetweenScenarios(baseline, scenario, Projections.CanonicalForm.ReadScenario(reference), to, version)
            : BetweenPeriods(baseline, scenario, Projections.CanonicalForm.ReadPeriod(root, "from"), to, version);
    });

    /// <inheritdoc/>
    public Attribution Compute(int threads, CancellationToken cancellationToken = default)
    {
        Projections.ModelVersion.RequireLive(ModelVersion);
        cancellationToken.ThrowIfCancellationRequested();
        return Reference is { } reference ? ScenarioGame.Run(Scenario, reference, To, Variables) : PeriodGame.Run(Scenario, From!.Value, To, Variables);
    }

    /// <inheritdoc/>
    public bool Fits(Attribution result) => result.Variables.SequenceEqual(Variables) && result.Causes.SequenceEqual(
        Reference is { } reference ? ScenarioGame.Causes(Scenario, reference) : PeriodGame.CausesOf(Scenario), StringComparer.Ordinal);

    private string Write() => Projections.CanonicalForm.Write(Kind, ModelVersion, BaselineVersion, json =>
    {
        if (From is { } from)
            json.WriteString("from", from.ToString());
        json.WriteString("to", To.ToString());
        json.WritePropertyName("scenario");
        Projections.CanonicalForm.WriteScenario(json, Scenario, withLaws: false);
        if (Reference is not null)
        {
            json.WritePropertyName("reference");
            Projections.CanonicalForm.WriteScenario(json, Reference, withLaws: false);
        }
    });
}
