using System.Globalization;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Application.Scenarios;

/// <summary>What can be run: the presets, and a partner's own.</summary>
/// <param name="Rows">The presets, then the partner's own by name.</param>
/// <param name="State">Names what the rows are.</param>
public sealed record ScenarioList(IReadOnlyList<ScenarioRow> Rows, string State);

/// <summary>
/// Lists, reads and keeps scenarios. What is kept resolves: what it extends is there, goes round in no circle and not too deep, and
/// stays so while others extend it.
/// </summary>
/// <param name="baselines">Give the values of what a scenario does not set.</param>
/// <param name="store">Keeps the partners' own.</param>
/// <param name="widening">What the operator has multiplied the baselines' uncertainty by.</param>
public sealed class KeepScenarios(BaselineLibrary baselines, IScenarioStore store, Widening widening)
{
    /// <summary>What a caller can run.</summary>
    public async Task<ScenarioList> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        var own = await store.ReadAsync(caller.Name, cancellationToken);
        var states = own.All.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Scenario.Name}:{s.Revision}"));
        return new ScenarioList(
            [.. Presets.Catalogue.Select(ScenarioRow.Of), .. own.All.Select(ScenarioRow.Of)],
            $"{string.Join(' ', ModelVersion.Live)} {own.Owner} {string.Join(' ', states)}");
    }

    /// <summary>A scenario with the value of every parameter.</summary>
    /// <exception cref="ProblemException">404: the caller has none of that name.</exception>
    public async Task<Outcome<ScenarioOnBaseline>> ReadAsync(
        string name, BaselineSelector selector, Caller caller, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var baseline = await baselines.FindAsync(selector, faults, cancellationToken);
        if (faults.Any)
            return faults;
        if (Presets.Find(name) is { } preset)
            return new ScenarioOnBaseline(ScenarioRow.Of(preset), preset, baseline, Stated: null, widening);

        var own = await store.ReadChainAsync(caller.Name, name, cancellationToken);
        if (own.Find(name) is not { } stored)
        {
            var names = ScenarioLibrary.NamesOf(await store.ReadAsync(caller.Name, cancellationToken));
            throw ProblemException.NotFound(ScenarioLibrary.NoneNamed(name, names));
        }

        var scenario = own.Resolve(stored.Scenario);
        foreach (var (parameter, setting) in scenario.SettingsOutOfBounds(baseline))
        {
            faults.Add(selector.Member, FaultCode.Conflict,
                ScenarioLibrary.OutOfBounds(name, baseline, parameter, setting));
        }

        return faults.Any ? faults : Kept(stored, scenario, baseline);
    }

    /// <summary>What a scenario would amount to, or everything that is wrong with it; nothing is kept.</summary>
    /// <param name="name">The name that it would have, where that is known.</param>
    /// <param name="draft">The scenario.</param>
    /// <param name="selector">The baseline that it is checked on.</param>
    /// <param name="caller">Whose it would be.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Outcome<ScenarioOnBaseline>> CheckAsync(
        string? name, ScenarioDraft draft, BaselineSelector selector, Caller caller, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var baseline = await baselines.FindAsync(selector, faults, cancellationToken);
        var stated = draft.ToScenario(name, baseline, faults);
        var own = await store.ReadAsync(caller.Name, cancellationToken);
        return Resolve(own, stated, baseline, faults) is { } scenario && !faults.Any
            ? new ScenarioOnBaseline(ScenarioRow.OfDraft(stated), scenario, baseline, stated, widening)
            : faults;
    }

    /// <summary>Keeps a scenario.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="draft">The scenario.</param>
    /// <param name="selector">The baseline that it is checked on.</param>
    /// <param name="condition">What it may take the place of.</param>
    /// <param name="caller">Whose it is.</param>
    /// <param name="cancellationToken">Ends it before or after it is written, never within.</param>
    /// <exception cref="ProblemException">412: the condition does not hold; 409: its owner keeps as many as one can.</exception>
    public async Task<Outcome<ScenarioOnBaseline>> PutAsync(
        string name, ScenarioDraft draft, BaselineSelector selector, RevisionCondition condition, Caller caller,
        CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var baseline = await baselines.FindAsync(selector, faults, cancellationToken);
        var stated = draft.ToScenario(name, baseline, faults);
        if (faults.Any)
            return await CheckAsync(name, draft, selector, caller, cancellationToken);

        Scenario? scenario = null;
        var isNew = false;
        try
        {
            var stored = await store.ChangeAsync(caller.Name, name, own =>
            {
                scenario = Resolve(own, stated, baseline, faults);
                if (faults.Any)
                    throw ProblemException.Invalid(faults.All);
                var found = own.Find(name);
                condition.Check(RevisionOf(found), $"The scenario '{name}'");
                isNew = found is null;
                return isNew && own.All.Count >= PartnerScenarios.MaxCount
                    ? throw new ProblemException(ProblemKind.TooManyScenarios,
                        $"{own.All.Count} scenarios are kept, and at most {PartnerScenarios.MaxCount} can be. Delete one first.")
                    : stated;
            }, cancellationToken);
            return Kept(stored!, scenario!, baseline) with { IsNew = isNew };
        }
        catch (ProblemException problem) when (problem.Kind == ProblemKind.Invalid)
        {
            return faults;
        }
    }

    /// <summary>Removes a scenario; to remove one that is not there changes nothing.</summary>
    /// <exception cref="ProblemException">412: the condition does not hold; 409: others extend it.</exception>
    public async Task DeleteAsync(string name, RevisionCondition condition, Caller caller, CancellationToken cancellationToken)
    {
        var own = await store.ReadChainAsync(caller.Name, name, cancellationToken);
        if (own.Find(name) is null)
        {
            condition.Check(revision: null, $"The scenario '{name}'");
            return;
        }

        await store.ChangeAsync(caller.Name, name, now =>
        {
            condition.Check(RevisionOf(now.Find(name)), $"The scenario '{name}'");
            return now.ExtendedBy(name) is { Count: > 0 } others
                ? throw new ProblemException(ProblemKind.ScenarioExtended,
                    $"'{name}' is extended by {string.Join(", ", others)}. Delete these first, or have them extend another one.")
                : null;
        }, cancellationToken);
    }

    private ScenarioOnBaseline Kept(StoredScenario stored, Scenario scenario, Core.Baselines.Baseline baseline)
        => new(ScenarioRow.Of(stored), scenario, baseline, stored.Scenario, widening) { Revision = stored.Revision };

    private static string? RevisionOf(StoredScenario? stored) => stored?.Revision.ToString(CultureInfo.InvariantCulture);

    /// <summary>What a scenario amounts to among those that its owner keeps, or <see langword="null"/> after a fault.</summary>
    private static Scenario? Resolve(PartnerScenarios own, SavedScenario stated, Core.Baselines.Baseline baseline, Faults faults)
    {
        try
        {
            var scenario = own.Resolve(stated);
            own.CheckDependents(stated);

            // What it states itself was checked where it was read.
            var inherited = scenario.SettingsOutOfBounds(baseline).Where(s => !stated.Settings.ContainsKey(s.Parameter)).ToList();
            foreach (var (parameter, setting) in inherited)
            {
                faults.Add(DraftMembers.Extends.Name, FaultCode.OutOfRange,
                    ScenarioLibrary.OutOfBounds(stated.Extends, baseline, parameter, setting));
            }

            var conflicts = LayerRules.Conflicts(scenario.Settings, new Dictionary<Parameter, ParameterSetting>(), scenario.Events).ToList();
            foreach (var (parameter, message) in conflicts)
            {
                faults.Add(
                    stated.Settings.ContainsKey(parameter) ? ScenarioMembers.Set.Name + parameter : DraftMembers.Extends.Name,
                    FaultCode.Conflict, message);
            }

            return inherited.Count == 0 && conflicts.Count == 0 ? scenario : null;
        }
        catch (ScenarioChainException e)
        {
            faults.Add(e.Fault switch
            {
                ScenarioChainFault.TooManyEvents => new Fault(ScenarioMembers.Events.Name, FaultCode.OutOfRange, e.Message)
                {
                    Max = ScenarioEvent.MaxCount,
                },
                ScenarioChainFault.Missing => new Fault(DraftMembers.Extends.Name, FaultCode.NotFound,
                    e.Message + Suggestion.DidYouMean(stated.Extends, ScenarioLibrary.NamesOf(own))),
                _ => new Fault(DraftMembers.Extends.Name, FaultCode.Conflict, e.Message),
            });
            return null;
        }
    }
}
