using System.Globalization;
using System.Text.Json.Serialization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.Application.Forecasts;

/// <summary>What is said beside the rows of forecasts.</summary>
/// <param name="Method">The method.</param>
/// <param name="MethodsVersion">The version of the forecasting methods: with another one the same request may have other numbers.</param>
/// <param name="Horizon">The number of periods ahead.</param>
/// <param name="Levels">The levels of the intervals, in percent.</param>
/// <param name="Seed">The seed of the paths, as text; absent where none are drawn.</param>
/// <param name="Aggregate">What periods are added up to; absent where they are not.</param>
/// <param name="BaselineVersion">The baseline of the series; absent for the caller's own.</param>
/// <param name="BaselineAsOf">Everything in the baseline was known by this day.</param>
/// <param name="Series">What was fitted to each series.</param>
public sealed record ForecastFacts(
    string Method, int MethodsVersion, int Horizon, IReadOnlyList<double> Levels,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Seed,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Aggregate,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? BaselineVersion,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? BaselineAsOf,
    IReadOnlyList<SeriesFacts> Series)
{
    /// <summary>The facts of forecasts.</summary>
    public static ForecastFacts Of(ForecastRequest request, SelectedSeries selected, IEnumerable<SeriesForecast> forecasts) => new(
        request.Method.Name, ForecastMethods.Version, request.Horizon, request.Levels,
        request.Paths is null ? null : request.SeedOfPaths.ToString(CultureInfo.InvariantCulture),
        request.AddsUpYears ? ForecastMembers.Year : null,
        selected.Baseline?.Version, selected.Baseline?.AsOf, [.. forecasts.Select(f => f.Facts)]);
}

/// <summary>What was fitted to what.</summary>
/// <param name="Series">The series.</param>
/// <param name="Unit">Its unit, where it is known.</param>
/// <param name="From">The period of its first observation.</param>
/// <param name="To">The period of its last observation.</param>
/// <param name="Observations">How many there are.</param>
/// <param name="SeasonLength">The number of periods after which the season recurs; 1 where there is none.</param>
/// <param name="Support">Where the quantity can lie.</param>
/// <param name="WeakestStatus">How far its weakest observation can be relied upon, where they are a baseline's.</param>
/// <param name="Model">What was fitted.</param>
/// <param name="Members">What each member of a combination fitted, or why it could not.</param>
/// <param name="Warnings">What a reader should know before relying on the forecast.</param>
public sealed record SeriesFacts(
    string Series, string? Unit, string From, string To, int Observations, int SeasonLength, string Support, string? WeakestStatus,
    string Model, IReadOnlyList<MemberFacts> Members, IReadOnlyList<Warning> Warnings)
{
    /// <summary>The facts of a forecast.</summary>
    public static SeriesFacts Of(RequestedSeries series, Forecast forecast) => new(
        series.Id, series.Unit, series.PeriodAt(0), series.PeriodAt(series.Last), series.Observed.Length, forecast.Model.Series.SeasonLength,
        series.Support.Name,
        series.WeakestStatus is { } status ? Words.Of(status) : null,
        forecast.Description,
        [.. forecast.Members.Select(m => new MemberFacts(m.Method, m.Description, m.Weight, m.Failure))],
        SeriesWarnings.Of(series, forecast));
}

/// <summary>A member of a combination.</summary>
/// <param name="Method">The method.</param>
/// <param name="Model">What it fitted; absent where it failed.</param>
/// <param name="Weight">How much it counts, from 0 to 1; the weights of all add up to 1.</param>
/// <param name="Failure">Why it failed, where it did; the combination is then of the others.</param>
public sealed record MemberFacts(string Method, string? Model, double Weight, string? Failure);

/// <summary>The JSON of forecasts.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ForecastFacts))]
internal sealed partial class ForecastJson : JsonSerializerContext;
