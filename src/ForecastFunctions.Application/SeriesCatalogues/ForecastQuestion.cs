using System.Globalization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.SeriesCatalogues;

namespace ForecastFunctions.Application.SeriesCatalogues;

/// <summary>Forecasts of every series of a catalogue.</summary>
/// <param name="Request">How they are forecast; it names no series.</param>
/// <param name="Support">Where the quantities can lie.</param>
public sealed record ForecastQuestion(ForecastRequest Request, RequestedSupport Support) : CatalogueQuestion(Support)
{
    /// <summary>The name of the kind.</summary>
    public const string Name = ForecastTable.OfCatalogue;

    private readonly IReadOnlyList<string> _statistics = SeriesForecast.StatisticsOf(Request);

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    public override string Title => $"Forecasts by {Request.Method.Name}, {Request.Horizon} ahead,";

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string?>> Asked =>
    [
        new(SeriesMembers.Horizon.Name, Request.Horizon.ToString(CultureInfo.InvariantCulture)),
        new(SeriesMembers.Levels.Name, string.Join(',', Request.Levels.Select(SeriesMembers.TextOf))),
        AskedSupport,
        new(ForecastMembers.Method.Name, Request.Method.Name),
        .. Request.AddsUpYears ? [new(ForecastMembers.Aggregate.Name, ForecastMembers.Year)] : Array.Empty<KeyValuePair<string, string?>>(),
    ];

    /// <inheritdoc/>
    public override int NumbersOfSeries => Request.Horizon * _statistics.Count;

    /// <summary>Reads what is asked.</summary>
    public static ForecastQuestion Read(Arguments arguments) => new(
        ForecastRequest.Read(arguments, SeriesChoice.OfCaller([])) with { ShowsMembers = false }, CatalogueMembers.ReadSupport(arguments));

    /// <inheritdoc/>
    public override long Fitted(long observations, int series) => observations;

    /// <inheritdoc/>
    public override IEnumerable<Fault> Faults() => new ForecastRequestValidator().Validate(Request).ToFaults();

    /// <inheritdoc/>
    public override IEnumerable<Fault> FaultsOn(int longest) => [];

    /// <inheritdoc/>
    public override IEnumerable<object> RowsOf(SeriesResult result)
    {
        if (result.Problem is not null)
        {
            yield return new CatalogueForecastRow(result, null, null, null, null, null, Request.Method.Name);
            yield break;
        }

        var steps = result.Numbers.Count / _statistics.Count;
        for (var i = 0; i < result.Numbers.Count; i++)
        {
            var (statistic, step) = (_statistics[i / steps], (i % steps) + 1);
            var period = result.Origin?.Plus(result.Offset + step - 1);
            yield return new CatalogueForecastRow(
                result, period?.ToString() ?? (result.Offset + step).ToString(CultureInfo.InvariantCulture), period?.Start, step, statistic,
                result.Numbers[i], Request.Method.Name);
        }
    }

    /// <inheritdoc/>
    protected override SeriesResult Answer(CatalogueSeries series, RequestedSeries requested)
    {
        if (Request.AddsUpYears && requested.First?.Plus(requested.Last + Request.Horizon).Year > Period.MaxYear)
            return SeriesResult.Failed(series, $"Calendar years are added up until {Period.MaxYear}; the forecast goes beyond it.");
        if (Request.AddsUpYears && CalendarYears.FaultOf(requested, Request.Horizon) is { } fault)
            return SeriesResult.Failed(series, fault.Message[(series.Id.Length + 2)..]);
        var forecast = SeriesForecast.Of(Request, requested);
        var (origin, offset) = Request.AddsUpYears
            ? (CalendarYears.Of(requested, Request.Horizon)[0].Year, 0) : (requested.First, requested.Observed.Length);
        return new SeriesResult(
            series.Id, series.Unit, origin, offset, forecast.Facts.Model,
            [.. forecast.Facts.Warnings.Select(w => w.Code).Distinct(StringComparer.Ordinal)], [.. forecast.Rows.Select(r => r.Value)], null);
    }
}

/// <summary>One number of a forecast of a series of a catalogue, or why there is none.</summary>
/// <param name="Result">What has come of the series.</param>
/// <param name="Period">The period that is forecast.</param>
/// <param name="Start">Its first day.</param>
/// <param name="Step">How many periods ahead it is.</param>
/// <param name="Statistic">What the number is.</param>
/// <param name="Value">The number.</param>
/// <param name="Method">The method.</param>
public sealed record CatalogueForecastRow(
    SeriesResult Result, string? Period, DateOnly? Start, int? Step, string? Statistic, double? Value, string Method);
