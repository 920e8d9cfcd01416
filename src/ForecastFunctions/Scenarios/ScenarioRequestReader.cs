using System.Text.Json;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Http;
using ForecastFunctions.Projections;

namespace ForecastFunctions.Scenarios;

/// <summary>Reads a scenario that is to be kept, or only looked at, from a body.</summary>
public static class ScenarioRequestReader
{
    private const string SettingPrefix = "set.";

    /// <summary>Adds the members of a body to the reader: parameters under the names that they have in a query.</summary>
    public static void Flatten(RequestReader reader, JsonElement body)
    {
        // Clients that write absent members as null mean them absent.
        foreach (var member in body.EnumerateObject().Where(m => m.Value.ValueKind != JsonValueKind.Null))
        {
            var pointer = JsonBody.PointerTo("", member.Name);
            if (member.Name is not "parameters")
            {
                reader.Add(member.Name, new RequestMember(pointer, member.Value));
            }
            else if (member.Value.ValueKind != JsonValueKind.Object)
            {
                reader.AddFault(new Fault("body", pointer, FaultCode.Malformed, "parameters is an object of parameter ids and values."));
            }
            else
            {
                foreach (var parameter in member.Value.EnumerateObject())
                {
                    reader.Add(
                        SettingPrefix + parameter.Name, new RequestMember(JsonBody.PointerTo(pointer, parameter.Name), parameter.Value));
                }
            }
        }
    }

    /// <summary>Reads the scenario; what is wrong is recorded in the reader, and absent from the scenario.</summary>
    /// <param name="reader">The reader of the body.</param>
    /// <param name="name">The name that it is to have.</param>
    /// <param name="baseYear">The base year of the baseline that it is checked on.</param>
    public static SavedScenario Read(RequestReader reader, string name, int baseYear)
    {
        var settings = new Dictionary<Parameter, ParameterSetting>();
        List<RequestedSetting> requested = [.. reader.FindAll(SettingPrefix)
            .Select(s => new RequestedSetting(s.Name, s.Name[SettingPrefix.Length..], s.Member))];
        foreach (var setting in requested)
        {
            if (setting.Interpret(baseYear, reader.AddFailure) is var (parameter, value))
                settings[parameter] = value;
        }

        RequestedSetting.CheckAliases(requested, reader.AddFailure);
        return new SavedScenario(
            name,
            reader.Read("extends", m => m.AsText() is { } text && SavedScenario.IsName(text) ? text : null,
                "the name of a preset, or of a scenario of your own") ?? Presets.ArticleBase.Name,
            reader.Read("title", m => m.AsText() is { } text && SavedScenario.IsLine(text, SavedScenario.MaxTitleLength) ? text : null,
                $"a text of 1 to {SavedScenario.MaxTitleLength} characters on one line"),
            reader.Read("description", m => m.AsText() is { } text && SavedScenario.IsText(text) ? text : null,
                $"a text of at most {SavedScenario.MaxDescriptionLength} characters, without control characters but tabs and line breaks"),
            ReadTags(reader),
            settings,
            [.. EventReader.Read(reader).DistinctBy(e => e.Name, StringComparer.Ordinal)]);
    }

    private static IReadOnlyList<string> ReadTags(RequestReader reader)
        => reader.Read("tags",
            m => m.AsText() is null && m.AsList() is { Count: <= SavedScenario.MaxTags } tags
                && tags.All(SavedScenario.IsTag) && tags.Distinct(StringComparer.Ordinal).Count() == tags.Count ? tags : null,
            $"an array of at most {SavedScenario.MaxTags} different texts of 1 to {SavedScenario.MaxTagLength} characters, "
            + "without semicolons and control characters") ?? [];
}
