using FluentValidation;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.Application.Forecasts;

/// <summary>What is to be forecast, and how. Absent parts have their defaults.</summary>
public sealed record ForecastRequest : ISeriesRequest
{
    /// <summary>The most paths of a series.</summary>
    public const int MaxPaths = 1_000;

    /// <summary>The most members of a combination.</summary>
    private const int MostMembers = 13;

    /// <inheritdoc/>
    public required SeriesChoice Series { get; init; }

    /// <inheritdoc/>
    public required int Horizon { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<double> Levels { get; init; } = [80, 95];

    /// <summary>The method.</summary>
    public ForecastMethod Method { get; init; } = ForecastMethods.Combination;

    /// <summary>Whether the forecasts of a combination's members are shown beside its own.</summary>
    public bool ShowsMembers { get; init; } = true;

    /// <summary>How many futures of each series are drawn; absent for none.</summary>
    public int? Paths { get; init; }

    /// <summary>The seed of the draws; absent for the default one.</summary>
    public ulong? Seed { get; init; }

    /// <summary>The seed that the draws have.</summary>
    public ulong SeedOfPaths => Seed ?? DrawRequest.DefaultSeed;

    /// <summary>Whether the periods of every calendar year are added up.</summary>
    public bool AddsUpYears { get; init; }

    /// <summary>The most statistics that a step of a series has.</summary>
    internal int Statistics
        => 2 + 2 * Levels.Count + (ShowsMembers && Method == ForecastMethods.Combination ? MostMembers : 0) + (Paths ?? 0);

    /// <summary>Reads the members.</summary>
    public static ForecastRequest Read(Arguments arguments) => Read(arguments, SeriesChoice.Read(arguments, ForecastTable.Operation.Larger));

    /// <summary>Reads the members but for those that state the series.</summary>
    internal static ForecastRequest Read(Arguments arguments, SeriesChoice series) => new()
    {
        Series = series,
        Horizon = SeriesMembers.ReadHorizon(arguments),
        Levels = SeriesMembers.ReadLevels(arguments),
        Method = arguments.Read(ForecastMembers.Method) is { } name
            ? MethodCatalogue.Find(arguments, ForecastMembers.Method, name) ?? ForecastMethods.Combination
            : ForecastMethods.Combination,
        ShowsMembers = arguments.Read(ForecastMembers.Members) ?? true,
        Paths = arguments.Has(ForecastMembers.Paths) ? arguments.Read(ForecastMembers.Paths) ?? 1 : null,
        Seed = arguments.Read(DrawMembers.Seed),
        AddsUpYears = arguments.Read(ForecastMembers.Aggregate) is not null,
    };
}

/// <summary>Checks what is to be forecast.</summary>
public sealed class ForecastRequestValidator : AbstractValidator<ForecastRequest>
{
    /// <summary>Declares the rules.</summary>
    public ForecastRequestValidator()
    {
        Include(new SeriesRequestValidator());
        RuleFor(r => r.Paths).WithinBounds(ForecastMembers.Paths);
        RuleFor(r => r.Seed).WithinBounds(DrawMembers.Seed);
        RuleFor(r => r.Seed).Null().When(r => r.Paths is null)
            .Of(DrawMembers.Seed, FaultCode.Conflict, "A seed is of use with paths alone; nothing else is drawn.");
    }
}

/// <summary>The members by which requests state how series are forecast.</summary>
public static class ForecastMembers
{
    /// <summary>The method.</summary>
    public static readonly Member<string> Method = new(
        "method", MemberType.Text, "The method", "the name of a method", a => a.AsText())
    {
        Default = ForecastMethods.Combination.Name,
        Choices = MethodCatalogue.Names,
    };

    /// <summary>Whether members are shown.</summary>
    public static readonly Member<bool?> Members = new(
        "members", MemberType.Flag, "Whether the forecasts of a combination's members are shown beside its own", "true or false",
        a => a.AsBoolean())
    {
        Default = "true",
    };

    /// <summary>How many futures.</summary>
    public static readonly Member<int?> Paths = SeriesMembers.Count(
        "paths", "How many futures of each series are drawn, with the intervals' distribution at every step", ForecastRequest.MaxPaths) with
    {
        Absent = "none",
    };

    /// <summary>Whether years are asked for.</summary>
    public static readonly Member<string> Aggregate = new(
        "aggregate", MemberType.Text,
        "Sums instead of periods: of every calendar year that ends within the horizon, with what of it is observed", Year,
        a => a.AsText() is Year ? Year : null)
    {
        Absent = "none",
        Choices = [Year],
        Example = Year,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Member> All { get; } = [.. SeriesMembers.All, Method, Members, Paths, DrawMembers.Seed, Aggregate];

    internal const string Year = "year";
}
