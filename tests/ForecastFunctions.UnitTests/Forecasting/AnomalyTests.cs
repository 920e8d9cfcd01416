using CsCheck;
using ForecastFunctions.Core.Forecasting;
using MathNet.Numerics.Distributions;

namespace ForecastFunctions.UnitTests.Forecasting;

public sealed class AnomalyTests
{
    /// <summary>Growth by 2 a period, with steps up and down about it.</summary>
    private static readonly double[] Regular =
        [.. Enumerable.Range(0, 30).Select(t => 100 + 2 * t + new[] { 1, -0.5, 0.4, -1.2 }[t % 4])];

    [Fact]
    public void Find_InARegularSeries_ReportsNothing()
    {
        Assert.Empty(Anomaly.Find(new TimeSeries(Regular)));
        Assert.Empty(Anomaly.Find(Samples.AirPassengers));
    }

    [Fact]
    public void Find_WithOneObservationOff_ReportsAnOutlier()
    {
        double[] y = [.. Regular];
        y[12] += 40;
        var anomaly = Assert.Single(Anomaly.Find(new TimeSeries(y)));
        Assert.Equal((12, AnomalyKind.Outlier, y[12]), (anomaly.Index, anomaly.Kind, anomaly.Observed));
        Assert.Equal(Regular[12], anomaly.Expected, 5.0);
    }

    [Fact]
    public void Find_WithANewLevel_ReportsItsFirstObservation()
    {
        double[] y = [.. Regular.Select((value, t) => t < 17 ? value : value + 35)];
        var anomaly = Assert.Single(Anomaly.Find(new TimeSeries(y)));
        Assert.Equal((17, AnomalyKind.LevelShift), (anomaly.Index, anomaly.Kind));
    }

    [Fact]
    public void Find_WithAJumpAtTheEnd_LeavesItUnconfirmed()
    {
        double[] y = [.. Regular];
        y[^1] *= 1.5;
        var anomaly = Assert.Single(Anomaly.Find(new TimeSeries(y)));
        Assert.Equal((29, AnomalyKind.Unconfirmed), (anomaly.Index, anomaly.Kind));
    }

    [Fact]
    public void Find_InAConstantSeriesThatMoves_ReportsTheMove()
    {
        Assert.Empty(Anomaly.Find(new TimeSeries([5.0, 5, 5, 5, 5])));
        double[] y = [.. Enumerable.Repeat(5.0, 20), .. Enumerable.Repeat(9.0, 21)];
        var step = Assert.Single(Anomaly.Find(new TimeSeries(y)));
        Assert.Equal((20, AnomalyKind.LevelShift), (step.Index, step.Kind));
    }

    [Fact]
    public void Find_InAnyUnit_ReportsTheSame() =>
        Samples.AnySeries.Sample(
            series =>
            {
                var plain = Anomaly.Find(series, threshold: 3);
                var scaled = Anomaly.Find(series.Map(y => 1024 * y), threshold: 3);
                Assert.Equal(plain.Select(a => (a.Index, a.Kind)), scaled.Select(a => (a.Index, a.Kind)));
            },
            iter: 100);

    [Fact]
    public void FindOfForecasts_WithAnObservationOffOrANewLevel_SeesThemAsAWatcherWould()
    {
        double[] y = [.. Regular.Select((value, t) => t < 22 ? value : value + 35)];
        y[14] += 40;
        y[^1] -= 60;
        var anomalies = ForecastAnomaly.Find(new TimeSeries(y), 0.995);
        Assert.Contains(anomalies, a => (a.Index, a.Kind) == (14, AnomalyKind.Outlier));
        Assert.Contains(anomalies, a => (a.Index, a.Kind) == (22, AnomalyKind.LevelShift));
        Assert.Contains(anomalies, a => (a.Index, a.Kind) == (29, AnomalyKind.Unconfirmed));
        Assert.All(anomalies, a => Assert.True(a.Observed < a.Lower || a.Observed > a.Upper));
        Assert.All(anomalies, a => Assert.InRange(a.Expected, a.Lower, a.Upper));
        // What came later changes nothing but the kind of the last.
        Assert.Equal(
            anomalies.Where(a => a.Index < 20), ForecastAnomaly.Find(new TimeSeries(y.Take(21)), 0.995));
    }

    [Fact]
    public void FindOfForecasts_InNoise_ReportsAboutTheShareThatIsOutside()
    {
        var random = new Random(6);
        var series = new TimeSeries(Enumerable.Range(0, 400).Select(_ => 100 * Math.Exp(0.1 * Normal.Sample(random, 0, 1))));
        Assert.InRange(ForecastAnomaly.Find(series, 0.95).Count, 1, 40);
        Assert.InRange(ForecastAnomaly.Find(series, 0.99).Count, 0, 10);
        Assert.Empty(ForecastAnomaly.Find(new TimeSeries(Enumerable.Range(0, 40).Select(t => t < 20 ? 0.3 : 0.1 + 0.2))));
        Assert.Throws<ArgumentOutOfRangeException>(() => ForecastAnomaly.Find(series, 1));
    }

    [Fact]
    public void Find_WithAThresholdOfZero_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Anomaly.Find(Samples.Oil, 0));
}
