using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.UnitTests.Forecasting;

namespace ForecastFunctions.UnitTests.Functions;

public sealed class SeriesComputationTests : IDisposable
{
    private readonly ComputeGate _gate = new(TimeProvider.System);
    private readonly SeriesComputation _computation;

    public SeriesComputationTests() => _computation = new SeriesComputation(_gate);

    [Fact]
    public async Task Forecasts_OfManySeries_AreInTheirOrderAndThoseOfOneThread()
    {
        var series = Enumerable.Range(0, 40)
            .Select(i => Series($"s{i}", Samples.AirPassengers.First(100 + i)))
            .ToList();
        var request = new ForecastRequest { Series = SeriesChoice.OfCaller(series), Horizon = 6, Paths = 3, Seed = 7 };

        var together = await _computation.ComputeAsync(
            series, 0, s => SeriesForecast.Of(request, s), Caller.Anyone, CancellationToken.None);

        Assert.Equal(
            series.SelectMany(s => SeriesForecast.Of(request, s).Rows),
            together.OrThrow().SelectMany(f => f.Rows));
    }

    [Fact]
    public async Task Series_ThatCannotBeForecast_AreAllNamed()
    {
        var series = Enumerable.Range(0, 3).Select(i => Series($"s{i}", Samples.Oil)).ToList();

        var outcome = await _computation.ComputeAsync<int>(
            series, 0, s => s.Id == "s1" ? 0 : throw new InvalidSeriesException("no."), Caller.Anyone, CancellationToken.None);

        Assert.Equal(["series/0 s0: no.", "series/2 s2: no."], outcome.Faults.Select(fault => $"{fault.Target} {fault.Message}"));
    }

    [Fact]
    public async Task Request_BeyondWhatComputesAndWaits_IsToldToComeBack()
    {
        const int Refused = 3;
        using var end = new ManualResetEventSlim();
        var requests = Enumerable.Range(0, 9 * Environment.ProcessorCount + Refused)
            .Select(_ => Task.Run(
                () => _computation.ComputeAsync(
                    [Series("a", Samples.Oil)], 0, _ => end.Wait(TimeSpan.FromMinutes(1)), Caller.Anyone, CancellationToken.None)))
            .ToList();

        for (var i = 0; i < Refused; i++)
        {
            var first = await Task.WhenAny(requests);
            requests.Remove(first);
            var problem = await Assert.ThrowsAsync<ProblemException>(() => first);
            Assert.Equal((503, "busy"), (problem.Kind.Status, problem.Kind.Code));
        }

        end.Set();
        Assert.All(await Task.WhenAll(requests), answers => Assert.True(Assert.Single(answers.OrThrow())));
    }

    [Fact]
    public async Task Request_WhoseCallerLeft_DoesNotCompute()
    {
        using var left = new CancellationTokenSource();
        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _computation.ComputeAsync([Series("a", Samples.Oil)], 0, _ => 0, Caller.Anyone, left.Token));
    }

    [Fact]
    public async Task Request_OfACallerWithAQuota_IsChargedByWhatIsFitted()
    {
        using var meter = new CallerMeter(new Quota(100, 100_000_000, 100, 100_000_000), TimeProvider.System);

        await _computation.ComputeAsync(
            [Series("a", Samples.Oil)], 30, _ => 0, Caller.Anyone with { Meter = meter }, CancellationToken.None);

        Assert.Equal(30 * ForecastLimits.NumbersPerObservation, meter.Unsaved().Pending.Compute);
    }

    public void Dispose() => _gate.Dispose();

    private static RequestedSeries Series(string id, TimeSeries observed)
        => new(id, First: null, observed, $"series/{id[1..]}");
}
