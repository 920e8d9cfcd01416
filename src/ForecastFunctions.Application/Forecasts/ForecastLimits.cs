using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.Core.SeriesCatalogues;

namespace ForecastFunctions.Application.Forecasts;

/// <summary>
/// What one request may ask for, beside the bounds of its members. A forecast by the default combination takes about 0.15 ms an
/// observation, so the largest request computes for a few seconds on one core.
/// </summary>
public static class ForecastLimits
{
    /// <summary>The most series of a request.</summary>
    public const int MaxSeries = 200;

    /// <summary>The fewest observations of a series.</summary>
    public const int MinObservations = TimeSeries.MinimumLength;

    /// <summary>The most observations of a series.</summary>
    public const int MaxObservations = 1_000;

    /// <summary>The most observations of all series together.</summary>
    public const int MaxObservationsInAll = 50_000;

    /// <summary>The most periods ahead.</summary>
    public const int MaxHorizon = 200;

    /// <summary>The longest season.</summary>
    public const int MaxSeasonLength = 366;

    /// <summary>The most levels.</summary>
    public const int MaxLevels = 10;

    /// <summary>The most rows of an answer.</summary>
    public const int MaxRows = 50_000;

    /// <summary>An observation that is fitted costs as much work as so many numbers of a run.</summary>
    public const int NumbersPerObservation = 10_000;

    /// <summary>The most bytes of a body: 50,000 numbers with all their digits.</summary>
    public const int MaxBytes = 2 * 1024 * 1024;

    /// <summary>How more of a caller's own series can be asked about than a request takes.</summary>
    /// <param name="resource">Where the same is asked of a catalogue.</param>
    public static string OfCatalogue(string resource)
        => $"Up to {SeriesCatalogue.MaxSeries} series of your own are asked about as a catalogue: PUT /api/v1/catalogues/{{name}}, then "
            + $".../parts/1 and on as CSV, then POST /api/v1/{resource} with the header Prefer: respond-async.";

    /// <summary>What is wrong with an answer of too many rows.</summary>
    /// <param name="series">How many series are asked for.</param>
    /// <param name="ofOne">How many rows each has.</param>
    /// <param name="factors">What the rows come from, in words.</param>
    /// <param name="larger">How as many can be asked for elsewhere; <see langword="null"/> where they can't.</param>
    public static IEnumerable<Fault> FaultsOfRows(long series, long ofOne, string factors, string? larger)
    {
        if (series * ofOne > MaxRows)
        {
            yield return new Fault(SeriesMembers.Horizon.Name, FaultCode.TooMuch,
                $"The answer would have {series * ofOne} rows ({factors}), and has at most {MaxRows}: "
                + $"ask for fewer series, periods or statistics.{(larger is null ? "" : " " + larger)}")
            {
                Max = MaxRows,
            };
        }
    }
}
