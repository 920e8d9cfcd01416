using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;

namespace ForecastFunctions.Application.Anomalies;

/// <summary>Finds what is out of the ordinary in series.</summary>
/// <param name="baselines">Give the baseline.</param>
/// <param name="computation">Computes.</param>
public sealed class FindAnomalies(BaselineLibrary baselines, SeriesComputation computation)
{
    /// <summary>A fit of the model that is searched with costs at most as much as the default combination's to a twentieth of the observations.</summary>
    private const int FitsOfCombination = 20;

    /// <summary>The most work of a request, in observations that the default combination is fitted to.</summary>
    private const int MaxFitted = 100_000;

    /// <summary>What a request amounts to, or everything that is wrong with it.</summary>
    public async Task<Outcome<SeriesQuestion>> PrepareAsync(AnomalyRequest request, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        faults.Add(new AnomalyRequestValidator().Validate(request).ToFaults());
        var selected = await SelectedSeries.FindAsync(request.Series, baselines, faults, cancellationToken);
        if (Fitted(selected.Series) is > MaxFitted and var fitted)
        {
            faults.Add(SeriesMembers.Series.Name, FaultCode.TooMuch,
                $"The squares of the series' lengths add up to {2 * FitsOfCombination * fitted}, and at most to {2 * FitsOfCombination * MaxFitted}: "
                + "ask for fewer series at once, or for shorter ones.");
        }

        return faults.Any
            ? faults
            : new SeriesQuestion(
                AnomalyTable.Describe(request, selected),
                selected.PinnedQuery(request.Series.Support, [new(AnomalyMembers.Level.Name, SeriesMembers.TextOf(request.Level))]),
                (caller, end) => ComputeAsync(request, selected, caller, end));
    }

    private async Task<Outcome<SeriesAnswer>> ComputeAsync(
        AnomalyRequest request, SelectedSeries selected, Caller caller, CancellationToken cancellationToken)
    {
        var outcome = await computation.ComputeAsync(
            selected.Series, Fitted(selected.Series), series => AnomalyTable.Rows(request, series), caller, cancellationToken);
        return outcome.Map(rows => new SeriesAnswer(
            [.. rows.SelectMany(r => r)],
            new RunFacts(AnomalyFacts.Of(request, selected, rows), AnomalyJson.Default.AnomalyFacts)));
    }

    /// <summary>The model is fitted to the observations before each one.</summary>
    private static long Fitted(IReadOnlyList<RequestedSeries> series)
        => series.Sum(s => (long)s.Observed.Length * s.Observed.Length / 2) / FitsOfCombination;
}
