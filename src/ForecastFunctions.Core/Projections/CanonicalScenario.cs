using System.Text.Json;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Projections;

/// <summary>A scenario in the canonical form of a run: its parameters and events, and what of them bears on the numbers.</summary>
internal static class CanonicalScenario
{
    /// <summary>The member by which a parameter says that the operator had its spread multiplied; absent where it was not.</summary>
    public const string WidenedMember = "widened";

    /// <summary>Writes a scenario.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="scenario">The scenario.</param>
    /// <param name="withLaws">Whether the run draws the parameters, so that laws, their moves and followers bear on it.</param>
    /// <param name="withFollowers">Whether followers bear on it though it draws nothing.</param>
    public static void Write(Utf8JsonWriter json, ResolvedScenario scenario, bool withLaws, bool withFollowers = false)
    {
        json.WriteStartObject();
        json.WriteString("label", scenario.Label);
        json.WriteString("extends", scenario.Extends);
        if (scenario.Owner is { } owner)
            json.WriteString("owner", owner);
        json.WriteNumber("baseYear", scenario.BaseYear);
        json.WriteStartObject("parameters");
        foreach (var resolved in scenario.Parameters.Where(p => !p.IsLater))
        {
            var (parameter, value, law, origin, status) = resolved;
            json.WriteStartObject(parameter.Id);
            if (parameter.IsChoice)
                json.WriteString("value", parameter.Format(value));
            else
                json.WriteNumber("value", value);
            if (withLaws && law is not null)
                json.WriteString("law", law.ToString());
            if (withLaws && resolved is { IsUncertain: true, Widening: not 1 })
                json.WriteNumber(WidenedMember, resolved.Widening);
            if (withLaws && resolved.Change is { } change)
                json.WriteNumber(change.Kind == ChangeKind.Add ? ParameterSetting.AddMember : ParameterSetting.TimesMember, change.Amount);
            if ((withLaws || withFollowers) && resolved.Follows is { } other)
                json.WriteString(ParameterSetting.SameAsMember, other.Id);
            json.WriteString("origin", origin.ToString());
            json.WriteString("status", status.ToString());
            json.WriteEndObject();
        }

        json.WriteEndObject();
        if (scenario.Expected is { } expected)
        {
            json.WriteStartObject("expected");
            foreach (var parameter in ExpectedCost.DecidedBy)
                json.WriteNumber(parameter.Id, expected[parameter]);
            json.WriteEndObject();
        }

        if (scenario.Events.Count > 0)
        {
            json.WriteStartArray("events");
            foreach (var e in scenario.Events)
                WriteEvent(json, e);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>What the spread of a parameter was multiplied by; 1 where nothing is said.</summary>
    public static double ReadWidening(JsonElement json) => json.TryGetProperty(WidenedMember, out var factor) ? factor.GetDouble() : 1;

    public static ResolvedScenario Read(JsonElement json)
    {
        List<ResolvedParameter> parameters = [.. json.GetProperty("parameters").EnumerateObject().Select(p =>
        {
            var parameter = FindParameter(p.Name);
            return new ResolvedParameter(
                parameter,
                parameter.IsChoice ? parameter.IndexOfChoice(CanonicalForm.Text(p.Value, "value")) : p.Value.GetProperty("value").GetDouble(),
                p.Value.TryGetProperty("law", out var law) ? Distribution.Parse(law.GetString() ?? "") : null,
                CanonicalForm.Word<ParameterOrigin>(p.Value, "origin"),
                CanonicalForm.Word<ParameterStatus>(p.Value, "status"))
            {
                Widening = ReadWidening(p.Value),
                Change = ReadChange(p.Value),
                Follows = p.Value.TryGetProperty(ParameterSetting.SameAsMember, out _)
                    ? Parameters.Find(CanonicalForm.Text(p.Value, ParameterSetting.SameAsMember)) : null,
            };
        })];

        AddLater(parameters);
        var expected = json.TryGetProperty("expected", out var known)
            ? new ExpectedCost(known.EnumerateObject().Select(v => KeyValuePair.Create(FindParameter(v.Name), v.Value.GetDouble()))) : null;
        var events = json.TryGetProperty("events", out var list) ? list.EnumerateArray().Select(ReadEvent).ToList() : [];
        return ResolvedScenario.Restore(
            CanonicalForm.Text(json, "label"), CanonicalForm.Text(json, "extends"), json.TryGetProperty("owner", out _) ? CanonicalForm.Text(json, "owner") : null,
            json.GetProperty("baseYear").GetInt32(), parameters, events, expected);
    }

    /// <summary>
    /// What the catalogue has got since the run was stored stands at the end of the plain model's parameters or of the layer's; the run
    /// is of its default, by which nothing changes.
    /// </summary>
    private static void AddLater(List<ResolvedParameter> parameters)
    {
        var ofPlain = parameters.TakeWhile(p => !p.Parameter.IsOfLayer).Count();
        var later = Parameters.All.Skip(ofPlain);
        if (LayerSwitches.Of(p => parameters.Find(given => given.Parameter == p)?.Value).IsOn)
        {
            var ofLayer = parameters.Count(p => p.Parameter is { IsOfLayer: true, IsOptional: false });
            later = later.Concat(LayerParameters.All.Where(p => !p.IsOptional).Skip(ofLayer));
        }

        parameters.AddRange(later.ToList().Select(p => new ResolvedParameter(p, p.Default, null, ParameterOrigin.Baseline, p.Status)
        {
            IsLater = true,
        }));
    }

    private static Parameter FindParameter(string id)
        => Parameters.Find(id) ?? throw new FormatException($"There is no parameter {id}.");

    private static ParameterChange? ReadChange(JsonElement json)
        => json.TryGetProperty(ParameterSetting.AddMember, out var addend) ? new(ChangeKind.Add, addend.GetDouble())
            : json.TryGetProperty(ParameterSetting.TimesMember, out var factor) ? new(ChangeKind.Times, factor.GetDouble())
            : null;

    public static void WriteEvent(Utf8JsonWriter json, ScenarioEvent e)
    {
        json.WriteStartObject();
        json.WriteString("name", e.Name);
        json.WriteString("driver", Drivers.NameOf(e.Driver));
        json.WriteString("effect", e.Effect.ToString());
        json.WriteNumber("amount", e.Amount);
        json.WriteString("start", e.Start.ToString());
        if (e.Quarters is { } quarters)
            json.WriteNumber("quarters", quarters);
        json.WriteNumber("probability", e.Probability);
        json.WriteEndObject();
    }

    public static ScenarioEvent ReadEvent(JsonElement json) => new(
        CanonicalForm.Text(json, "name"),
        Drivers.ByName[CanonicalForm.Text(json, "driver")],
        CanonicalForm.Word<EventEffect>(json, "effect"),
        json.GetProperty("amount").GetDouble(),
        CanonicalForm.ReadPeriod(json, "start"),
        json.TryGetProperty("quarters", out var quarters) ? quarters.GetInt32() : null,
        json.GetProperty("probability").GetDouble());
}
