namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// The Theta method (Assimakopoulos and Nikolopoulos 2000) in the form of Hyndman and Billah (2003): simple exponential
/// smoothing of the seasonally adjusted observations with a drift of half the slope of their regression line.
/// </summary>
internal sealed class Theta() : ForecastMethod("theta")
{
    internal override Model Fit(double[] y, int seasonLength)
    {
        var adjustment = SeasonalAdjustment.Of(y, seasonLength);
        var adjusted = adjustment.Adjusted;
        var smoothing = EtsFit.Of(default, adjusted, EtsInitialState.Of(adjusted, 1, EtsSeason.None));
        var drift = ThetaLines.Slope(adjusted) / 2;
        var fitted = (double[])smoothing.Fitted.Clone();
        var alpha = smoothing.Alpha;
        for (var t = 0; t < fitted.Length; t++) fitted[t] += drift * (1 - Math.Pow(1 - alpha, t)) / alpha;
        adjustment.Restore(fitted);
        return new DriftModel(fitted, adjustment, smoothing, alpha);
    }

    private sealed class DriftModel(double[] fitted, SeasonalAdjustment adjustment, EtsFit smoothing, double alpha)
        : Model("Theta", fitted)
    {
        internal override int Parameters => 3;

        internal override void Predict(int origin, Span<double> mean)
        {
            var drift = ThetaLines.Slope(adjusted: adjustment.Adjusted.AsSpan(0, origin)) / 2;
            var lag = (1 - Math.Pow(1 - alpha, origin)) / alpha;
            smoothing.Predict(origin, mean);
            for (var h = 0; h < mean.Length; h++) mean[h] += drift * (h + lag);
            adjustment.Extend(mean, origin);
        }
    }
}

/// <summary>
/// The dynamic optimised theta model (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler 2016): the weight of the
/// theta line is estimated, and the regression line is updated with every observation.
/// </summary>
internal sealed class DynamicOptimisedTheta() : ForecastMethod("dynamic-theta")
{
    private const double LeastAlpha = 0.1;
    private const double MostAlpha = 0.99;
    private const double MostTheta = 1e10;

    internal override Model Fit(double[] y, int seasonLength)
    {
        var adjustment = SeasonalAdjustment.Of(y, seasonLength);
        var lines = new ThetaLines(adjustment.Adjusted);
        var objective = new SumOfSquares(lines);
        Span<double> x = [lines.Y[0] / 2, 0.5, 2];
        NelderMead.Minimise(
            ref objective,
            x,
            [0.1, 0.2, 1],
            [double.NegativeInfinity, LeastAlpha, 1],
            [double.PositiveInfinity, MostAlpha, MostTheta],
            1e-6 * lines.Naive,
            240);
        var fitted = new double[y.Length];
        lines.Smooth(x[0], x[1], x[2], fitted);
        adjustment.Restore(fitted);
        return new ThetaModel(fitted, adjustment, x[0], x[1], x[2]);
    }

    private readonly struct SumOfSquares(ThetaLines lines) : IObjective
    {
        public double At(ReadOnlySpan<double> x) => lines.Smooth(x[0], x[1], x[2], []).Squares;
    }

    private sealed class ThetaModel(
        double[] fitted, SeasonalAdjustment adjustment, double first, double alpha, double theta)
        : Model("Dynamic optimised theta", fitted)
    {
        internal override int Parameters => 4;

        internal override void Predict(int origin, Span<double> mean)
        {
            var lines = new ThetaLines(adjustment.Adjusted.AsSpan(0, origin));
            var (level, _) = lines.Smooth(first, alpha, theta, []);
            lines.Extend(level, alpha, theta, mean);
            adjustment.Extend(mean, origin);
        }
    }
}
