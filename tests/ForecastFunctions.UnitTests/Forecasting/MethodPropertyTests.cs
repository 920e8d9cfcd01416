using CsCheck;
using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.UnitTests.Forecasting;

/// <summary>What holds for every method.</summary>
public sealed class MethodPropertyTests
{
    public static TheoryData<string> Methods => Samples.Methods;

    public static TheoryData<string> AdditiveMethods =>
        ["naive", "seasonal-naive", "drift", "ses", "holt", "damped-holt"];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Forecast_OfAnySeriesOfThreePointsOrMore_IsFinite(string name)
    {
        var method = Samples.Method(name);
        Samples.AnySeries.Sample(
            series =>
            {
                var forecast = method.Forecast(series, 15, [0.5, 0.99]);
                return forecast.Mean.All(double.IsFinite)
                    && forecast.Intervals.All(i => i.Lower.Concat(i.Upper).All(double.IsFinite));
            },
            iter: 300);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Refit_OfTheSameObservations_IsBitIdentical(string name)
    {
        var method = Samples.Method(name);
        Samples.AnySeries.Sample(
            series =>
            {
                var first = method.Forecast(series, 12);
                var second = method.Forecast(series.Map(y => y), 12);
                Assert.Equal(first.Mean, second.Mean);
                Assert.Equal(first.Intervals[1].Upper, second.Intervals[1].Upper);
                Assert.Equal(first.Model.Fitted, second.Model.Fitted);
            },
            iter: 50);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Forecast_OfAPowerOfTwoTimesTheSeries_IsExactlyThatTimesTheForecast(string name)
    {
        var method = Samples.Method(name);
        Gen.Select(Samples.AnySeries, Gen.Int[-40, 40]).Sample(
            (series, power) =>
            {
                var factor = Math.ScaleB(1, power);
                var plain = method.Forecast(series, 12);
                var scaled = method.Forecast(series.Map(y => factor * y), 12);
                Assert.Equal(plain.Mean.Select(y => factor * y), scaled.Mean);
                Assert.Equal(plain.Intervals[1].Lower.Select(y => factor * y), scaled.Intervals[1].Lower);
            },
            iter: 50);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Forecast_OfAMultipleOfTheSeries_IsThatMultipleOfTheForecast(string name)
    {
        var method = Samples.Method(name);
        foreach (var series in (TimeSeries[])[Samples.Oil, Samples.AustralianAirPassengers, Samples.AirPassengers])
        {
            var plain = method.Fit(series).Predict(12);
            var scaled = method.Fit(series.Map(y => 0.37 * y)).Predict(12);
            for (var h = 0; h < plain.Length; h++) Assert.Equal(plain[h], scaled[h] / 0.37, 2e-3 * plain[h]);
        }
    }

    [Theory]
    [MemberData(nameof(AdditiveMethods))]
    public void Forecast_OfAShiftedSeries_IsShiftedForAdditiveMethods(string name)
    {
        var method = Samples.Method(name);
        foreach (var series in (TimeSeries[])[Samples.Oil, Samples.AustralianAirPassengers, Samples.AirPassengers])
        {
            var plain = method.Fit(series).Predict(12);
            var shifted = method.Fit(series.Map(y => y + 700)).Predict(12);
            for (var h = 0; h < plain.Length; h++) Assert.Equal(plain[h], shifted[h] - 700, 2e-3 * plain[h]);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Forecast_OfAConstantSeries_IsTheConstantWithZeroWidth(string name)
    {
        foreach (var value in (double[])[0, 0.1, -1e9])
        {
            foreach (var (length, seasonLength) in ((int, int)[])[(3, 1), (30, 4), (60, 12)])
            {
                var forecast = Samples.Method(name).Forecast(
                    new TimeSeries(Enumerable.Repeat(value, length), seasonLength), 7, [0.99]);
                Assert.All(forecast.Mean, y => Assert.Equal(value, y));
                Assert.Equal(forecast.Mean, forecast.Intervals[0].Lower);
                Assert.Equal(forecast.Mean, forecast.Intervals[0].Upper);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Fitted_AndResiduals_AddUpToTheObservations(string name)
    {
        var model = Samples.Method(name).Fit(Samples.AirPassengers);
        Assert.Equal(144, model.Fitted.Count);
        for (var t = 24; t < 144; t++)
            Assert.Equal(Samples.AirPassengers.Values[t], model.Fitted[t] + model.Residuals[t], 1e-9);
    }

    [Fact]
    public void LongerHorizon_OfAnyMethod_BeginsWithTheShorterForecast()
    {
        Assert.All(ForecastMethods.All, method =>
        {
            var model = method.Fit(Samples.AirPassengers);
            Assert.Equal(model.Predict(5), model.Predict(30).Take(5));
        });
    }
}
