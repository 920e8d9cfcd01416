namespace ForecastFunctions.Core.Scenarios;

/// <summary>The scenarios that one partner keeps, and what they amount to through what they extend.</summary>
public sealed class PartnerScenarios
{
    /// <summary>The most scenarios of a partner.</summary>
    public const int MaxCount = 200;

    /// <summary>How many saved scenarios may extend each other in a row; the last of them extends a preset.</summary>
    public const int MaxDepth = 5;

    private readonly SortedDictionary<string, StoredScenario> _byName = new(StringComparer.Ordinal);

    /// <summary>The scenarios of an owner.</summary>
    /// <exception cref="ArgumentException">Two have one name.</exception>
    public PartnerScenarios(string owner, IEnumerable<StoredScenario> scenarios)
    {
        Owner = owner;
        foreach (var stored in scenarios)
            _byName.Add(stored.Scenario.Name, stored);
    }

    /// <summary>The partner.</summary>
    public string Owner { get; }

    /// <summary>Every scenario, in the order of their names.</summary>
    public IReadOnlyCollection<StoredScenario> All => _byName.Values;

    /// <summary>The scenario of that name, or <see langword="null"/>.</summary>
    public StoredScenario? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The names of the scenarios that directly extend one.</summary>
    public IReadOnlyList<string> ExtendedBy(string name)
        => [.. _byName.Values
            .Where(s => string.Equals(s.Scenario.Extends, name, StringComparison.Ordinal))
            .Select(s => s.Scenario.Name)];

    /// <summary>
    /// What a scenario amounts to with all that it extends: of each parameter, and of events of one name, the statement
    /// nearest to it counts.
    /// </summary>
    /// <param name="scenario">The scenario; it may be one that is not kept, or another state of one that is.</param>
    /// <exception cref="ScenarioChainException">What it extends is missing, goes round in a circle or is too long.</exception>
    public Scenario Resolve(SavedScenario scenario)
    {
        var chain = new List<SavedScenario> { scenario };
        while (Presets.Find(chain[^1].Extends) is null)
        {
            var next = chain[^1].Extends;
            var path = $"{string.Join(" → ", chain.Select(s => s.Name))} → {next}";
            if (chain.Exists(s => string.Equals(s.Name, next, StringComparison.Ordinal)))
                throw new ScenarioChainException(ScenarioChainFault.Cycle, $"Scenarios may not extend each other in a circle: {path}.");
            if (chain.Count == MaxDepth)
            {
                throw new ScenarioChainException(
                    ScenarioChainFault.TooDeep, $"At most {MaxDepth} saved scenarios extend each other in a row: {path}.");
            }

            if (Find(next) is not { } found)
                throw new ScenarioChainException(ScenarioChainFault.Missing, $"There is no scenario '{next}' to extend: {path}.");
            chain.Add(found.Scenario);
        }

        var preset = Presets.Find(chain[^1].Extends)!;
        var settings = preset.Settings.ToDictionary();
        var events = preset.Events.ToDictionary(e => e.Name, StringComparer.Ordinal);
        foreach (var link in Enumerable.Reverse(chain))
        {
            LayerRules.Lay(settings, link.Settings);
            foreach (var e in link.Events)
                events[e.Name] = e;
        }

        if (events.Count > ScenarioEvent.MaxCount)
        {
            throw new ScenarioChainException(ScenarioChainFault.TooManyEvents,
                $"With those of what it extends, '{scenario.Name}' has {events.Count} events; "
                + $"at most {ScenarioEvent.MaxCount} are possible.");
        }

        if (Scenario.FollowerOfAFollower(settings) is { } fault)
            throw new ScenarioChainException(ScenarioChainFault.FollowsAFollower, $"With what it extends, in '{scenario.Name}' {fault}");
        return new Scenario(scenario.Name, scenario.Title ?? scenario.Name, scenario.Description ?? "", settings)
        {
            Events = [.. events.Values],
            Owner = Owner,
        };
    }

    /// <summary>Refuses a scenario that is to be kept where another one that extends it would no longer resolve.</summary>
    /// <exception cref="ScenarioChainException">There is such a one; it is named.</exception>
    public void CheckDependents(SavedScenario changed)
    {
        List<StoredScenario> others = [.. All.Where(s => !string.Equals(s.Scenario.Name, changed.Name, StringComparison.Ordinal))];
        var after = new PartnerScenarios(Owner, [.. others, new StoredScenario(changed, Revision: 0, UpdatedAt: default)]);
        foreach (var other in others)
            after.Resolve(other.Scenario);
    }
}

/// <summary>Why a saved scenario does not resolve.</summary>
public enum ScenarioChainFault
{
    /// <summary>It extends one that is not there.</summary>
    Missing,

    /// <summary>It extends itself, by way of others.</summary>
    Cycle,

    /// <summary>Too many extend each other.</summary>
    TooDeep,

    /// <summary>Together they have too many events.</summary>
    TooManyEvents,

    /// <summary>Together they have a parameter follow one that itself follows another.</summary>
    FollowsAFollower,
}

/// <summary>A saved scenario does not resolve.</summary>
/// <param name="fault">Why.</param>
/// <param name="message">A sentence that names the scenarios in their order.</param>
public sealed class ScenarioChainException(ScenarioChainFault fault, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public ScenarioChainFault Fault { get; } = fault;
}
