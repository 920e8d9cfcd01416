using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Application.Scenarios;

/// <summary>Finds scenarios by name for a partner: the presets, and the partner's own, never another's.</summary>
/// <param name="store">Keeps the saved ones.</param>
/// <param name="widening">What the operator has multiplied the baselines' uncertainty by.</param>
public sealed class ScenarioLibrary(IScenarioStore store, Widening widening)
{
    /// <summary>The scenario that a request wants to run, with a value for every parameter.</summary>
    /// <param name="choice">The scenario, and what the request sets itself.</param>
    /// <param name="path">Where it stands in the request: empty, or with a slash at its end.</param>
    /// <param name="baseline">The baseline to run on.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="faults">Is told of everything that is wrong with it.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <param name="withLayer">Whether it is to have the layer's parameters though the layer has no part in it.</param>
    /// <returns>The scenario, or <see langword="null"/> after a fault.</returns>
    public async Task<ResolvedScenario?> ResolveAsync(
        ScenarioChoice choice, string path, Baseline baseline, Caller caller, Faults faults, CancellationToken cancellationToken,
        bool withLayer = false)
    {
        var before = faults.All.Count;
        var settings = StatedSetting.Interpret(choice.Settings, path, baseline, faults);
        var scenario = await FindAsync(choice, path, baseline, caller, faults, cancellationToken);
        if (scenario is not null && ResolvedScenario.EventsOf(scenario, choice.Events).Count > ScenarioEvent.MaxCount)
        {
            faults.Add(Fault.OutOfRange(
                path + ScenarioMembers.Events,
                $"With the events of '{scenario.Name}', at most {ScenarioEvent.MaxCount} are possible.", 0, ScenarioEvent.MaxCount));
        }

        if (scenario is not null && ResolvedScenario.FollowerOfAFollower(scenario, settings) is { } follower)
            faults.Add(path + ScenarioMembers.Scenario, FaultCode.Conflict, follower);
        if (scenario is not null)
            faults.Add(ConflictsOf(scenario, settings, choice, path));
        if (choice.CalledName is { } name && await FindOwnAsync(name, caller.Name, cancellationToken) is not null)
        {
            faults.Add(path + ScenarioMembers.Name, FaultCode.Conflict,
                $"You keep a scenario '{name}' already, which this is not; another name is wanted.");
        }

        return scenario is null || faults.All.Count > before
            ? null
            : ResolvedScenario.Resolve(baseline, scenario, settings, choice.Events, choice.CalledName, withLayer, widening);
    }

    /// <summary>What contradicts each other, told where the request states it, or else where it names the scenario.</summary>
    private static IEnumerable<Fault> ConflictsOf(
        Scenario scenario, IReadOnlyDictionary<Parameter, ParameterSetting> settings, ScenarioChoice choice, string path)
        => LayerRules.Conflicts(scenario.Settings, settings, ResolvedScenario.EventsOf(scenario, choice.Events)).Select(c => new Fault(
            path + (settings.ContainsKey(c.Parameter) ? ScenarioMembers.Set.Name + c.Parameter : ScenarioMembers.Scenario.Name),
            FaultCode.Conflict, c.Message));

    /// <summary>What is said of a parameter that has no effect on a run, where one is wanted that has.</summary>
    public static string WithoutEffect(Parameter parameter) => !parameter.IsOfLayer
        ? $"{parameter} has no effect on this run, in which it follows from drivers or from demand."
        : $"{parameter} has no effect on this run: the layer of drivers and limits has no part in it, or not that part. "
            + "ratio.source=drivers gives drivers one, and limits.mode=report or clip limits.";

    /// <summary>The names of the presets and of a partner's own scenarios.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(Caller caller, CancellationToken cancellationToken)
        => NamesOf(await store.ReadAsync(caller.Name, cancellationToken));

    /// <summary>The names of the presets and of these.</summary>
    public static IReadOnlyList<string> NamesOf(PartnerScenarios own)
        => [.. Presets.Catalogue.Select(s => s.Name), .. own.All.Select(s => s.Scenario.Name)];

    /// <summary>What is said where there is no scenario of a name.</summary>
    public static string NoneNamed(string name, IReadOnlyList<string> names)
        => $"There is no scenario '{name}'.{Suggestion.DidYouMean(name, names)} GET /api/v1/scenarios lists them.";

    /// <summary>What is said where a scenario was fit for the baseline of its time, but is not for this one.</summary>
    public static string OutOfBounds(string name, Baseline baseline, Parameter parameter, ParameterSetting setting)
        => $"'{name}' sets {parameter} to {setting.ToText(parameter)}; on a baseline of {baseline.BaseYear}, "
            + $"{SettingBounds.WhyOutside(baseline, parameter, setting)?.Message ?? "that is out of bounds."} "
            + "Name an earlier baseline, or set it anew.";

    /// <summary>A preset or one of the caller's own, as it is stated.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="target">The member of the request that names it.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="faults">Is told where there is none, or where what it extends is not there.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The scenario, or <see langword="null"/> after a fault.</returns>
    public async Task<Scenario?> FindAsync(string name, string target, Caller caller, Faults faults, CancellationToken cancellationToken)
    {
        try
        {
            if ((Presets.Find(name) ?? await FindOwnAsync(name, caller.Name, cancellationToken)) is { } scenario)
                return scenario;
        }
        catch (ScenarioChainException e)
        {
            faults.Add(target, FaultCode.Conflict, e.Message);
            return null;
        }

        var names = await NamesAsync(caller, cancellationToken);
        faults.Add(target, FaultCode.NotFound, NoneNamed(name, names), names);
        return null;
    }

    private async Task<Scenario?> FindAsync(
        ScenarioChoice choice, string path, Baseline baseline, Caller caller, Faults faults, CancellationToken cancellationToken)
    {
        var target = path + ScenarioMembers.Scenario;
        if (await FindAsync(choice.Name, target, caller, faults, cancellationToken) is not { } scenario)
            return null;

        // What the request sets itself does not have to be right in the scenario.
        var outside = scenario.SettingsOutOfBounds(baseline)
            .Where(s => !choice.Settings.Any(own => string.Equals(own.ParameterId, s.Parameter.Id, StringComparison.Ordinal))).ToList();
        foreach (var (parameter, setting) in outside)
            faults.Add(target, FaultCode.OutOfRange, OutOfBounds(choice.Name, baseline, parameter, setting));
        return outside.Count == 0 ? scenario : null;
    }

    private async Task<Scenario?> FindOwnAsync(string name, string owner, CancellationToken cancellationToken)
    {
        var own = await store.ReadChainAsync(owner, name, cancellationToken);
        return own.Find(name) is { } found ? own.Resolve(found.Scenario) : null;
    }
}
