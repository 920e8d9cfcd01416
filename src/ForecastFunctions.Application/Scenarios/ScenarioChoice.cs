using System.Text.Json;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Application.Scenarios;

/// <summary>The scenario that a request wants to run: one by its name, and what the request sets and adds itself.</summary>
/// <param name="Name">The name of a preset, or of one of the caller's own.</param>
/// <param name="Settings">What the request sets.</param>
/// <param name="Events">What may happen on a path.</param>
public sealed record ScenarioChoice(string Name, IReadOnlyList<StatedSetting> Settings, IReadOnlyList<ScenarioEvent> Events)
{
    /// <summary>What the answer calls the scenario; <see langword="null"/> for its name, and a few digits of what the request sets.</summary>
    public string? CalledName { get; init; }

    /// <summary>The scenario of a request that names none.</summary>
    public static ScenarioChoice Default { get; } = Of(Presets.ArticleBase.Name);

    /// <summary>A scenario as it is.</summary>
    public static ScenarioChoice Of(string name) => new(name, [], []);

    /// <summary>Reads <c>scenario</c>, the settings and <c>events</c>.</summary>
    public static ScenarioChoice Read(Arguments arguments) => new(
        arguments.Read(ScenarioMembers.Scenario) ?? Default.Name,
        [.. arguments.FindAll(ScenarioMembers.Set).Select(s => StatedSetting.Read(arguments, s.Name, s.Argument)).OfType<StatedSetting>()],
        EventReader.Read(arguments))
    {
        CalledName = arguments.Read(ScenarioMembers.Name),
    };

    /// <summary>Reads a scenario that is one of several in a request: a name, or in a body an object.</summary>
    /// <param name="arguments">The request.</param>
    /// <param name="path">Where it stands, with a slash at its end: <c>scenarios/1/</c>. Faults of it are found under this.</param>
    /// <param name="argument">The scenario.</param>
    /// <param name="common">Settings that the request states for all of its scenarios, by the ids of their parameters.</param>
    /// <returns><see langword="null"/> where it is neither.</returns>
    public static ScenarioChoice? ReadOne(
        Arguments arguments, string path, Argument argument, IReadOnlyList<(string Name, Argument Value)>? common = null)
    {
        arguments.Remember(path + ScenarioMembers.Scenario, argument.Place);
        var isName = argument.AsText() is not null;
        if (!isName && argument.AsObject() is null)
        {
            arguments.AddFault(Fault.At(argument.Place, FaultCode.Malformed,
                "A scenario is the name of one, or in a body an object with extends, parameters and events."));
            return null;
        }

        var own = new Arguments();
        foreach (var (parameter, value) in common ?? [])
            own.Add(ScenarioMembers.Set.Name + parameter, value);
        if (isName)
            own.Add(ScenarioMembers.Scenario.Name, argument);
        else
            FlattenScenario(own, argument);
        var choice = Read(own);
        arguments.Include(path, own);
        return choice;
    }

    /// <summary>Adds the members of a body to the arguments, under the names that they have in a query.</summary>
    public static void Flatten(Arguments arguments, JsonElement body)
    {
        foreach (var (name, argument) in Bodies.MembersOf(body))
        {
            if (string.Equals(name, ScenarioMembers.Scenario.Name, StringComparison.Ordinal) && argument.AsObject() is not null)
            {
                FlattenScenario(arguments, argument);
            }
            else if (IsOfScenario(name, argument))
            {
                arguments.AddFault(Fault.At(argument.Place, FaultCode.Unknown,
                    $"In a body, {name} stands in the object scenario: settings in parameters, without the prefix, and events in events."));
            }
            else
            {
                arguments.Add(name, argument);
            }
        }
    }

    /// <summary>Whether a member of a body is one that its scenario has; a sensitivity's list of parameters is not.</summary>
    private static bool IsOfScenario(string name, Argument argument)
        => ScenarioMembers.Set.Takes(name) || ScenarioMembers.Events.Takes(name) || name is "extends"
            || ScenarioMembers.Name.Takes(name) || (name is "parameters" && argument.AsObject() is not null)
            || ScenarioMembers.Set.Completions.Contains(name, StringComparer.Ordinal);

    /// <summary>Adds settings that stand in an object by the ids of their parameters.</summary>
    internal static void FlattenParameters(Arguments arguments, Argument parameters)
    {
        if (parameters.AsObject() is not { } settings)
        {
            arguments.AddFault(Fault.At(parameters.Place, FaultCode.Malformed, "parameters is an object of parameter ids and values."));
            return;
        }

        foreach (var (parameter, value) in settings)
            arguments.Add(ScenarioMembers.Set.Name + parameter, value);
    }

    private static void FlattenScenario(Arguments arguments, Argument scenario)
    {
        string[] allowed = ["events", "extends", "name", "parameters"];
        foreach (var (name, argument) in scenario.AsObject()!)
        {
            switch (name)
            {
                case "extends":
                    arguments.Add(ScenarioMembers.Scenario.Name, argument);
                    break;
                case "events" or "name":
                    arguments.Add(name, argument);
                    break;
                case "parameters":
                    FlattenParameters(arguments, argument);
                    break;
                default:
                    arguments.AddFault(Fault.At(
                        argument.Place, FaultCode.Unknown, ScenarioMembers.Set.Completions.Contains(name, StringComparer.Ordinal)
                            ? $"{name} stands in the object parameters."
                            : $"{name} is not known here.{Suggestion.DidYouMean(name, allowed)}") with
                    {
                        Allowed = allowed,
                    });
                    break;
            }
        }
    }
}

/// <summary>The members by which requests state scenarios.</summary>
public static class ScenarioMembers
{
    /// <summary>In a body, these stand in the object of a scenario where there is one, or where there are several.</summary>
    private static readonly IReadOnlyList<string> WithinScenarios = ["scenario", "scenarios"];

    /// <summary>The scenario to build on.</summary>
    public static readonly Member<string> Scenario = new(
        "scenario", MemberType.Text, "What to run: a preset, or one of your own",
        "the name of a scenario, or in a body an object with extends and parameters", a => a.AsText())
    {
        Default = Presets.ArticleBase.Name,
        Example = "asic-surge",
        Body = ScenarioShapes.NameOrChange,
    };

    /// <summary>What the request sets itself.</summary>
    public static readonly Member<Argument> Set = new(
        "set.", MemberType.Structure, "A parameter's value, a word, or the law of its uncertainty; in a body, in scenario.parameters",
        "a number, a word or a law", a => a)
    {
        Absent = "the scenario's, or the baseline's",
        Example = "set.ratio.limit=triangular(1.5,4.5,6)",
        IsPrefix = true,
        Parts = ScenarioShapes.Settings,
        BodyName = "parameters",
        Body = ScenarioShapes.Parameters,
        Within = WithinScenarios,
        Completions = [.. ParameterCatalogue.All.Select(p => p.Id), .. Parameters.Aliases.Select(a => a.Id)],
    };

    /// <summary>What the answer calls it.</summary>
    public static readonly Member<string> Name = new(
        "name", MemberType.Text, "What the answer calls the scenario; in a body, in scenario.name",
        $"{SavedScenario.NameWanted}, and no preset's", a => a.AsText() is { } text && DraftMembers.IsFree(text) ? text : null)
    {
        Absent = "the scenario's, with six hex digits of what the request sets",
        Example = "our-view",
        Within = WithinScenarios,
    };

    /// <summary>What may happen on a path.</summary>
    public static readonly Member<IReadOnlyList<Argument>> Events = new(
        "events", MemberType.Structure, "What may happen on a path; in a body, in scenario.events", "an array of objects, in a body",
        a => a.AsObjects() is null ? null : a.AsArray())
    {
        Absent = "nothing",
        IsBodyOnly = true,
        Body = ScenarioShapes.Events,
        Within = WithinScenarios,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Member> All { get; } = [Scenario, Name, Set, Events];
}
