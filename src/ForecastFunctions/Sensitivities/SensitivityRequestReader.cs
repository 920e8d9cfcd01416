using System.Globalization;
using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Http;
using ForecastFunctions.Projections;

namespace ForecastFunctions.Sensitivities;

/// <summary>Reads a request for a sensitivity analysis from a query string or from a body, by the same lines.</summary>
public static class SensitivityRequestReader
{
    private const string RangePrefix = "range.";
    private const string RangeWanted = "two numbers such as 1.5..6, or in a body an object with low and high";

    private static readonly IReadOnlyList<string> Methods = [SensitivityMethod.OneAtATime.Tornado, SensitivityMethod.VarianceBased.Sobol];

    /// <summary>The names of what can be varied.</summary>
    private static IReadOnlyList<string> ParameterNames { get; }
        = [.. Parameters.All.Where(p => !p.IsChoice).Select(p => p.Id), .. Parameters.Aliases.Select(a => a.Id)];

    /// <summary>Reads the parts; what is wrong is recorded in the reader.</summary>
    public static SensitivityRequest Read(RequestReader reader)
    {
        var method = reader.Read("method", m => m.AsText(), "tornado or sobol") ?? Methods[0];
        if (!Methods.Contains(method, StringComparer.Ordinal))
        {
            reader.AddFault("method", FaultCode.NotFound,
                $"method is tornado or sobol, not '{method}'.{Suggestion.DidYouMean(method, Methods)}", allowed: Methods);
        }

        var isVarianceBased = string.Equals(method, SensitivityMethod.VarianceBased.Sobol, StringComparison.Ordinal);
        CheckMembers(reader, isVarianceBased);
        return new SensitivityRequest
        {
            Scenario = ProjectionRequestReader.ReadScenario(reader),
            Outputs = OutputRequest.Read(reader, isSingle: false),
            IsVarianceBased = isVarianceBased,
            Inputs = ReadInputs(reader),
            Percents = ReadPercents(reader),
            Ranges = ReadRanges(reader),
            Draws = ReadDraws(reader),
            Seed = ReadSeed(reader),
        };
    }

    /// <summary>Members of the other method are faults, since they would do nothing.</summary>
    private static void CheckMembers(RequestReader reader, bool isVarianceBased)
    {
        string[] others = isVarianceBased
            ? ["range", "ranges", .. reader.FindAll(RangePrefix).Select(r => r.Name)]
            : ["draws", "seed"];
        foreach (var name in others.Where(name => reader.Find(name) is not null))
        {
            reader.AddFault(name, FaultCode.Conflict, isVarianceBased
                ? $"{name} belongs to method=tornado; with method=sobol, inputs vary by their laws."
                : $"{name} belongs to method=sobol; a tornado draws nothing.");
        }
    }

    private static List<string>? ReadInputs(RequestReader reader)
    {
        if (reader.Read("parameters", m => m.AsList(), "a list of parameters; an event is named event: and its name") is not { } names)
            return null;
        var inputs = new List<string>();
        foreach (var name in names)
        {
            var isEvent = name.StartsWith(ScenarioModel.EventPrefix, StringComparison.Ordinal);
            var id = isEvent ? name : Parameters.FindAlias(name)?.Parameter.Id ?? Parameters.Find(name)?.Id;
            if (id is null)
                reader.AddFault("parameters", FaultCode.NotFound, NoParameter(name));
            else if (inputs.Contains(id, StringComparer.Ordinal))
                reader.AddFault("parameters", FaultCode.Duplicate, $"{id} is given twice; once is wanted.");
            else
                inputs.Add(id);
        }

        return inputs;
    }

    private static (double Low, double High) ReadPercents(RequestReader reader)
    {
        const string Wanted = "two percentiles such as 5,95, the lower one first, between 0 and 100";
        if (reader.Read("range", m => m.AsList(), Wanted) is not { } texts)
            return (5, 95);
        if (texts is [var low, var high] && Number(low) is { } from && Number(high) is { } to && from > 0 && from < to && to < 100)
            return (from, to);
        reader.AddFault("range", FaultCode.Malformed, $"range is {Wanted}.", min: 0, max: 100);
        return (5, 95);
    }

    private static List<RequestedRange> ReadRanges(RequestReader reader)
    {
        var stated = reader.FindAll(RangePrefix).Select(r => (Name: r.Name[RangePrefix.Length..], r.Member)).ToList();
        if (reader.Read("ranges", m => m.AsObject(), $"an object of parameters and ranges, in a body; in a query, {RangePrefix}<parameter>")
            is { } members)
            stated.AddRange(members.Select(m => (m.Name, m.Value)));
        var ranges = new List<RequestedRange>();
        foreach (var (name, member) in stated)
        {
            var alias = Parameters.FindAlias(name);
            if ((alias?.Parameter ?? Parameters.Find(name)) is not { IsChoice: false } parameter)
                reader.AddFault(new Fault(member.In, member.Target, FaultCode.Unknown, NoParameter(name)));
            else if (ReadRange(member) is not var (low, high))
                reader.AddFault(new Fault(member.In, member.Target, FaultCode.Malformed, $"The range of {name} is {RangeWanted}."));
            else if (ranges.Exists(r => r.Parameter == parameter))
                reader.AddFault(new Fault(member.In, member.Target, FaultCode.Duplicate, $"{parameter} has two ranges; one is wanted."));
            else
                ranges.Add(new RequestedRange(parameter, alias, low, high, member.In, member.Target));
        }

        return ranges;
    }

    private static (double Low, double High)? ReadRange(RequestMember member)
    {
        if (member.AsText()?.Split("..", 2, StringSplitOptions.TrimEntries) is [var first, var second])
            return Number(first) is { } from && Number(second) is { } to ? (from, to) : null;
        return member.AsObject() is { Count: 2 } members
            && members.FirstOrDefault(m => m.Name is "low").Value?.AsNumber() is { } low
            && members.FirstOrDefault(m => m.Name is "high").Value?.AsNumber() is { } high
                ? (low, high)
                : null;
    }

    private static int ReadDraws(RequestReader reader)
    {
        var wanted = $"a power of two from {VarianceIndices.MinDraws} to {SensitivityRequest.MaxDraws}";
        if (reader.Read("draws", m => m.AsInteger(), wanted) is not { } draws)
            return SensitivityRequest.DefaultDraws;
        if (draws is >= VarianceIndices.MinDraws and <= SensitivityRequest.MaxDraws && int.IsPow2(draws))
            return draws;
        reader.AddFault("draws", FaultCode.OutOfRange, $"draws, the base draws, is {wanted}.",
            VarianceIndices.MinDraws, SensitivityRequest.MaxDraws);
        return SensitivityRequest.DefaultDraws;
    }

    private static ulong ReadSeed(RequestReader reader)
    {
        var seed = DrawRequestReader.ReadSeed(reader);
        if (seed > DrawSettings.MaxSeed)
        {
            reader.AddFault("seed", FaultCode.OutOfRange,
                $"seed is a whole number from 0 to {DrawSettings.MaxSeed}.", 0, DrawSettings.MaxSeed);
        }

        return seed ?? DrawRequest.DefaultSeed;
    }

    private static double? Number(string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;

    internal static string NoParameter(string name)
        => $"There is no numeric parameter '{name}'.{Suggestion.DidYouMean(name, ParameterNames)} GET /api/v1/parameters lists them.";
}
