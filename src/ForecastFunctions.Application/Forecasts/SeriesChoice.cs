using System.Globalization;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;

namespace ForecastFunctions.Application.Forecasts;

/// <summary>Which series a request is about: those of a baseline, by their ids, or the caller's own.</summary>
public sealed record SeriesChoice
{
    private SeriesChoice()
    {
    }

    /// <summary>The ids of a baseline's series; none where the series are the caller's own.</summary>
    public IReadOnlyList<string> Ids { get; private init; } = [];

    /// <summary>The baseline.</summary>
    public BaselineSelector Baseline { get; private init; } = BaselineSelector.Latest;

    /// <summary>The caller's own series; <see langword="null"/> where they are a baseline's.</summary>
    public IReadOnlyList<RequestedSeries>? Own { get; private init; }

    /// <summary>Where the quantities of a baseline's series can lie; each of the caller's own states it itself.</summary>
    public RequestedSupport Support { get; private init; } = RequestedSupport.Inferred;

    /// <summary>What stands in a request whose series can't be read, and which ends with a fault therefore.</summary>
    private static SeriesChoice None { get; } = new();

    /// <summary>Series of a baseline.</summary>
    /// <param name="ids">Their ids, at least one.</param>
    /// <param name="baseline">The baseline.</param>
    /// <param name="support">Where the quantities can lie.</param>
    public static SeriesChoice OfBaseline(IReadOnlyList<string> ids, BaselineSelector baseline, RequestedSupport support)
    {
        ArgumentOutOfRangeException.ThrowIfZero(ids.Count, nameof(ids));
        return new() { Ids = ids, Baseline = baseline, Support = support };
    }

    /// <summary>The caller's own series.</summary>
    public static SeriesChoice OfCaller(IReadOnlyList<RequestedSeries> series) => new() { Own = series };

    /// <summary>Reads <c>series</c>, <c>support</c>, <c>bounds</c>, <c>baseline</c> and <c>asOf</c>.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="larger">How more of the caller's own series can be asked about; <see langword="null"/> where they can't.</param>
    public static SeriesChoice Read(Arguments arguments, string? larger)
    {
        var support = RequestedSupport.Read(arguments, arguments.Find(SeriesMembers.Support), arguments.Find(SeriesMembers.Bounds))
            ?? RequestedSupport.Inferred;
        if (arguments.Read(SeriesMembers.Series) is not { } series)
            return None;
        if (series.AsObjects() is not { Count: > 0 })
            return ReadIds(arguments, series, BaselineSelector.Read(arguments), support);
        foreach (var member in BaselineMembers.All.Where(arguments.Has))
        {
            arguments.AddFault(new Fault(member.Name, FaultCode.Conflict,
                $"{member} names a vintage of the market's series; these series are the caller's own."));
        }

        var objects = series.AsArray()!;
        return AreFew(arguments, objects.Count, larger) && HaveFewObservations(arguments, objects, larger)
            ? OfCaller(OwnSeriesReader.Read(arguments, objects, support))
            : None;
    }

    private static SeriesChoice ReadIds(Arguments arguments, Argument series, BaselineSelector baseline, RequestedSupport support)
    {
        var unreadable = None with { Baseline = baseline };
        var items = series.AsText() is { } text
            ? [.. text.Split(',', StringSplitOptions.TrimEntries).Select(id => new Argument(series.Place, id))]
            : series.AsArray();
        if (items is not { Count: > 0 } || items.Any(i => i.AsText() is null))
        {
            arguments.AddFault(Fault.At(series.Place, FaultCode.Malformed, $"series is {SeriesMembers.Series.Wanted}."));
            return unreadable;
        }

        if (!AreFew(arguments, items.Count, larger: null))
            return unreadable;
        foreach (var (index, item) in items.Index())
            arguments.Remember(PathOf(index), item.Place);
        return OfBaseline([.. items.Select(i => i.AsText()!)], baseline, support);
    }

    /// <summary>Where a series stands in its request: <c>series/3</c>.</summary>
    internal static string PathOf(int index) => string.Create(CultureInfo.InvariantCulture, $"series/{index}");

    private static bool AreFew(Arguments arguments, int count, string? larger)
    {
        if (count <= ForecastLimits.MaxSeries)
            return true;
        arguments.AddFault(TooMuch(
            ForecastLimits.MaxSeries, $"At most {ForecastLimits.MaxSeries} series are taken at once; these are {count}.", larger));
        return false;
    }

    private static bool HaveFewObservations(Arguments arguments, IReadOnlyList<Argument> objects, string? larger)
    {
        var observations = objects.Sum(o => o.AsObject()!
            .Where(m => m.Name is "values" or "periods").Select(m => m.Value.AsArray()?.Count ?? 0).DefaultIfEmpty().Max());
        if (observations <= ForecastLimits.MaxObservationsInAll)
            return true;
        arguments.AddFault(TooMuch(ForecastLimits.MaxObservationsInAll,
            $"All series together have at most {ForecastLimits.MaxObservationsInAll} observations; these have {observations}.", larger));
        return false;
    }

    private static Fault TooMuch(int max, string message, string? larger)
        => new(SeriesMembers.Series.Name, FaultCode.TooMuch, larger is null ? message : $"{message} {larger}") { Max = max };
}
