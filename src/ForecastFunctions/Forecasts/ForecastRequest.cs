using System.Globalization;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Http;

namespace ForecastFunctions.Forecasts;

/// <summary>What is to be forecast, and how.</summary>
/// <param name="Selected">The series.</param>
/// <param name="Horizon">The number of periods ahead.</param>
/// <param name="Method">The method.</param>
/// <param name="Levels">The levels of the intervals, in percent.</param>
/// <param name="ShowsMembers">Whether the forecasts of a combination's members are shown beside its own.</param>
/// <param name="Paths">How many futures of each series are drawn.</param>
/// <param name="Seed">The seed of the draws.</param>
public sealed record ForecastRequest(
    SelectedSeries Selected, int Horizon, ForecastMethod Method, IReadOnlyList<double> Levels, bool ShowsMembers, int Paths, ulong Seed)
{
    /// <summary>The most members of a combination.</summary>
    private const int MostMembers = 4;

    /// <summary>The series.</summary>
    public IReadOnlyList<RequestedSeries> Series => Selected.Series;

    /// <summary>The observations that the fits see.</summary>
    public long Fitted => Series.Sum(s => (long)s.Observed.Length);

    /// <summary>The baseline that they come from; <see langword="null"/> where they are the caller's own.</summary>
    public Baseline? Baseline => Selected.Baseline;

    /// <inheritdoc cref="SelectedSeries.PinnedAddress"/>
    public string? PinnedAddress(string path, TableForm form) => Selected.PinnedAddress(path, form,
    [
        new("horizon", Horizon.ToString(CultureInfo.InvariantCulture)),
        new("method", Method.Name),
        new("levels", string.Join(',', Levels.Select(level => level.ToString("R", CultureInfo.InvariantCulture)))),
        new("members", ShowsMembers ? "true" : "false"),
        .. Paths == 0 ? [] : new KeyValuePair<string, string?>[]
        {
            new("paths", Paths.ToString(CultureInfo.InvariantCulture)),
            new("seed", Seed.ToString(CultureInfo.InvariantCulture)),
        },
    ]);

    /// <summary>Reads a request, and refuses it with everything that is wrong.</summary>
    /// <param name="reader">The reader; the form of the answer is read before.</param>
    /// <param name="seriesReader">Reads the series.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ProblemException">400: something is wrong.</exception>
    public static async Task<ForecastRequest> ReadAsync(
        RequestReader reader, SeriesRequestReader seriesReader, CancellationToken cancellationToken)
    {
        var horizon = SeriesRequestReader.ReadHorizon(reader);
        var levels = SeriesRequestReader.ReadLevels(reader);
        var name = reader.Read("method", m => m.AsText(), "the name of a method");
        var method = name is null ? ForecastMethods.Combination : MethodCatalogue.Find(reader, "method", name);
        var showsMembers = reader.Read<bool>("members", m => m.AsBoolean(), "true or false") ?? true;
        var paths = SeriesRequestReader.ReadCount(reader, "paths", ForecastLimits.MaxPaths) ?? 0;
        var seed = ReadSeed(reader);
        var selected = await seriesReader.ReadAsync(reader, cancellationToken);
        if (horizon is { } steps)
        {
            var members = showsMembers && method == ForecastMethods.Combination ? MostMembers : 0;
            var statistics = 1 + 2 * levels.Count + members + paths;
            ForecastLimits.CheckRows(
                reader, selected.Series.Count, (long)steps * statistics, $"series × horizon × {statistics} statistics");
        }

        reader.Finish();
        return new ForecastRequest(selected, horizon!.Value, method!, levels, showsMembers, paths, seed);
    }

    private static ulong ReadSeed(RequestReader reader)
    {
        var seed = reader.Read<ulong>("seed",
            m => ulong.TryParse(m.AsTextOrInteger(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number <= DrawSettings.MaxSeed ? number : null,
            $"a whole number from 0 to {DrawSettings.MaxSeed}");
        if (seed is not null && reader.Find("paths") is null)
            reader.AddFault("seed", FaultCode.Conflict, "A seed is of use with paths alone; nothing else is drawn.");
        return seed ?? 1;
    }
}
