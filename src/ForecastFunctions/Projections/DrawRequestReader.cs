using System.Globalization;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Statistics;
using ForecastFunctions.Http;

namespace ForecastFunctions.Projections;

/// <summary>Reads how paths are to be drawn, from a query string or from a body.</summary>
public static class DrawRequestReader
{
    private const string CorrelationsWanted = "none, default, or pairs such as ratio.limit,spend.growth.initial:0.3 separated by ; "
        + "(in a body, an array of objects with first, second and value)";

    private const string ThresholdsWanted = "levels such as Share|Inference|Compute>0.7 separated by ; "
        + "(in a body, an array of objects with variable and above)";

    private static readonly IReadOnlyDictionary<string, Sampling> Samplings = new Dictionary<string, Sampling>(StringComparer.Ordinal)
    {
        ["sobol"] = Sampling.Sobol,
        ["latinHypercube"] = Sampling.LatinHypercube,
        ["plain"] = Sampling.Plain,
    };

    /// <summary>Reads the parts; what is wrong is recorded in the reader.</summary>
    public static DrawRequest Read(RequestReader reader) => new()
    {
        Draws = reader.Read("draws", m => m.AsInteger(), $"a whole number from {DrawSettings.MinDraws} to {DrawRequest.MaxDraws}"),
        Seed = ReadSeed(reader),
        Sampling = reader.Read<Sampling>("sampling",
            m => m.AsText() is { } word && Samplings.TryGetValue(word, out var sampling) ? sampling : null,
            string.Join(" or ", Samplings.Keys)),
        Percentiles = reader.Read("percentiles", ReadPercentiles, "a list of numbers between 0 and 100"),
        Correlations = ReadCorrelations(reader),
        RepairCorrelations = reader.Read<bool>("repairCorrelations", m => m.AsBoolean(), "true or false"),
        Thresholds = ReadThresholds(reader),
    };

    /// <summary>Reads <c>seed</c>.</summary>
    internal static ulong? ReadSeed(RequestReader reader) => reader.Read<ulong>(
        "seed",
        m => ulong.TryParse(m.AsTextOrInteger(), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : null,
        $"a whole number from 0 to {DrawSettings.MaxSeed}");

    private static IReadOnlyList<double>? ReadPercentiles(RequestMember member)
    {
        if (member.AsList() is not { Count: > 0 } items)
            return null;
        var numbers = items
            .Select(i => double.TryParse(i, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                ? number
                : double.NaN)
            .ToList();
        return numbers.Exists(double.IsNaN) ? null : numbers;
    }

    private static List<RankCorrelation>? ReadCorrelations(RequestReader reader)
    {
        if (reader.Find("correlations") is not { } member || string.Equals(member.AsText(), "default", StringComparison.Ordinal))
            return null;
        if (string.Equals(member.AsText(), "none", StringComparison.Ordinal))
            return [];
        return reader.Read("correlations",
            m => m.AsText() is { } text ? ReadCorrelations(text) : m.AsObjects()?.Select(ReadCorrelation).ToList().AllOrNone(),
            CorrelationsWanted);
    }

    private static List<RankCorrelation>? ReadCorrelations(string text)
        => text.Split(';', StringSplitOptions.TrimEntries).Select(ReadCorrelation).ToList().AllOrNone();

    private static RankCorrelation? ReadCorrelation(string text)
    {
        var colon = text.LastIndexOf(':');
        var names = colon < 0 ? [] : text[..colon].Split(',', StringSplitOptions.TrimEntries);
        return names is [var first, var second] && ReadNumber(text[(colon + 1)..]) is { } value
            ? new RankCorrelation(first, second, value)
            : null;
    }

    private static RankCorrelation? ReadCorrelation(IReadOnlyList<(string Name, RequestMember Value)> members)
        => members is [("first", var first), ("second", var second), ("value", var value)]
            && first.AsText() is { } one && second.AsText() is { } other && value.AsNumber() is { } number
            ? new RankCorrelation(one, other, number)
            : null;

    private static List<Threshold>? ReadThresholds(RequestReader reader)
    {
        if (reader.Read("thresholds", ReadLevels, ThresholdsWanted) is not { } levels)
            return null;
        var thresholds = new List<Threshold>();
        foreach (var (name, level) in levels)
        {
            if (Variables.Find(name) is { } variable)
            {
                thresholds.Add(new Threshold(variable, level));
            }
            else
            {
                reader.AddFault("thresholds", FaultCode.NotFound,
                    $"There is no variable '{name}'.{Suggestion.DidYouMean(name, Variables.All.Select(v => v.Name))}"
                    + " GET /api/v1/variables lists them.");
            }
        }

        return thresholds;
    }

    private static IReadOnlyList<(string Variable, double Level)>? ReadLevels(RequestMember member)
        => member.AsText() is { } text
            ? text.Split(';', StringSplitOptions.TrimEntries).Select(ReadLevel).ToList().AllOrNone()
            : member.AsObjects()?.Select(ReadLevel).ToList().AllOrNone();

    private static (string Variable, double Level)? ReadLevel(string text)
        => text.Split('>', 2, StringSplitOptions.TrimEntries) is [var variable, var level] && ReadNumber(level) is { } number
            ? (variable, number)
            : null;

    private static (string Variable, double Level)? ReadLevel(IReadOnlyList<(string Name, RequestMember Value)> members)
        => members is [("variable", var variable), ("above", var above)]
            && variable.AsText() is { } name
            && above.AsNumber() is { } number
                ? (name, number)
                : null;

    private static double? ReadNumber(string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;

    /// <summary>The values, if there are any and each could be read.</summary>
    private static List<T>? AllOrNone<T>(this List<T?> values)
        where T : struct
        => values.Count > 0 && values.TrueForAll(v => v is not null) ? [.. values.Select(v => v!.Value)] : null;
}
