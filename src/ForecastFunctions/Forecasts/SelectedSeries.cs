using ForecastFunctions.Baselines;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ForecastFunctions.Forecasts;

/// <summary>The series of a request, and the baseline that they come from, where they do.</summary>
/// <param name="Series">The series.</param>
/// <param name="Baseline">Their baseline; <see langword="null"/> where they are the caller's own.</param>
public sealed record SelectedSeries(IReadOnlyList<RequestedSeries> Series, Baseline? Baseline)
{
    /// <summary>Spreadsheets open no longer ones.</summary>
    private const int LongestAddress = 2_000;

    /// <summary>On which terms what is computed from the series may be used.</summary>
    public string Licence => Baseline is null ? "the caller's own" : DataLicences.OfResults;

    /// <summary>What each series is, and who says so.</summary>
    public IReadOnlyList<VariableMetadata> Describe()
        => [.. Series.Select(s => Baseline is null
            ? new VariableMetadata(s.Id, s.Id, s.Unit ?? "", "ForecastFunctions, from the caller's own figures", Licence, LastUpdated: null)
            : DescribeOf(Baseline, s.Id) with { Licence = Licence })];

    /// <summary>
    /// The address that answers the same whatever baseline becomes current; <see langword="null"/> for the caller's own series,
    /// and for more series than an address can name.
    /// </summary>
    /// <param name="path">The path.</param>
    /// <param name="form">The form of the answer.</param>
    /// <param name="query">What else decides the answer.</param>
    public string? PinnedAddress(string path, TableForm form, params IEnumerable<KeyValuePair<string, string?>> query)
    {
        if (Baseline is null)
            return null;
        var support = Series[0].Support;
        var address = QueryHelpers.AddQueryString(path + form.Suffix,
        [
            new("series", string.Join(',', Series.Select(s => s.Id))),
            new("baseline", Baseline.Version),
            .. query,
            .. form.Query,
            new(support.Upper is null ? "support" : "bounds", support.Name),
        ]);
        return address.Length <= LongestAddress ? address : null;
    }

    private static VariableMetadata DescribeOf(Baseline baseline, string id)
    {
        var observed = ObservedSeries.Describe(baseline.Series(id));
        return observed with { Source = $"ForecastFunctions, on baseline {baseline.Version}: {observed.Source}" };
    }
}
