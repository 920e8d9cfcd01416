using System.Globalization;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;

namespace ForecastFunctions.Application.Backtests;

/// <summary>Tests how well methods would have forecast series from their own past.</summary>
/// <param name="baselines">Give the baseline.</param>
/// <param name="computation">Computes.</param>
public sealed class BacktestMethods(BaselineLibrary baselines, SeriesComputation computation)
{
    /// <summary>What a request amounts to, or everything that is wrong with it.</summary>
    public async Task<Outcome<SeriesQuestion>> PrepareAsync(BacktestRequest request, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        faults.Add(new BacktestRequestValidator().Validate(request).ToFaults());
        var isWithinBounds = !faults.Any;
        var selected = await SelectedSeries.FindAsync(request.Series, baselines, faults, cancellationToken);
        if (isWithinBounds)
            faults.Add(BacktestSize.FaultsOf(request, selected.Series));
        return faults.Any
            ? faults
            : new SeriesQuestion(
                BacktestTable.Describe(request, selected), selected.PinnedQuery(request.Series.Support, QueryOf(request)),
                (caller, end) => ComputeAsync(request, selected, caller, end));
    }

    private async Task<Outcome<SeriesAnswer>> ComputeAsync(
        BacktestRequest request, SelectedSeries selected, Caller caller, CancellationToken cancellationToken)
    {
        var outcome = await computation.ComputeAsync(
            selected.Series, BacktestSize.Fitted(request, selected.Series), series => BacktestTable.Rows(request, series), caller,
            cancellationToken);
        return outcome.Map(rows => new SeriesAnswer(
            [.. rows.SelectMany(r => r)], new RunFacts(BacktestFacts.Of(request, selected), BacktestJson.Default.BacktestFacts)));
    }

    private static IEnumerable<KeyValuePair<string, string?>> QueryOf(BacktestRequest request) =>
    [
        new(SeriesMembers.Horizon.Name, request.Horizon.ToString(CultureInfo.InvariantCulture)),
        new(BacktestMembers.Methods.Name, string.Join(',', request.Methods)),
        new(BacktestMembers.Origins.Name, request.Origins.ToString(CultureInfo.InvariantCulture)),
        new(BacktestMembers.Step.Name, request.Step.ToString(CultureInfo.InvariantCulture)),
        new(SeriesMembers.Levels.Name, string.Join(',', request.Levels.Select(SeriesMembers.TextOf))),
    ];
}
