using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Application.Forecasts;

/// <summary>The series of a request, and the baseline that they come from, where they do.</summary>
/// <param name="Series">The series.</param>
/// <param name="Baseline">Their baseline; <see langword="null"/> where they are the caller's own.</param>
public sealed record SelectedSeries(IReadOnlyList<RequestedSeries> Series, Baseline? Baseline)
{
    /// <summary>On which terms what is computed from the series may be used.</summary>
    public string Licence => Baseline is null ? "the caller's own" : DataLicences.OfResults;

    /// <summary>Who says so.</summary>
    public string Source => Baseline is null
        ? "ForecastFunctions, from the caller's own figures" : $"ForecastFunctions, on baseline {Baseline.Version}";

    /// <summary>Finds the series of a choice.</summary>
    /// <param name="choice">The choice.</param>
    /// <param name="baselines">Give the baseline.</param>
    /// <param name="faults">Are told of what there is not, and of what can't be forecast.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<SelectedSeries> FindAsync(
        SeriesChoice choice, BaselineLibrary baselines, Faults faults, CancellationToken cancellationToken)
    {
        if (choice.Own is { } own)
            return new SelectedSeries(own, null);
        var baseline = await baselines.FindAsync(choice.Baseline, faults, cancellationToken);
        var reader = new BaselineSeriesReader(faults, baseline, choice.Support);
        var series = new List<RequestedSeries>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, id) in choice.Ids.Index())
        {
            var path = SeriesChoice.PathOf(index);
            if (!seen.Add(id))
                faults.Add(path, FaultCode.Duplicate, $"The series {id} is given twice.");
            else if (reader.Read(id, path) is { } one)
                series.Add(one);
        }

        return new SelectedSeries(series, baseline);
    }

    /// <summary>What each series is, and who says so.</summary>
    public IReadOnlyList<MeasuredVariable> Describe() =>
    [
        .. Series.Select(s =>
        {
            if (Baseline is null)
                return new MeasuredVariable(s.Id, s.Id, s.Unit ?? "", Source, Licence, LastUpdated: null);
            var observed = ObservedSeries.Describe(Baseline.Series(s.Id));
            return observed with { Source = $"{Source}: {observed.Source}", Licence = Licence };
        }),
    ];

    /// <summary>
    /// The query that answers the same whatever baseline becomes current; <see langword="null"/> for the caller's own series.
    /// </summary>
    /// <param name="support">Where the request says that the quantities can lie.</param>
    /// <param name="others">What else decides the answer.</param>
    public IReadOnlyList<KeyValuePair<string, string?>>? PinnedQuery(
        RequestedSupport support, IEnumerable<KeyValuePair<string, string?>> others)
    {
        if (Baseline is null)
            return null;
        return
        [
            new(SeriesMembers.Series.Name, string.Join(',', Series.Select(s => s.Id))),
            new(BaselineMembers.Baseline.Name, Baseline.Version),
            .. others,
            new((support.Upper is null ? SeriesMembers.Support : SeriesMembers.Bounds).Name, support.Name),
        ];
    }
}
