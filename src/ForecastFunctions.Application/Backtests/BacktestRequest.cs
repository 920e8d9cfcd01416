using FluentValidation;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.Application.Backtests;

/// <summary>Which methods are to be tested on which series, and how. Absent parts have their defaults.</summary>
public sealed record BacktestRequest : ISeriesRequest
{
    /// <summary>The most origins.</summary>
    public const int MaxOrigins = 100;

    private const int UsualOrigins = 4;

    private static readonly IReadOnlyList<ForecastMethod> UsualMethods = [ForecastMethods.Combination, ForecastMethods.SeasonalNaive];

    /// <inheritdoc/>
    public required SeriesChoice Series { get; init; }

    /// <inheritdoc/>
    public required int Horizon { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<double> Levels { get; init; } = [80, 95];

    /// <summary>The methods.</summary>
    public IReadOnlyList<ForecastMethod> Methods { get; init; } = UsualMethods;

    /// <summary>From how many origins.</summary>
    public int Origins { get; init; } = UsualOrigins;

    /// <summary>How many periods lie between one origin and the next.</summary>
    public int Step { get; init; } = 1;

    /// <summary>Reads the members.</summary>
    public static BacktestRequest Read(Arguments arguments) => Read(arguments, SeriesChoice.Read(arguments, BacktestTable.Operation.Larger));

    /// <summary>Reads the members but for those that state the series.</summary>
    internal static BacktestRequest Read(Arguments arguments, SeriesChoice series) => new()
    {
        Series = series,
        Horizon = SeriesMembers.ReadHorizon(arguments),
        Levels = SeriesMembers.ReadLevels(arguments),
        Methods = ReadMethods(arguments),
        Origins = arguments.Read(BacktestMembers.Origins) ?? UsualOrigins,
        Step = arguments.Read(BacktestMembers.Step) ?? 1,
    };

    private static IReadOnlyList<ForecastMethod> ReadMethods(Arguments arguments)
    {
        if (arguments.Read(BacktestMembers.Methods) is not { } names)
            return UsualMethods;
        ForecastMethod[] known = [.. names.Select(n => MethodCatalogue.Find(arguments, BacktestMembers.Methods, n)).OfType<ForecastMethod>()];

        // Where every name is wrong, each has its fault already.
        return known.Length == 0 && names.Count > 0 ? UsualMethods : known;
    }
}

/// <summary>Checks how methods are to be tested.</summary>
public sealed class BacktestRequestValidator : AbstractValidator<BacktestRequest>
{
    /// <summary>Declares the rules.</summary>
    public BacktestRequestValidator()
    {
        Include(new SeriesRequestValidator());
        RuleFor(r => (int?)r.Origins).WithinBounds(BacktestMembers.Origins);
        RuleFor(r => (int?)r.Step).WithinBounds(BacktestMembers.Step);
        RuleFor(r => r.Methods).NotEmpty()
            .Of(BacktestMembers.Methods, FaultCode.Missing, "methods names at least one method.", new Allowance(Allowed: MethodCatalogue.Names));
        RuleFor(r => r.Methods).Must(methods => methods.Distinct().Count() == methods.Count)
            .Of(BacktestMembers.Methods, FaultCode.Duplicate, r => $"The method {FirstTwice(r.Methods)} is given twice.");
    }

    private static ForecastMethod FirstTwice(IReadOnlyList<ForecastMethod> methods)
        => methods.GroupBy(method => method).First(same => same.Skip(1).Any()).Key;
}

/// <summary>The members by which requests state how methods are tested.</summary>
public static class BacktestMembers
{
    /// <summary>The methods.</summary>
    public static readonly Member<IReadOnlyList<string>> Methods = new(
        "methods", MemberType.List, "The methods that are tested", "a list of methods such as combination,theta", a => a.AsList())
    {
        Default = "combination,seasonal-naive",
        Choices = MethodCatalogue.Names,
        Example = "combination,drift,naive",
    };

    /// <summary>From how many origins.</summary>
    public static readonly Member<int?> Origins = SeriesMembers.Count(
        "origins", "From how many origins each method forecasts", BacktestRequest.MaxOrigins) with
    {
        Default = "4",
    };

    /// <summary>How far apart.</summary>
    public static readonly Member<int?> Step = SeriesMembers.Count(
        "step", "How many periods lie between one origin and the next", ForecastLimits.MaxHorizon) with
    {
        Default = "1",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Member> All { get; } = [.. SeriesMembers.All, Methods, Origins, Step];
}
