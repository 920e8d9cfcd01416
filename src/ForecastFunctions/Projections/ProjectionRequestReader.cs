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

    /// <summary>Adds the members of a body to the reader, under the names that they have in a query.</summary>
    public static void Flatten(RequestReader reader, JsonElement body)
    {
        // Clients that write absent members as null mean them absent.
        foreach (var member in body.EnumerateObject().Where(m => m.Value.ValueKind != JsonValueKind.Null))
        {
            var pointer = JsonBody.PointerTo("", member.Name);
            if (string.Equals(member.Name, "scenario", StringComparison.Ordinal) && member.Value.ValueKind == JsonValueKind.Object)
            {
                FlattenScenario(reader, member.Value, pointer);
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

    private static void FlattenScenario(RequestReader reader, JsonElement scenario, string pointer)
    {
        foreach (var member in scenario.EnumerateObject())
        {
            var inside = JsonBody.PointerTo(pointer, member.Name);
            switch (member.Name)
            {
                case "extends":
                    reader.Add("scenario", new RequestMember(inside, member.Value));
                    break;
                case "events":
                    reader.Add("events", new RequestMember(inside, member.Value));
                    break;
                case "parameters" when member.Value.ValueKind == JsonValueKind.Object:
                    foreach (var parameter in member.Value.EnumerateObject())
                    {
                        reader.Add(
                            SettingPrefix + parameter.Name,
                            new RequestMember(JsonBody.PointerTo(inside, parameter.Name), parameter.Value));
                    }

                    break;
                case "parameters":
                    reader.AddFault(new Fault("body", inside, FaultCode.Malformed, "parameters is an object of parameter ids and values."));
                    break;
                default:
                    string[] allowed = ["events", "extends", "parameters"];
                    reader.AddFault(new Fault("body", inside, FaultCode.Unknown,
                        $"{member.Name} is not known here.{Suggestion.DidYouMean(member.Name, allowed)}")
                    {
                        Allowed = allowed,
                    });
                    break;
            }
        }
    }
}
