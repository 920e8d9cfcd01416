using System.Text.Json.Serialization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.Application.Anomalies;

/// <summary>What is said beside the rows of anomalies.</summary>
/// <param name="Level">The level of the intervals, in percent.</param>
/// <param name="MethodsVersion">The version of the forecasting methods: with another one the same request may have other numbers.</param>
/// <param name="BaselineVersion">The baseline of the series; absent for the caller's own.</param>
/// <param name="BaselineAsOf">Everything in the baseline was known by this day.</param>
/// <param name="Series">The series that were searched.</param>
public sealed record AnomalyFacts(
    double Level, int MethodsVersion,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? BaselineVersion,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? BaselineAsOf,
    IReadOnlyList<SearchedSeriesFacts> Series)
{
    /// <summary>The facts of a search.</summary>
    public static AnomalyFacts Of(
        AnomalyRequest request, SelectedSeries selected, IReadOnlyList<IReadOnlyList<AnomalyRow>> found) => new(
        request.Level, ForecastMethods.Version, selected.Baseline?.Version, selected.Baseline?.AsOf,
        [.. selected.Series.Zip(found, (series, rows) => SearchedSeriesFacts.Of(series, rows.Count))]);
}

/// <summary>A series that was searched.</summary>
/// <param name="Series">The series.</param>
/// <param name="Unit">Its unit, where it is known.</param>
/// <param name="Observations">How many observations it has.</param>
/// <param name="SeasonLength">The number of periods after which the season recurs; 1 where there is none.</param>
/// <param name="SearchedFrom">The first observation that was held against an interval; absent where there are too few before any.</param>
/// <param name="Anomalies">How many were found.</param>
/// <param name="Warnings">What a reader should know before relying on the search.</param>
public sealed record SearchedSeriesFacts(
    string Series, string? Unit, int Observations, int SeasonLength, string? SearchedFrom, int Anomalies, IReadOnlyList<Warning> Warnings)
{
    /// <summary>The facts of one series.</summary>
    public static SearchedSeriesFacts Of(RequestedSeries series, int anomalies)
    {
        var first = ForecastAnomaly.FirstSearched(series.Observed);
        var isSearched = first <= series.Last;
        return new SearchedSeriesFacts(
            series.Id, series.Unit, series.Observed.Length, series.Observed.SeasonLength,
            isSearched ? series.PeriodAt(first) : null, anomalies,
            isSearched
                ? []
                : [new Warning("not-searched", $"An interval is made from at least {first} observations; here are {series.Observed.Length}.")]);
    }
}

/// <summary>The JSON of anomalies.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AnomalyFacts))]
internal sealed partial class AnomalyJson : JsonSerializerContext;
