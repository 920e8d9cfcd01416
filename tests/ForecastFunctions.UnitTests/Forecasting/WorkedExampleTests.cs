using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.UnitTests.Forecasting;

/// <summary>Members against published numbers, and against each other where theory says that they agree.</summary>
public sealed class WorkedExampleTests
{
    [Fact]
    public void SimpleSmoothing_OfOilProduction_GivesTheForecastOfTheBook()
    {
        // Hyndman and Athanasopoulos (2018), table 7.1: α = 0.83, ℓ0 = 446.6, and 542.68 for 2014.
        var model = ForecastMethods.SimpleSmoothing.Fit(Samples.Oil);
        Assert.All(model.Predict(5), y => Assert.Equal(542.68, y, 0.02));
        Assert.Equal(446.59, model.Fitted[0], 0.15);
        Assert.Equal(428.02, model.Fitted[7], 0.05);
    }

    [Fact]
    public void Holt_OfAustralianAirPassengers_GivesTheForecastsOfTheBook()
    {
        // Hyndman and Athanasopoulos (2018), table 7.2.
        var forecast = ForecastMethods.Holt.Fit(Samples.AustralianAirPassengers).Predict(5);
        double[] expected = [74.60, 76.70, 78.80, 80.91, 83.01];
        for (var h = 0; h < expected.Length; h++) Assert.Equal(expected[h], forecast[h], 0.05);
    }

    [Fact]
    public void SimpleSmoothing_OverAGridOfWeights_HasTheLeastSquares()
    {
        // For a given α the best initial level is a linear regression: the error is linear in it.
        var y = Samples.Oil.Values;
        var least = double.PositiveInfinity;
        for (var alpha = 0.0005; alpha < 1; alpha += 0.0005)
        {
            var (without, slope) = (new double[y.Count], new double[y.Count]);
            double level = 0, share = 1;
            for (var t = 0; t < y.Count; t++)
            {
                (without[t], slope[t]) = (y[t] - level, share);
                level += alpha * (y[t] - level);
                share *= 1 - alpha;
            }

            var initial = without.Zip(slope, (e, s) => e * s).Sum() / slope.Sum(s => s * s);
            least = Math.Min(least, without.Zip(slope, (e, s) => Math.Pow(e - initial * s, 2)).Sum());
        }

        var squares = ForecastMethods.SimpleSmoothing.Fit(Samples.Oil).Residuals.Sum(e => e * e);
        Assert.Equal(least, squares, 1e-4 * least);
    }

    [Fact]
    public void Theta_OfOilProduction_IsTheMeanOfItsTwoThetaLines()
    {
        // Assimakopoulos and Nikolopoulos (2000): the regression line, and the smoothed line of double curvature.
        var y = Samples.Oil.Values;
        var n = y.Count;
        var slope = Enumerable.Range(1, n).Sum(t => (t - (n + 1) / 2.0) * y[t - 1])
            / Enumerable.Range(1, n).Sum(t => Math.Pow(t - (n + 1) / 2.0, 2));
        var intercept = y.Average() - slope * (n + 1) / 2;

        var smoothing = ForecastMethods.SimpleSmoothing.Fit(Samples.Oil);
        var alpha = (smoothing.Fitted[1] - smoothing.Fitted[0]) / smoothing.Residuals[0];
        var level = 2 * smoothing.Fitted[0] - (intercept + slope);
        for (var t = 1; t <= n; t++) level += alpha * (2 * y[t - 1] - (intercept + slope * t) - level);

        var forecast = ForecastMethods.Theta.Fit(Samples.Oil).Predict(6);
        for (var h = 1; h <= forecast.Length; h++)
            Assert.Equal((intercept + slope * (n + h) + level) / 2, forecast[h - 1], 1e-6);
    }

    [Fact]
    public void DynamicTheta_WithThetaOfOne_IsSimpleSmoothing()
    {
        var lines = new ThetaLines([.. Samples.Oil.Values]);
        var fitted = new double[18];
        var (level, _) = lines.Smooth(446, 0.8, 1, fitted);
        var mean = new double[3];
        lines.Extend(level, 0.8, 1, mean);

        var smoothed = 446.0;
        for (var t = 0; t < 18; t++)
        {
            Assert.Equal(smoothed, fitted[t], 1e-9);
            smoothed += 0.8 * (Samples.Oil.Values[t] - smoothed);
        }

        Assert.All(mean, y => Assert.Equal(smoothed, y, 1e-9));
    }

    [Fact]
    public void DynamicTheta_OfAStraightLine_ContinuesIt()
    {
        var line = new TimeSeries(Enumerable.Range(0, 20).Select(t => 10.0 + 3 * t));
        var forecast = ForecastMethods.DynamicTheta.Fit(line).Predict(8);
        for (var h = 0; h < 8; h++) Assert.Equal(10.0 + 3 * (20 + h), forecast[h], 0.5);
    }

    [Fact]
    public void AutomaticEts_OfAirPassengers_FindsTheMultiplicativeSeason()
    {
        // The book and R's ets() find ETS(M,Ad,M); whether the trend is damped is a matter of a unit of the criterion.
        var model = ForecastMethods.AutomaticEts.Fit(Samples.AirPassengers);
        Assert.Matches("ETS\\(M,Ad?,M\\)", model.Description);
    }

    [Fact]
    public void Ets_ByItsSpecification_IsThatModelOrRefused()
    {
        var holtWinters = new EtsSpecification(EtsError.Multiplicative, EtsTrend.Additive, EtsSeason.Multiplicative);
        Assert.Equal("ETS(M,A,M)", ForecastMethods.Ets(holtWinters).Fit(Samples.AirPassengers).Description);
        Assert.Throws<InvalidSeriesException>(() => ForecastMethods.Ets(holtWinters).Fit(Samples.Oil));
        Assert.Throws<ArgumentException>(() => ForecastMethods.Ets(holtWinters with { Error = EtsError.Additive }));
    }

    [Fact]
    public void Arima_OfTheAirlineModel_HasTheEstimatesOfConditionalLeastSquares()
    {
        // R's arima(log(AirPassengers), c(0,1,1), c(0,1,1), method = "CSS"): −0.3772 and −0.5724.
        var w = UnitRoots.Difference(
            UnitRoots.Difference([.. Samples.AirPassengers.Values.Select(y => Math.Log(y))], 12), 1);
        var fit = ArimaFit.Of(new ArimaOrder(0, 1, 1, 0, 1, 1, HasConstant: false), w, 12);
        var e = new double[w.Length];
        fit.Extend(e, []);

        // Before the first errors there are none, so the expectations of w show the coefficients one by one.
        var first = (w[1] - e[1]) / e[0];
        var seasonal = (w[12] - e[12] - first * e[11]) / e[0];
        Assert.Equal(-0.3772, first, 1e-3);
        Assert.Equal(-0.5724, seasonal, 1e-3);
    }

    [Fact]
    public void Arima_OfADecayingImpulse_ForecastsTheDecay()
    {
        // An AR(1) with coefficient 0.5, whose errors are known.
        var random = new Random(3);
        var y = new double[400];
        for (var t = 1; t < y.Length; t++) y[t] = 0.5 * y[t - 1] + random.NextDouble() - 0.5;
        y[^1] = 2;
        var forecast = ForecastMethods.AutomaticArima.Fit(new TimeSeries(y)).Predict(2);
        Assert.InRange(forecast[0], 0.7, 1.3);
        Assert.InRange(forecast[1], 0.3, 0.75);
    }

    [Fact]
    public void ComplexSmoothing_WithAnImaginaryWeightOfOne_IsSimpleSmoothing()
    {
        // Svetunkov, Kourentzes and Ord (2022): the potential drops out, and α₀ − 1 is the weight of simple smoothing.
        (double Level, double Potential) state = (446, 7);
        var weight = new ComplexWeight(1.8, 1);
        var fitted = new double[Samples.Oil.Length];
        weight.Run([.. Samples.Oil.Values], ref state, fitted);
        var mean = new double[2];
        weight.Extend(state, mean);

        var smoothed = 446.0;
        for (var t = 0; t < fitted.Length; t++)
        {
            Assert.Equal(smoothed, fitted[t], 1e-9);
            smoothed += 0.8 * (Samples.Oil.Values[t] - smoothed);
        }

        Assert.All(mean, y => Assert.Equal(smoothed, y, 1e-9));
    }

    [Fact]
    public void Naive_AndDriftAndSeasonalNaive_AreWhatTheyAreByDefinition()
    {
        var series = new TimeSeries([1.0, 5, 2, 7, 4], seasonLength: 2);
        Assert.Equal([4.0, 4, 4], ForecastMethods.Naive.Fit(series).Predict(3));
        Assert.Equal([7.0, 4, 7], ForecastMethods.SeasonalNaive.Fit(series).Predict(3));
        Assert.Equal([4.75, 5.5, 6.25], ForecastMethods.Drift.Fit(series).Predict(3));
    }
}
