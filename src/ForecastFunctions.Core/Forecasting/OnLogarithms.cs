namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// A method applied to the logarithms of positive observations: what it does with differences, it then does with ratios,
/// and a trend is a rate of growth. Forecasts are taken back as they are, so they are medians where the method's own are.
/// </summary>
internal sealed class OnLogarithms(ForecastMethod inner) : ForecastMethod(inner.Name + "-log")
{
    internal override bool IsMultiplicative => true;

    private protected override void Require(TimeSeries series)
    {
        if (!series.IsPositive) throw new InvalidSeriesException($"{Name} is for positive observations.");
    }

    internal override Model Fit(double[] y, int seasonLength)
    {
        var largest = y.Max();
        // Below zero, methods take logarithms for what they are: the errors and the season are additive.
        var model = inner.Fit(new TimeSeries(y.Select(value => Math.Log(value / largest) - 1), seasonLength));
        return new LogModel(model, largest);
    }

    private sealed class LogModel(FittedModel model, double largest)
        : Model(model.Description + " of logarithms", [.. model.Fitted.Select(value => Back(value, largest))])
    {
        internal override int Parameters => model.Parameters;

        internal override int FirstOrigin => model.FirstOrigin;

        internal override void Predict(int origin, Span<double> mean)
        {
            var logarithms = model.Predict(origin, mean.Length);
            for (var h = 0; h < mean.Length; h++) mean[h] = Back(logarithms[h], largest);
        }

        private static double Back(double logarithm, double largest) => largest * Math.Exp(logarithm + 1);
    }
}
