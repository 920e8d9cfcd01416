using System.Text.Json;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Http;

namespace ForecastFunctions.Projections;

/// <summary>Reads a projection request from a query string or from a body, by the same lines.</summary>
public static class ProjectionRequestReader
{
    private const string SettingPrefix = "set.";
    private const string PeriodWanted = "a year such as 2028 or, with step=quarter, a quarter such as 2028-Q3";

    /// <summary>Reads the parts; what is wrong is recorded in the reader.</summary>
    public static ProjectionRequest Read(RequestReader reader)
    {
        var step = reader.Read<Step>("step",
            m => m.AsText() switch { "year" => Step.Year, "quarter" => Step.Quarter, _ => null }, "year or quarter");
        return ReadScenario(reader) with
        {
            From = reader.Read<Period>("from", m => Period.TryParse(m.AsTextOrInteger(), out var period) ? period : null, PeriodWanted),
            To = reader.Read<Period>("to", m => Period.TryParse(m.AsTextOrInteger(), out var period) ? period : null, PeriodWanted),
            Step = step ?? Step.Year,
            Draws = DrawRequestReader.Read(reader),
        };
    }

    /// <summary>Reads the scenario alone, for requests that have no range; what is wrong is recorded in the reader.</summary>
    public static ProjectionRequest ReadScenario(RequestReader reader) => new()
    {
        Scenario = reader.Read("scenario", m => m.AsText(),
            "the name of a scenario, or in a body an object with extends and parameters") ?? Presets.ArticleBase.Name,
        From = null,
        To = null,
        Step = Step.Year,
        Settings = [.. reader.FindAll(SettingPrefix)
            .Select(s => new RequestedSetting(s.Name, s.Name[SettingPrefix.Length..], s.Member))],
        Draws = new DrawRequest(),
        Events = EventReader.Read(reader),
    };

    /// <summary>The members that make the scenario, so that they can be handed to a part of the request.</summary>
    public static IReadOnlyList<(string Name, RequestMember Member)> FindScenario(RequestReader reader)
    {
        var members = reader.FindAll(SettingPrefix).ToList();
        foreach (var name in (string[])["scenario", "events"])
        {
            if (reader.Find(name) is { } member)
                members.Add((name, member));
        }

        return members;
    }

    /// <summary>Adds the members of a body to the reader, under the names that they have in a query.</summary>
    public static void Flatten(RequestReader reader, JsonElement body)
    {
        // Clients that write absent members as null mean them absent.
        foreach (var member in body.EnumerateObject().Where(m => m.Value.ValueKind != JsonValueKind.Null))
        {
            var pointer = JsonBody.PointerTo("", member.Name);
            if (string.Equals(member.Name, "scenario", StringComparison.Ordinal) && member.Value.ValueKind == JsonValueKind.Object)
            {
                FlattenScenario(reader, new RequestMember(pointer, member.Value));
            }
            else if (member.Name.StartsWith(SettingPrefix, StringComparison.Ordinal) || member.Name is "events")
            {
                reader.AddFault(new Fault("body", pointer, FaultCode.Unknown,
                    $"In a body, {member.Name} stands in the object scenario: "
                    + "settings in parameters, without the prefix, and events in events."));
            }
            else
            {
                reader.Add(member.Name, new RequestMember(pointer, member.Value));
            }
        }
    }

    /// <summary>Adds the members of a scenario that is an object to the reader, under the names that they have in a query.</summary>
    public static void FlattenScenario(RequestReader reader, RequestMember scenario)
    {
        foreach (var (name, member) in scenario.AsObject() ?? [])
        {
            switch (name)
            {
                case "extends":
                    reader.Add("scenario", member);
                    break;
                case "events":
                    reader.Add("events", member);
                    break;
                case "parameters" when member.AsObject() is { } parameters:
                    foreach (var (parameter, value) in parameters)
                        reader.Add(SettingPrefix + parameter, value);
                    break;
                case "parameters":
                    reader.AddFault(new Fault("body", member.Target, FaultCode.Malformed,
                        "parameters is an object of parameter ids and values."));
                    break;
                default:
                    string[] allowed = ["events", "extends", "parameters"];
                    reader.AddFault(new Fault("body", member.Target, FaultCode.Unknown,
                        $"{name} is not known here.{Suggestion.DidYouMean(name, allowed)}")
                    {
                        Allowed = allowed,
                    });
                    break;
            }
        }
    }
}
