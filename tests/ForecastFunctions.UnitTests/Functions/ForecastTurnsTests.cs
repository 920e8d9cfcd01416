using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.Core.Keys;
using ForecastFunctions.Forecasts;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using ForecastFunctions.Projections;
using ForecastFunctions.UnitTests.Forecasting;

namespace ForecastFunctions.UnitTests.Functions;

public sealed class ForecastTurnsTests : IDisposable
{
    private readonly ComputeGate _gate = new(TimeProvider.System);
    private readonly ForecastTurns _turns;

    public ForecastTurnsTests() => _turns = new ForecastTurns(_gate);

    [Fact]
    public async Task Forecasts_OfManySeries_AreInTheirOrderAndThoseOfOneThread()
    {
        var series = Enumerable.Range(0, 40)
            .Select(i => Series($"s{i}", Samples.AirPassengers.First(100 + i)))
            .ToList();
        var request = new ForecastRequest(
            new SelectedSeries(series, null), 6, ForecastMethods.Combination, [80, 95], ShowsMembers: true, Paths: 3, Seed: 7);

        var together = await _turns.ComputeAsync(series, 0, s => SeriesForecast.Of(request, s), CancellationToken.None);

        Assert.Equal(
            series.SelectMany(s => SeriesForecast.Of(request, s).Rows),
            together.SelectMany(f => f.Rows));
    }

    [Fact]
    public async Task Series_ThatCannotBeForecast_AreAllNamed()
    {
        var series = Enumerable.Range(0, 3).Select(i => Series($"s{i}", Samples.Oil)).ToList();

        var problem = await Assert.ThrowsAsync<ProblemException>(() => _turns.ComputeAsync<int>(
            series, 0, s => s.Id == "s1" ? 0 : throw new InvalidSeriesException("no."), CancellationToken.None));

        Assert.Equal(["s0: no.", "s2: no."], problem.Faults!.Select(fault => fault.Message));
    }

    [Fact]
    public async Task Request_BeyondWhatComputesAndWaits_IsToldToComeBack()
    {
        const int Refused = 3;
        using var end = new ManualResetEventSlim();
        var requests = Enumerable.Range(0, 9 * Environment.ProcessorCount + Refused)
            .Select(_ => Task.Run(
                () => _turns.ComputeAsync([Series("a", Samples.Oil)], 0, _ => end.Wait(TimeSpan.FromMinutes(1)), CancellationToken.None)))
            .ToList();

        for (var i = 0; i < Refused; i++)
        {
            var first = await Task.WhenAny(requests);
            requests.Remove(first);
            var problem = await Assert.ThrowsAsync<ProblemException>(() => first);
            Assert.Equal((503, "busy"), (problem.Status, problem.Code));
        }

        end.Set();
        Assert.All(await Task.WhenAll(requests), answers => Assert.True(Assert.Single(answers)));
    }

    [Fact]
    public async Task Request_WhoseCallerLeft_DoesNotCompute()
    {
        using var left = new CancellationTokenSource();
        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _turns.ComputeAsync([Series("a", Samples.Oil)], 0, _ => 0, left.Token));
    }

    [Fact]
    public async Task Request_OfACallerWithAQuota_IsChargedByWhatIsFitted()
    {
        using var meter = new CallerMeter(new Quota(100, 100_000_000, 100, 100_000_000), TimeProvider.System);
        MeterOfRequest.Current = meter;

        await _turns.ComputeAsync([Series("a", Samples.Oil)], 30, _ => 0, CancellationToken.None);

        Assert.Equal(30 * ForecastLimits.NumbersPerObservation, meter.Unsaved().Pending.Compute);
    }

    public void Dispose() => _gate.Dispose();

    private static RequestedSeries Series(string id, TimeSeries observed) => new(id, SeriesPeriod.First, observed, ("body", "/series"));
}
