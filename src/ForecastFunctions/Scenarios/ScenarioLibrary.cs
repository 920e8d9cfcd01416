using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Http;

namespace ForecastFunctions.Scenarios;

/// <summary>Finds scenarios by name for a partner: the presets, and the partner's own, never another's.</summary>
/// <param name="store">Keeps the saved ones.</param>
public sealed class ScenarioLibrary(IScenarioStore store)
{
    /// <summary>Finds the scenario that a request names, with all that it extends.</summary>
    /// <param name="reader">Is told where there is none, or where it does not hold on the baseline.</param>
    /// <param name="name">Its name.</param>
    /// <param name="owner">The partner who asks.</param>
    /// <param name="baseYear">The base year of the baseline to run on.</param>
    /// <param name="overridden">The parameters that the request sets itself.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The scenario, or <see langword="null"/> after a fault.</returns>
    public async Task<Scenario?> ReadAsync(
        RequestReader reader, string name, string owner, int baseYear, IReadOnlyCollection<string> overridden,
        CancellationToken cancellationToken)
    {
        Scenario? scenario;
        try
        {
            scenario = Presets.Find(name) ?? await FindOwnAsync(name, owner, cancellationToken);
        }
        catch (ScenarioChainException e)
        {
            reader.AddFault("scenario", FaultCode.Conflict, e.Message);
            return null;
        }

        if (scenario is null)
        {
            var names = await NamesAsync(owner, cancellationToken);
            reader.AddFault("scenario", FaultCode.NotFound, NoneNamed(name, names), allowed: names);
            return null;
        }

        var outside = scenario.SettingsOutOfBounds(baseYear)
            .Where(s => !overridden.Contains(s.Parameter.Id, StringComparer.Ordinal)).ToList();
        foreach (var (parameter, setting) in outside)
            reader.AddFault("scenario", FaultCode.OutOfRange, OutOfBounds(name, baseYear, parameter, setting));
        return outside.Count == 0 ? scenario : null;
    }

    /// <summary>The names of the presets and of a partner's own scenarios.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(string owner, CancellationToken cancellationToken)
        => NamesOf(await store.ReadAsync(owner, cancellationToken));

    /// <summary>The names of the presets and of these.</summary>
    public static IReadOnlyList<string> NamesOf(PartnerScenarios own)
        => [.. Presets.All.Select(s => s.Name), .. own.All.Select(s => s.Scenario.Name)];

    /// <summary>What is said where there is no scenario of a name.</summary>
    public static string NoneNamed(string name, IReadOnlyList<string> names)
        => $"There is no scenario '{name}'.{Suggestion.DidYouMean(name, names)} GET /api/v1/scenarios lists them.";

    /// <summary>What is said where a scenario was fit for the baseline of its time, but is not for this one.</summary>
    public static string OutOfBounds(string name, int baseYear, Parameter parameter, ParameterSetting setting)
    {
        var bounds = parameter.BoundsFor(baseYear);
        return $"'{name}' sets {parameter} to {setting.ToText(parameter)}; "
            + $"on a baseline of {baseYear} it is from {bounds.Min:R} to {bounds.Max:R} ({parameter.Unit}). "
            + "Name an earlier baseline, or set it anew.";
    }

    private async Task<Scenario?> FindOwnAsync(string name, string owner, CancellationToken cancellationToken)
    {
        var own = await store.ReadChainAsync(owner, name, cancellationToken);
        return own.Find(name) is { } found ? own.Resolve(found.Scenario) : null;
    }
}
