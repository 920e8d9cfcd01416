using System.Globalization;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;

namespace ForecastFunctions.Application.Forecasts;

/// <summary>Forecasts series.</summary>
/// <param name="baselines">Give the baseline.</param>
/// <param name="computation">Computes.</param>
public sealed class ForecastSeries(BaselineLibrary baselines, SeriesComputation computation)
{
    /// <summary>What a request amounts to, or everything that is wrong with it.</summary>
    public async Task<Outcome<SeriesQuestion>> PrepareAsync(ForecastRequest request, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        faults.Add(new ForecastRequestValidator().Validate(request).ToFaults());
        var isWithinBounds = !faults.Any;
        var selected = await SelectedSeries.FindAsync(request.Series, baselines, faults, cancellationToken);
        if (isWithinBounds)
        {
            if (request.AddsUpYears)
                faults.Add(selected.Series.Select(s => CalendarYears.FaultOf(s, request.Horizon)).OfType<Fault>());

            faults.Add(ForecastLimits.FaultsOfRows(
                selected.Series.Count, (long)request.Horizon * request.Statistics, $"series × horizon × {request.Statistics} statistics",
                request.Series.Own is not null && request.Paths is null ? ForecastTable.Operation.Larger : null));
        }

        return faults.Any
            ? faults
            : new SeriesQuestion(
                ForecastTable.Describe(request, selected), selected.PinnedQuery(request.Series.Support, QueryOf(request)),
                (caller, end) => ComputeAsync(request, selected, caller, end));
    }

    private async Task<Outcome<SeriesAnswer>> ComputeAsync(
        ForecastRequest request, SelectedSeries selected, Caller caller, CancellationToken cancellationToken)
    {
        var outcome = await computation.ComputeAsync(
            selected.Series, selected.Series.Sum(s => (long)s.Observed.Length), series => SeriesForecast.Of(request, series), caller,
            cancellationToken);
        return outcome.Map(forecasts => new SeriesAnswer(
            [.. forecasts.SelectMany(f => f.Rows)],
            new RunFacts(ForecastFacts.Of(request, selected, forecasts), ForecastJson.Default.ForecastFacts)));
    }

    private static IEnumerable<KeyValuePair<string, string?>> QueryOf(ForecastRequest request) =>
    [
        new(SeriesMembers.Horizon.Name, request.Horizon.ToString(CultureInfo.InvariantCulture)),
        new(ForecastMembers.Method.Name, request.Method.Name),
        new(SeriesMembers.Levels.Name, string.Join(',', request.Levels.Select(SeriesMembers.TextOf))),
        new(ForecastMembers.Members.Name, request.ShowsMembers ? "true" : "false"),
        .. request.AddsUpYears ? [new(ForecastMembers.Aggregate.Name, ForecastMembers.Year)] : Array.Empty<KeyValuePair<string, string?>>(),
        .. request.Paths is not { } paths ? [] : new KeyValuePair<string, string?>[]
        {
            new(ForecastMembers.Paths.Name, paths.ToString(CultureInfo.InvariantCulture)),
            new(DrawMembers.Seed.Name, request.SeedOfPaths.ToString(CultureInfo.InvariantCulture)),
        },
    ];
}
