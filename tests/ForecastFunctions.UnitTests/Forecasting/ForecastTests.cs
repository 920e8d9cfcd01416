using CsCheck;
using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.UnitTests.Forecasting;

public sealed class ForecastTests
{
    private static readonly ForecastMethod Default = ForecastMethods.Combination;

    [Fact]
    public void Intervals_OfHigherLevels_ContainThoseOfLowerOnes() =>
        Gen.Select(Samples.AnySeries, Gen.Double[0.001, 0.999], Gen.Double[0.001, 0.999]).Sample(
            (series, a, b) =>
            {
                var forecast = ForecastMethods.Theta.Forecast(series, 20);
                var (narrow, wide) = (forecast.Interval(Math.Min(a, b)), forecast.Interval(Math.Max(a, b)));
                for (var h = 0; h < 20; h++)
                {
                    Assert.True(wide.Lower[h] <= narrow.Lower[h] && narrow.Lower[h] <= forecast.Median[h]);
                    Assert.True(forecast.Median[h] <= narrow.Upper[h] && narrow.Upper[h] <= wide.Upper[h]);
                }
            },
            iter: 200);

    [Fact]
    public void Intervals_FurtherAhead_AreNotNarrower() =>
        Samples.AnySeries.Sample(
            series =>
            {
                foreach (var level in (double[])[0.3, 0.8, 0.95, 0.999])
                {
                    var forecast = ForecastMethods.Theta.Forecast(series, 20, support: Support.Unbounded);
                    var interval = forecast.Interval(level);
                    var widths = interval.Upper.Zip(interval.Lower, (upper, lower) => upper - lower).ToList();
                    for (var h = 1; h < 20; h++) Assert.True(widths[h] >= widths[h - 1] * (1 - 1e-9) - 1e-9);
                }
            },
            iter: 100);

    [Fact]
    public void Intervals_AskedFor_ComeInThatOrder()
    {
        var forecast = Default.Forecast(Samples.Oil, 4, [0.9, 0.5]);
        Assert.Equal([0.9, 0.5], forecast.Intervals.Select(i => i.Level));
        Assert.Equal(forecast.Interval(0.9).Upper, forecast.Intervals[0].Upper);
    }

    [Fact]
    public void Quantiles_OfAnInterval_AreItsLimits()
    {
        var forecast = Default.Forecast(Samples.Oil, 4);
        for (var h = 0; h < 4; h++)
        {
            Assert.Equal(forecast.Intervals[1].Lower[h], forecast.Quantile(0.025)[h], 1e-9);
            Assert.Equal(forecast.Intervals[1].Upper[h], forecast.Quantile(0.975)[h], 1e-9);
        }

        Assert.Equal(forecast.Median, forecast.Quantile(0.5));
    }

    [Fact]
    public void NonNegativeSupport_OfAFallingSeries_StopsAtZero()
    {
        var falling = new TimeSeries([9.0, 8, 7, 6, 5, 4, 3, 2, 1]);
        Assert.True(ForecastMethods.Drift.Forecast(falling, 5, support: Support.Unbounded).Mean[4] < 0);
        foreach (var support in (Support[])[Support.NonNegative, Support.Inferred])
        {
            var forecast = ForecastMethods.Drift.Forecast(falling, 5, support: support);
            Assert.All(forecast.Mean.Concat(forecast.Intervals[1].Lower), y => Assert.True(y >= 0));
        }
    }

    [Fact]
    public void Limits_OfAPositiveSeries_LieAboveAndBelowByOneRatio()
    {
        var forecast = ForecastMethods.DynamicTheta.Forecast(Samples.Oil, 8, [0.8]);
        for (var h = 0; h < 8; h++)
        {
            var ratio = forecast.Intervals[0].Upper[h] / forecast.Median[h];
            Assert.True(ratio > 1);
            Assert.Equal(forecast.Median[h] / ratio, forecast.Intervals[0].Lower[h], 1e-9);
        }
    }

    [Fact]
    public void Deviation_OfALimit_IsThatOfTheLimit()
    {
        foreach (var support in (Support[])[Support.Unbounded, Support.NonNegative.For(Samples.Oil)])
        {
            foreach (var deviation in (double[])[-7, -1, 0, 1, 2, 20])
                Assert.Equal(deviation, support.Deviation(5, support.Limit(5, deviation)), 1e-12);
        }
    }

    [Fact]
    public void InferredSupport_OfASeriesThatWasNegative_IsUnbounded()
    {
        var falling = new TimeSeries([3.0, 2, 1, 0, -1]);
        Assert.Equal(-3, ForecastMethods.Drift.Forecast(falling, 2).Mean[1], 1e-12);
    }

    [Fact]
    public void BoundedSupport_OfAShare_KeepsEverythingWithin()
    {
        var share = new TimeSeries([0.5, 0.6, 0.72, 0.8, 0.86, 0.91, 0.95, 0.97]);
        var forecast = Default.Forecast(share, 20, [0.5, 0.99], Support.Between(0, 1));
        Assert.All(
            forecast.Mean.Concat(forecast.Intervals[1].Lower).Concat(forecast.Intervals[1].Upper),
            y => Assert.InRange(y, 0, 1));
        Assert.All(forecast.Members, member => Assert.All(member.Mean, y => Assert.InRange(y, 0, 1)));
        Assert.True(forecast.Mean[0] > 0.97);
    }

    [Fact]
    public void BoundedSupport_WithAnObservationOutside_IsRefused()
    {
        var exception = Assert.Throws<InvalidSeriesException>(
            () => Default.Forecast(new TimeSeries([0.5, 1, 0.7]), 2, support: Support.Between(0, 1)));
        Assert.Contains("Observation 2", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Support.Between(1, 1));
    }

    [Fact]
    public void Members_OfTheCombination_AverageToItsForecastByTheirWeights()
    {
        var forecast = Default.Forecast(Samples.AirPassengers, 6);
        Assert.Equal(1, forecast.Members.Sum(m => m.Weight), 1e-12);
        for (var h = 0; h < 6; h++)
            Assert.Equal(forecast.Members.Sum(m => m.Weight * m.Mean[h]), forecast.Median[h], 1e-9);
    }

    [Fact]
    public void Members_OfASeriesThatIsNotPositive_AreLeftOutByNameWithTheReason()
    {
        var forecast = Default.Forecast(new TimeSeries([3.0, -1, 2, 0, 4, 1, 3, 2, -2, 5]), 3);
        var failed = forecast.Members.Where(m => m.Failure is not null).ToList();
        Assert.Equal(["ets-log", "dynamic-theta-log", "ces-log"], failed.Select(m => m.Method));
        Assert.All(failed, m => Assert.Contains("positive", m.Failure, StringComparison.Ordinal));
        Assert.All(failed, m => Assert.Equal(0, m.Weight));
        Assert.All(failed, m => Assert.DoesNotContain("logarithms", forecast.Description, StringComparison.Ordinal));
    }

    [Fact]
    public void Forecast_OfTheLargestAndSmallestNumbers_IsFinite()
    {
        foreach (var size in (double[])[TimeSeries.LargestValue, 1e-300, double.Epsilon])
        {
            foreach (var seasonLength in (int[])[1, 4])
            {
                var series = new TimeSeries(Samples.Oil.Values.Select(y => y / 1000 * size), seasonLength);
                var forecast = Default.Forecast(series, 40, [0.99]);
                Assert.All(forecast.Mean.Concat(forecast.Intervals[0].Upper), y => Assert.True(double.IsFinite(y)));
            }
        }
    }

    [Fact]
    public void Forecast_OfExponentialGrowthOverTheLongestHorizon_IsFinite()
    {
        foreach (var seasonLength in (int[])[1, 12])
        {
            var growth = new TimeSeries(Enumerable.Range(0, 40).Select(t => Math.Pow(1.3, t)), seasonLength);
            var forecast = Default.Forecast(growth, ForecastMethod.LongestHorizon, [0.95]);
            Assert.All(forecast.Mean.Concat(forecast.Intervals[0].Upper), y => Assert.True(double.IsFinite(y)));
            Assert.True(forecast.Mean[^1] > forecast.Mean[0]);
        }
    }

    [Fact]
    public void Combination_OfTheYearsBefore_ForecastsTheLastYearOfAirPassengers()
    {
        var forecast = Default.Forecast(Samples.AirPassengers.First(132), 12);
        double[] mean = [.. forecast.Mean], actual = [.. Samples.AirPassengers.Values.Skip(132)];
        Assert.InRange(Accuracy.Mape(actual, mean), 0, 5);
        Assert.InRange(Accuracy.Coverage(actual, forecast.Intervals[1]), 0.9, 1);
    }

    [Fact]
    public void FailingMember_OfACombination_IsNamedAndLeftOut()
    {
        var multiplicative = new Ets("positive-only", new EtsSpecification(EtsError.Multiplicative, default, default));
        var combination = new Combination("two", Combining.Median, multiplicative, ForecastMethods.Naive);
        var forecast = combination.Forecast(new TimeSeries([1.0, -2, 5]), 2);
        Assert.Equal([5.0, 5], forecast.Mean);
        Assert.Contains("positive", forecast.Members[0].Failure, StringComparison.Ordinal);
        Assert.Null(forecast.Members[1].Failure);
    }

    [Fact]
    public void Combination_OfNothingButFailures_IsRefusedWithTheirReasons()
    {
        var multiplicative = new Ets("positive-only", new EtsSpecification(EtsError.Multiplicative, default, default));
        var combination = new Combination("one", Combining.Mean, multiplicative);
        var exception = Assert.Throws<InvalidSeriesException>(() => combination.Fit(new TimeSeries([1.0, -2, 5])));
        Assert.Contains("positive", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Combination_WhereATrendCrossesZero_LeavesItOut()
    {
        var combination = new Combination("two", Combining.Mean, ForecastMethods.Drift, ForecastMethods.Naive);
        var forecast = combination.Fit(new TimeSeries([9.0, 7, 5, 3, 1])).Predict(2);
        Assert.Equal([1.0, 1], forecast);
    }

    [Fact]
    public void Series_ThatCannotBeForecast_IsRefusedWithTheReason()
    {
        Assert.Contains("3 observations", Refusal([1, 2]), StringComparison.Ordinal);
        Assert.Contains("Observation 2", Refusal([1, double.NaN, 2]), StringComparison.Ordinal);
        Assert.Contains("Observation 3", Refusal([1, 2, double.PositiveInfinity]), StringComparison.Ordinal);
        Assert.Throws<InvalidSeriesException>(() => new TimeSeries([1.0, 2, 3], seasonLength: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Default.Forecast(Samples.Oil, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Default.Forecast(Samples.Oil, 1, [1]));

        static string Refusal(double[] values) =>
            Assert.Throws<InvalidSeriesException>(() => new TimeSeries(values)).Message;
    }
}
