namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// Growth curves of the logarithms of positive observations without a season: a level that is smoothed with weight α
/// and grows at a rate that is constant, fades by a constant share (Gompertz 1825), or fades as a logistic curve does
/// (Verhulst 1838). Noise about a curve (α near 0) and steps along it (α = 1, a random walk with drift) are one family.
/// Nothing is selected: all of them are averaged by how probable the observations make them (Hoeting et al. 1999), so
/// what can't be told from a short series stays uncertain, and the law of the errors follows.
/// </summary>
internal sealed class GrowthCurves() : ForecastMethod("growth")
{
    /// <summary>Curves that are less probable are left out.</summary>
    private const double LeastProbable = 1e-4;

    internal override bool IsMultiplicative => true;

    /// <summary>Whether observations are positive and have no season.</summary>
    internal static bool Suit(TimeSeries series) => series.IsPositive
        && !SeasonalAdjustment.Of([.. series.Values.Select(y => Math.Log(y))], series.SeasonLength).IsSeasonal;

    private protected override void Require(TimeSeries series)
    {
        if (!Suit(series)) throw new InvalidSeriesException("Growth curves are for positive observations without a season.");
    }

    internal override Model Fit(double[] y, int seasonLength)
    {
        var largest = y.Max();
        var z = Array.ConvertAll(y, value => Math.Log(value / largest));
        var curves = GrowthCurve.FitAll(z);
        var most = curves.Max(curve => curve.LogProbability);
        var probable = curves.Where(curve => Math.Exp(curve.LogProbability - most) > LeastProbable).ToArray();
        var shares = Array.ConvertAll(probable, curve => Math.Exp(curve.LogProbability - most));
        var total = shares.Sum();
        return new CurveModel(largest, z, probable, Array.ConvertAll(shares, share => share / total));
    }

    private sealed class CurveModel(double largest, double[] z, GrowthCurve[] curves, double[] shares)
        : Model(Describe(curves, shares), FittedValues(largest, z, curves, shares))
    {
        internal override int Parameters => 4;

        internal override double Steadiness => curves
            .Zip(shares, (curve, share) => curve.IsNoise && curve.Shape.Kind == GrowthKind.Constant ? share : 0)
            .Sum();

        internal override void Predict(int origin, Span<double> mean)
        {
            mean.Clear();
            var logarithms = new double[mean.Length];
            for (var i = 0; i < curves.Length; i++)
            {
                curves[i].Extend(z.AsSpan(0, origin), logarithms);
                for (var h = 0; h < mean.Length; h++) mean[h] += shares[i] * logarithms[h];
            }

            for (var h = 0; h < mean.Length; h++) mean[h] = largest * Math.Exp(mean[h]);
        }

        internal override (ErrorLaw Law, double Share)? OwnErrors(int horizon)
        {
            var centres = Array.ConvertAll(curves, curve =>
            {
                var logarithms = new double[horizon];
                curve.Extend(z, logarithms);
                return logarithms;
            });
            return (GrowthErrors.Of(centres, Array.ConvertAll(curves, curve => curve.Deviations(horizon)), shares, z.Length), 1);
        }

        private static string Describe(GrowthCurve[] curves, double[] shares) => curves
            .Zip(shares, (curve, share) => (curve.Shape.Kind, Share: share))
            .GroupBy(curve => curve.Kind, curve => curve.Share)
            .MaxBy(kind => kind.Sum())!.Key + " growth";

        private static double[] FittedValues(double largest, double[] z, GrowthCurve[] curves, double[] shares)
        {
            var fitted = new double[z.Length];
            for (var i = 0; i < curves.Length; i++)
            {
                var errors = curves[i].Errors(z);
                for (var t = 0; t < z.Length; t++) fitted[t] += shares[i] * (z[t] - errors[t]);
            }

            return Array.ConvertAll(fitted, value => largest * Math.Exp(value));
        }
    }
}
