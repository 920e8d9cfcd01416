using System.Globalization;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Http;
using ForecastFunctions.Projections;
using ForecastFunctions.Sensitivities;

namespace ForecastFunctions.GoalSeeks;

/// <summary>What a caller asks of <c>/goal-seeks</c>, read but not yet checked on a baseline.</summary>
public sealed record GoalSeekRequest
{
    /// <summary>The most that a request may ask for, in evaluations × draws × quarters up to the period.</summary>
    public const long MaxQuarters = 25_000_000;

    /// <summary>The scenario and its baseline, and how paths are drawn.</summary>
    public required ProjectionRequest Scenario { get; init; }

    /// <summary>The variable and the period.</summary>
    public required OutputRequest Output { get; init; }

    /// <summary>The parameter, or <see langword="null"/> where it could not be read.</summary>
    public required Parameter? Parameter { get; init; }

    /// <summary>The alias by which it is named, in whose terms its values are.</summary>
    public required ParameterAlias? Alias { get; init; }

    /// <summary>The number to come to.</summary>
    public required double? Target { get; init; }

    /// <summary>The statistic that is to come to it.</summary>
    public required string Statistic { get; init; }

    /// <summary>The low end of the values allowed, where it is stated.</summary>
    public required double? Low { get; init; }

    /// <summary>The high end.</summary>
    public required double? High { get; init; }

    /// <summary>The bounds of the parameter, in the terms in which it is named.</summary>
    public Bounds BoundsFor(int baseYear) => Alias?.BoundsFor(baseYear) ?? Parameter!.BoundsFor(baseYear);

    /// <summary>Reads the parts from a query string or from a body; what is wrong is recorded in the reader.</summary>
    public static GoalSeekRequest Read(RequestReader reader)
    {
        var (parameter, alias) = ReadParameter(reader);
        if (reader.Find("target") is null)
            reader.AddFault("target", FaultCode.Missing, "target is the number that the variable is to come to.");
        var scenario = ProjectionRequestReader.ReadScenario(reader);
        var draws = DrawRequestReader.Read(reader);
        foreach (var name in ((string[])["percentiles", "thresholds"]).Where(name => reader.Find(name) is not null))
            reader.AddFault(name, FaultCode.Unknown, $"{name} does not belong to a goal seek; statistic names what is wanted, such as p5.");
        var (statistic, percentile) = ReadStatistic(reader, draws.Draws is not null);
        return new GoalSeekRequest
        {
            Scenario = scenario with
            {
                Draws = draws.Draws is null
                    ? draws with { Percentiles = null, Thresholds = null }
                    : draws with { Percentiles = [percentile ?? 50], Thresholds = [] },
            },
            Output = OutputRequest.Read(reader, isSingle: true),
            Parameter = parameter,
            Alias = alias,
            Target = reader.Read<double>("target", m => m.AsNumber(), "a number, in the variable's unit"),
            Statistic = statistic,
            Low = reader.Read<double>("low", m => m.AsNumber(), "a number: the lowest value allowed"),
            High = reader.Read<double>("high", m => m.AsNumber(), "a number: the highest value allowed"),
        };
    }

    private static (Parameter? Parameter, ParameterAlias? Alias) ReadParameter(RequestReader reader)
    {
        const string Wanted = "the parameter to find, such as share.inference.nvidia.anchor";
        if (reader.Find("parameter") is null)
            reader.AddFault("parameter", FaultCode.Missing, $"parameter is {Wanted}. GET /api/v1/parameters lists them.");
        if (reader.Read("parameter", m => m.AsText(), Wanted) is not { } name)
            return (null, null);
        var alias = Parameters.FindAlias(name);
        if ((alias?.Parameter ?? Parameters.Find(name)) is { IsChoice: false } parameter)
            return (parameter, alias);
        reader.AddFault("parameter", FaultCode.NotFound, Parameters.Find(name) is null
            ? SensitivityRequestReader.NoParameter(name)
            : $"{name} is a choice among words; a number can be sought.");
        return (null, null);
    }

    /// <summary>The statistic; without draws it is the value, and with draws the median unless another is named.</summary>
    private static (string Statistic, double? Percentile) ReadStatistic(RequestReader reader, bool hasDraws)
    {
        const string Wanted = "value in a deterministic run; with draws mean, sd or a percentile such as p50";
        var statistic = reader.Read("statistic", m => m.AsText(), Wanted);
        if (statistic is null)
            return hasDraws ? ("p50", 50) : (Projection.ValueStatistic, null);
        var isValue = statistic is Projection.ValueStatistic;
        var percentile = statistic.StartsWith('p')
            && double.TryParse(statistic[1..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            && percent is > 0 and < 100
                ? percent
                : (double?)null;
        if (!isValue && percentile is null && statistic is not ("mean" or "sd"))
        {
            reader.AddFault("statistic", FaultCode.NotFound, $"statistic is {Wanted}, not '{statistic}'.");
        }
        else if (isValue && hasDraws)
        {
            reader.AddFault("statistic", FaultCode.Conflict,
                "value belongs to a deterministic run, and this request states draws; p50 is the median.");
        }
        else if (!isValue && !hasDraws)
        {
            reader.AddFault("statistic", FaultCode.Conflict,
                $"{statistic} belongs to a run with draws, and this request states no draws.");
        }

        return (percentile is { } p ? string.Create(CultureInfo.InvariantCulture, $"p{p:R}") : statistic, percentile);
    }
}
