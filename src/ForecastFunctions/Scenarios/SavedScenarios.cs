using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Http;

namespace ForecastFunctions.Scenarios;

/// <summary>
/// What partners keep, with the rules that hold for all of it: what is kept resolves, so what it extends is there, no
/// circle and not too deep, and stays so while others extend it.
/// </summary>
/// <param name="store">Keeps them.</param>
public sealed class SavedScenarios(IScenarioStore store)
{
    /// <summary>Whether a name can be given to a scenario: it is one, and no preset's.</summary>
    public static bool IsFree(string name) => SavedScenario.IsName(name) && Presets.Find(name) is null;

    /// <summary>All scenarios of an owner.</summary>
    public Task<PartnerScenarios> ReadAsync(string owner, CancellationToken cancellationToken) => store.ReadAsync(owner, cancellationToken);

    /// <summary>A scenario of an owner that a path names, and what it amounts to.</summary>
    /// <exception cref="ProblemException">404: there is none; 400: it does not hold on the baseline.</exception>
    public async Task<(StoredScenario Stored, Scenario Scenario)> FindAsync(
        string owner, string name, int baseYear, CancellationToken cancellationToken)
    {
        var own = await store.ReadChainAsync(owner, name, cancellationToken);
        if (own.Find(name) is not { } stored)
        {
            var names = ScenarioLibrary.NamesOf(await store.ReadAsync(owner, cancellationToken));
            throw ProblemException.NotFound(ScenarioLibrary.NoneNamed(name, names));
        }

        var scenario = own.Resolve(stored.Scenario);
        List<Fault> faults = [.. scenario.SettingsOutOfBounds(baseYear).Select(s
            => new Fault("query", "baseline", FaultCode.Conflict, ScenarioLibrary.OutOfBounds(name, baseYear, s.Parameter, s.Setting)))];
        return faults.Count == 0 ? (stored, scenario) : throw ProblemException.Invalid(faults);
    }

    /// <summary>What a scenario amounts to among those that its owner keeps.</summary>
    /// <exception cref="ProblemException">400: it has faults, or the request that it was read from has.</exception>
    public async Task<Scenario> CheckAsync(
        RequestReader reader, string owner, SavedScenario draft, int baseYear, CancellationToken cancellationToken)
        => Check(reader, await store.ReadAsync(owner, cancellationToken), draft, baseYear);

    /// <summary>Keeps a scenario.</summary>
    /// <exception cref="ProblemException">
    /// 400: it has faults; 412: the condition does not hold; 409: its owner keeps as many as one can.
    /// </exception>
    public async Task<(StoredScenario Stored, Scenario Scenario, bool IsNew)> PutAsync(
        RequestReader reader, string owner, SavedScenario draft, WriteCondition condition, int baseYear,
        CancellationToken cancellationToken)
    {
        Scenario? scenario = null;
        var isNew = false;
        var stored = await store.ChangeAsync(owner, draft.Name, own =>
        {
            scenario = Check(reader, own, draft, baseYear);
            var found = own.Find(draft.Name);
            condition.Check(found?.Revision, $"The scenario '{draft.Name}'");
            isNew = found is null;
            return !isNew || own.All.Count < PartnerScenarios.MaxCount
                ? draft
                : throw ProblemException.Conflict("too-many-scenarios",
                    $"{own.All.Count} scenarios are kept, and at most {PartnerScenarios.MaxCount} can be. Delete one first.");
        }, cancellationToken);
        return (stored!, scenario!, isNew);
    }

    /// <summary>Removes a scenario; to remove one that is not there changes nothing.</summary>
    /// <exception cref="ProblemException">412: the condition does not hold; 409: others extend it.</exception>
    public async Task DeleteAsync(string owner, string name, WriteCondition condition, CancellationToken cancellationToken)
    {
        var own = await store.ReadChainAsync(owner, name, cancellationToken);
        if (own.Find(name) is null)
        {
            condition.Check(revision: null, $"The scenario '{name}'");
            return;
        }

        await store.ChangeAsync(owner, name, now =>
        {
            condition.Check(now.Find(name)?.Revision, $"The scenario '{name}'");
            return now.ExtendedBy(name) is not { Count: > 0 } others
                ? null
                : throw ProblemException.Conflict("scenario-extended",
                    $"'{name}' is extended by {string.Join(", ", others)}. Delete these first, or have them extend another one.");
        }, cancellationToken);
    }

    private static Scenario Check(RequestReader reader, PartnerScenarios own, SavedScenario draft, int baseYear)
    {
        Scenario? scenario = null;
        try
        {
            scenario = own.Resolve(draft);
            own.CheckDependents(draft);

            // What it states itself was checked where it was read.
            var inherited = scenario.SettingsOutOfBounds(baseYear).Where(s => !draft.Settings.ContainsKey(s.Parameter));
            foreach (var (parameter, setting) in inherited)
            {
                reader.AddFault(new Fault("body", "/extends", FaultCode.OutOfRange,
                    ScenarioLibrary.OutOfBounds(draft.Extends, baseYear, parameter, setting)));
            }
        }
        catch (ScenarioChainException e)
        {
            reader.AddFault(e.Fault switch
            {
                ScenarioChainFault.TooManyEvents => new Fault("body", "/events", FaultCode.OutOfRange, e.Message)
                {
                    Max = ScenarioEvent.MaxCount,
                },
                ScenarioChainFault.Missing => new Fault("body", "/extends", FaultCode.NotFound,
                    e.Message + Suggestion.DidYouMean(draft.Extends, ScenarioLibrary.NamesOf(own))),
                _ => new Fault("body", "/extends", FaultCode.Conflict, e.Message),
            });
        }

        reader.Finish();
        return scenario!;
    }
}
