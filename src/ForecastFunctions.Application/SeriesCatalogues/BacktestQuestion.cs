using System.Globalization;
using ForecastFunctions.Application.Backtests;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Core.SeriesCatalogues;

namespace ForecastFunctions.Application.SeriesCatalogues;

/// <summary>Backtests of every series of a catalogue.</summary>
/// <param name="Request">How methods are tested; it names no series.</param>
/// <param name="Support">Where the quantities can lie.</param>
public sealed record BacktestQuestion(BacktestRequest Request, RequestedSupport Support) : CatalogueQuestion(Support)
{
    /// <summary>The name of the kind.</summary>
    public const string Name = BacktestTable.OfCatalogue;

    /// <summary>Of a request whose counts are within their bounds.</summary>
    private readonly Lazy<IReadOnlyList<(string Method, int FromStep, int ToStep, string Measure)>> _places = new(() => BacktestTable.PlacesOf(Request));

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    public override string Title => $"Backtests of {string.Join(", ", Request.Methods)}, {Request.Horizon} ahead,";

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string?>> Asked =>
    [
        new(SeriesMembers.Horizon.Name, Request.Horizon.ToString(CultureInfo.InvariantCulture)),
        new(SeriesMembers.Levels.Name, string.Join(',', Request.Levels.Select(SeriesMembers.TextOf))),
        AskedSupport,
        new(BacktestMembers.Methods.Name, string.Join(',', Request.Methods)),
        new(BacktestMembers.Origins.Name, Request.Origins.ToString(CultureInfo.InvariantCulture)),
        new(BacktestMembers.Step.Name, Request.Step.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <inheritdoc/>
    public override int NumbersOfSeries => _places.Value.Count;

    /// <summary>Reads what is asked.</summary>
    public static BacktestQuestion Read(Arguments arguments)
        => new(BacktestRequest.Read(arguments, SeriesChoice.OfCaller([])), CatalogueMembers.ReadSupport(arguments));

    /// <inheritdoc/>
    public override long Fitted(long observations, int series) => BacktestSize.Fitted(Request, observations, series);

    /// <inheritdoc/>
    public override IEnumerable<Fault> Faults() => new BacktestRequestValidator().Validate(Request).ToFaults();

    /// <inheritdoc/>
    public override IEnumerable<Fault> FaultsOn(int longest)
    {
        if (Fitted(longest, 1) is > BacktestSize.MaxFitted and var fitted)
        {
            yield return new Fault(BacktestMembers.Origins.Name, FaultCode.TooMuch,
                $"(observations + horizon) × origins × methods of the longest series is {fitted}, and at most {BacktestSize.MaxFitted}.")
            {
                Max = BacktestSize.MaxFitted,
            };
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<object> RowsOf(SeriesResult result)
        => result.Problem is null
            ? _places.Value.Zip(result.Numbers, (place, number) => new CatalogueBacktestRow(
                result, place.Method, place.FromStep, place.ToStep, place.Measure, double.IsNaN(number) ? null : number, Request.Origins))
            : [new CatalogueBacktestRow(result, null, null, null, null, null, Request.Origins)];

    /// <inheritdoc/>
    protected override SeriesResult Answer(CatalogueSeries series, RequestedSeries requested)
        => BacktestSize.TooShort(Request, requested.Observed.Length) is { } message
            ? SeriesResult.Failed(series, message)
            : new SeriesResult(
                series.Id, series.Unit, requested.First, 0, "", [],
                [.. BacktestTable.Rows(Request, requested).Select(r => r.Value ?? double.NaN)], null);
}

/// <summary>One measure of a backtest of a series of a catalogue, or why there is none.</summary>
/// <param name="Result">What has come of the series.</param>
/// <param name="Method">The method.</param>
/// <param name="FromStep">The first step that the measure is over.</param>
/// <param name="ToStep">The last.</param>
/// <param name="Measure">The measure.</param>
/// <param name="Value">The mean over the origins.</param>
/// <param name="Origins">The number of origins.</param>
public sealed record CatalogueBacktestRow(
    SeriesResult Result, string? Method, int? FromStep, int? ToStep, string? Measure, double? Value, int Origins);
