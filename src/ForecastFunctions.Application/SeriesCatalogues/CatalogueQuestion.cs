using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.Core.SeriesCatalogues;

namespace ForecastFunctions.Application.SeriesCatalogues;

/// <summary>
/// What is asked of every series of a catalogue. A series that it can't be answered for has a result that says why; the others have the
/// very numbers that a request for them alone has.
/// </summary>
/// <param name="Support">Where the quantities can lie.</param>
public abstract record CatalogueQuestion(RequestedSupport Support)
{
    /// <summary>The kind of question, by the name of its resource.</summary>
    public abstract string Kind { get; }

    /// <summary>What it is, in words, as a title begins.</summary>
    public abstract string Title { get; }

    /// <summary>Every member that decides the answer, as a query states it.</summary>
    public abstract IReadOnlyList<KeyValuePair<string, string?>> Asked { get; }

    /// <summary>How many numbers the answer has for a series, at most.</summary>
    public abstract int NumbersOfSeries { get; }

    /// <summary>The observations that all fits see, each fit counted.</summary>
    /// <param name="observations">How many observations there are.</param>
    /// <param name="series">In how many series.</param>
    public abstract long Fitted(long observations, int series);

    /// <summary>What is wrong with it whatever the series are.</summary>
    public abstract IEnumerable<Fault> Faults();

    /// <summary>What is too much of it in a catalogue whose longest series has so many observations.</summary>
    public abstract IEnumerable<Fault> FaultsOn(int longest);

    /// <summary>The rows of a result.</summary>
    public abstract IEnumerable<object> RowsOf(SeriesResult result);

    /// <summary>The answer for a series.</summary>
    public SeriesResult Answer(CatalogueSeries series)
    {
        try
        {
            var requested = new RequestedSeries(series.Id, series.First, new TimeSeries(series.Values, series.SeasonLength), SeriesMembers.Series.Name)
            {
                Unit = series.Unit,
                Support = Support,
            };
            return ObjectionTo(requested) is { } objection ? SeriesResult.Failed(series, objection) : Answer(series, requested);
        }
        catch (InvalidSeriesException e)
        {
            return SeriesResult.Failed(series, e.Message);
        }
    }

    /// <summary>The answer for a series whose observations can be what they are.</summary>
    /// <exception cref="InvalidSeriesException">It can't be answered.</exception>
    protected abstract SeriesResult Answer(CatalogueSeries series, RequestedSeries requested);

    /// <summary>The member that says where the quantities can lie.</summary>
    protected KeyValuePair<string, string?> AskedSupport
        => new((Support.Upper is null ? SeriesMembers.Support : SeriesMembers.Bounds).Name, Support.Name);

    private string? ObjectionTo(RequestedSeries series)
    {
        for (var place = 0; place < series.Observed.Length; place++)
        {
            if (Support.Objection(series.Observed.Values[place]) is { } objection)
                return $"{series.PeriodAt(place)}: {objection}";
        }

        return null;
    }
}
