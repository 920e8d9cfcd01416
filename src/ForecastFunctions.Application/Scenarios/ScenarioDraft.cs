using System.Text.Json;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Application.Scenarios;

/// <summary>A scenario that is to be kept, or only looked at.</summary>
/// <param name="Extends">What it builds on.</param>
/// <param name="Title">The name for people.</param>
/// <param name="Description">The belief in words.</param>
/// <param name="Tags">Words to find it by.</param>
/// <param name="Settings">What it sets itself.</param>
/// <param name="Events">What may happen on a path.</param>
public sealed record ScenarioDraft(
    string Extends, string? Title, string? Description, IReadOnlyList<string> Tags, IReadOnlyList<StatedSetting> Settings,
    IReadOnlyList<ScenarioEvent> Events)
{
    /// <summary>Reads the members; what is wrong is recorded in the arguments, and absent from the draft.</summary>
    public static ScenarioDraft Read(Arguments arguments) => new(
        arguments.Read(DraftMembers.Extends) ?? Presets.ArticleBase.Name,
        arguments.Read(DraftMembers.Title),
        arguments.Read(DraftMembers.Description),
        arguments.Read(DraftMembers.Tags) ?? [],
        [.. arguments.FindAll(ScenarioMembers.Set).Select(s => StatedSetting.Read(arguments, s.Name, s.Argument)).OfType<StatedSetting>()],
        [.. EventReader.Read(arguments).DistinctBy(e => e.Name, StringComparer.Ordinal)]);

    /// <summary>Adds the members of a body to the arguments: parameters under the names that they have in a query.</summary>
    public static void Flatten(Arguments arguments, JsonElement body)
    {
        foreach (var (name, argument) in Bodies.MembersOf(body))
        {
            if (name is "parameters")
            {
                ScenarioChoice.FlattenParameters(arguments, argument);
            }
            else if (ScenarioMembers.Set.Takes(name) || ScenarioMembers.Set.Completions.Contains(name, StringComparer.Ordinal))
            {
                arguments.AddFault(Fault.At(argument.Place, FaultCode.Unknown,
                    $"In a body, {name} stands in the object parameters, without the prefix {ScenarioMembers.Set}."));
            }
            else
            {
                arguments.Add(name, argument);
            }
        }
    }

    /// <summary>The scenario that it states.</summary>
    /// <param name="name">The name that it is to have; <see langword="null"/> for one that is only looked at.</param>
    /// <param name="baseline">The baseline that it is checked on.</param>
    /// <param name="faults">Is told of everything that is wrong; that is absent from the scenario.</param>
    public SavedScenario ToScenario(string? name, Baseline baseline, Faults faults)
    {
        if (name is not null && !DraftMembers.IsFree(name))
            faults.Add(DraftMembers.Name.Name, FaultCode.Malformed, $"{DraftMembers.Name} is {DraftMembers.Name.Wanted}.");
        return new SavedScenario(
            name is not null && DraftMembers.IsFree(name) ? name : SavedScenario.Unnamed,
            Extends, Title, Description, Tags, StatedSetting.Interpret(Settings, "", baseline, faults), Events);
    }
}

/// <summary>The members by which requests state scenarios to keep.</summary>
public static class DraftMembers
{
    /// <summary>The name.</summary>
    public static readonly Member<string> Name = new(
        "name", MemberType.Text, "The name that the scenario would have",
        $"{SavedScenario.NameWanted}; those of the presets are taken", a => a.AsText() is { } text && IsFree(text) ? text : null)
    {
        Absent = "none",
        Example = "our-view",
    };

    /// <summary>What it builds on.</summary>
    public static readonly Member<string> Extends = new(
        "extends", MemberType.Text, "The scenario to build on", "the name of a preset, or of a scenario of your own",
        a => a.AsText() is { } text && SavedScenario.IsName(text) ? text : null)
    {
        Default = Presets.ArticleBase.Name,
        Example = "asic-surge",
    };

    /// <summary>The name for people.</summary>
    public static readonly Member<string> Title = new(
        "title", MemberType.Text, "The name for people", $"a text of 1 to {SavedScenario.MaxTitleLength} characters on one line",
        a => a.AsText() is { } text && SavedScenario.IsLine(text, SavedScenario.MaxTitleLength) ? text : null)
    {
        Absent = "the name",
        Body = new Shape.Text { MinLength = 1, MaxLength = SavedScenario.MaxTitleLength },
        Example = "Our view",
    };

    /// <summary>The belief in words.</summary>
    public static readonly Member<string> Description = new(
        "description", MemberType.Text, "The belief in words",
        $"a text of at most {SavedScenario.MaxDescriptionLength} characters, without control characters but tabs and line breaks",
        a => a.AsText() is { } text && SavedScenario.IsText(text) ? text : null)
    {
        Absent = "none",
        Body = new Shape.Text { MaxLength = SavedScenario.MaxDescriptionLength },
        Example = "Custom silicon wins, later.",
    };

    /// <summary>Words to find it by.</summary>
    public static readonly Member<IReadOnlyList<string>> Tags = new(
        "tags", MemberType.List, "Words to find it by",
        $"an array of at most {SavedScenario.MaxTags} different texts of 1 to {SavedScenario.MaxTagLength} characters, "
        + "without semicolons and control characters",
        a => a.AsText() is null && a.AsList() is { Count: <= SavedScenario.MaxTags } tags
            && tags.All(SavedScenario.IsTag) && tags.Distinct(StringComparer.Ordinal).Count() == tags.Count ? tags : null)
    {
        Absent = "none",
        IsBodyOnly = true,
        Body = new Shape.List(new Shape.Text { MinLength = 1, MaxLength = SavedScenario.MaxTagLength }) { Max = SavedScenario.MaxTags },
        Example = "2026-q1",
    };

    /// <summary>All of them but the name.</summary>
    public static IReadOnlyList<Member> All { get; } = [Extends, Title, Description, Tags, ScenarioMembers.Set, ScenarioMembers.Events];

    /// <summary>Whether a name can be given to a scenario: it is one, and no preset's.</summary>
    public static bool IsFree(string name) => SavedScenario.IsName(name) && Presets.Find(name) is null;
}
