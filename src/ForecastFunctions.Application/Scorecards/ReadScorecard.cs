using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Scorecards;

namespace ForecastFunctions.Application.Scorecards;

/// <summary>A scorecard, and what of it is wanted.</summary>
/// <param name="Run">The scorecard.</param>
/// <param name="Request">What is wanted.</param>
public sealed record ScorecardView(Run<ScorecardSpecification, Scorecard> Run, ScorecardRequest Request)
{
    private ScorecardSpecification Specification => Run.Specification;

    /// <summary>The scores.</summary>
    public IReadOnlyList<ScoreRow> Scores => [.. Wanted.Select(s => new ScoreRow(Specification, s))];

    /// <summary>The scores together.</summary>
    public IReadOnlyList<SummaryRow> Summaries => [.. ScoreSummary.Of([.. Wanted]).Select(s => new SummaryRow(Specification, s))];

    /// <summary>The claims.</summary>
    public IReadOnlyList<ClaimRow> Claims => [.. Run.Result.Claims.Where(Request.Takes).Select(c => new ClaimRow(Specification, c))];

    /// <summary>What would have made the intervals hold.</summary>
    public IReadOnlyList<UncertaintyRow> Uncertainty
        => [.. UncertaintyFactor.Of(Run.Result.Evidence).Select(f => new UncertaintyRow(Specification, f))];

    private IEnumerable<Score> Wanted => Run.Result.Scores.Where(Request.Takes);
}

/// <summary>
/// Reads the track record. What everybody sees is made once of the newest vintage, and of the days that have come; one with a
/// scenario of a partner's own is that partner's.
/// </summary>
/// <param name="baselines">Give what is known.</param>
/// <param name="scenarios">Give the caller's own scenarios.</param>
/// <param name="runs">Computes and keeps scorecards.</param>
/// <param name="widening">
/// What the operator has multiplied the baselines' uncertainty by. It is the service's forecasts that are scored, so that who applies a
/// factor sees whether intervals hold with it.
/// </param>
public sealed class ReadScorecard(BaselineLibrary baselines, ScenarioLibrary scenarios, RunLibrary runs, Widening widening)
{
    /// <summary>The scorecard of a request, or everything that is wrong with it.</summary>
    public async Task<Outcome<ScorecardView>> ReadAsync(ScorecardRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var scored = await ScenariosOfAsync(request, caller, faults, cancellationToken);
        if (faults.Any)
            return faults;
        var baseline = await baselines.NewestAsync(cancellationToken);
        var days = PastVintages.Days(baseline.Observations, baselines.Today);
        var asked = new Prepared<ScorecardSpecification>(new ScorecardSpecification(baseline, days, scored, widening: widening), baseline);
        var run = await runs.GetAsync<ScorecardSpecification, Scorecard>(asked, caller, cancellationToken);
        return Viewed(run, request);
    }

    /// <summary>The scorecard of an id.</summary>
    /// <exception cref="ProblemException">404: there is no such scorecard for the caller.</exception>
    public async Task<Outcome<ScorecardView>> ReadAgainAsync(
        string runId, ScorecardRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var run = await runs.ReadAsync<ScorecardSpecification, Scorecard>(runId, caller, cancellationToken);
        IReadOnlyList<string> names = [.. run.Specification.Scored.Select(s => s.Name), .. Rivals.Names];
        var faults = new Faults();
        foreach (var unknown in (request.Scenarios ?? []).Where(s => !names.Contains(s, StringComparer.Ordinal)))
        {
            faults.Add(ScorecardMembers.Scenarios.Name, FaultCode.NotFound,
                $"The scorecard has no scenario '{unknown}'.{Suggestion.DidYouMean(unknown, names)}", names);
        }

        return faults.Any ? faults : Viewed(run, request);
    }

    private static Outcome<ScorecardView> Viewed(Run<ScorecardSpecification, Scorecard> run, ScorecardRequest request)
    {
        var faults = new Faults();
        foreach (var fault in request.FaultsOn(run.Result))
            faults.Add(fault);
        return faults.Any ? faults : new ScorecardView(run, request);
    }

    /// <summary>Every preset of the plain model, unless the request names another scenario; then what it names.</summary>
    private async Task<IReadOnlyList<Scenario>> ScenariosOfAsync(
        ScorecardRequest request, Caller caller, Faults faults, CancellationToken cancellationToken)
    {
        List<string> names = [.. (request.Scenarios ?? []).Where(s => !Rivals.Names.Contains(s, StringComparer.Ordinal)).Distinct(StringComparer.Ordinal)];
        if (names.TrueForAll(n => Presets.All.Any(p => string.Equals(p.Name, n, StringComparison.Ordinal))))
            return Presets.All;
        if (names.Count > ScorecardSpecification.MaxScenarios)
        {
            faults.Add(Fault.OutOfRange(
                ScorecardMembers.Scenarios.Name, $"A scorecard is of at most {ScorecardSpecification.MaxScenarios} scenarios.",
                1, ScorecardSpecification.MaxScenarios));
            return [];
        }

        var scored = new List<Scenario>();
        foreach (var name in names)
        {
            if (await scenarios.FindAsync(name, ScorecardMembers.Scenarios.Name, caller, faults, cancellationToken) is { } scenario)
                scored.Add(scenario);
        }

        return scored;
    }
}
