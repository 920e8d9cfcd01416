namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// A seasonal ARIMA model found by stepwise search (Hyndman and Khandakar 2008): differences by unit-root tests, then
/// from four simple models to the neighbour of the least corrected Akaike criterion, as long as there is a better one.
/// </summary>
internal sealed class AutomaticArima() : ForecastMethod("arima")
{
    private const int MostP = 3;
    private const int MostSeasonal = 1;

    /// <summary>
    /// From fewer observations no order can be selected: they are a random walk, with drift where their changes tell.
    /// </summary>
    private const int FewestToSelect = 10;

    /// <summary>A season that is longer than this is adjusted for rather than modelled.</summary>
    private const int LongestSeason = 24;

    internal override Model Fit(double[] y, int seasonLength)
    {
        var adjustment = seasonLength > LongestSeason || y.Length < FewestToSelect
            ? SeasonalAdjustment.Of(y, seasonLength)
            : null;
        var m = adjustment is null ? seasonLength : 1;
        var values = adjustment?.Adjusted ?? y;
        if (y.Length < FewestToSelect) return new ArimaModel(values, Walk(values), adjustment, 1);
        var seasonal = UnitRoots.SeasonalDifferences(values, m);
        var deseasoned = seasonal == 1 ? UnitRoots.Difference(values, m) : values;
        var d = UnitRoots.Differences(deseasoned);
        var differences = deseasoned;
        for (var i = 0; i < d; i++) differences = UnitRoots.Difference(differences, 1);

        var fit = Search(differences, m, d, seasonal);
        return new ArimaModel(values, fit, adjustment, m);
    }

    private static ArimaFit Walk(double[] y)
    {
        var changes = UnitRoots.Difference(y, 1);
        var mean = changes.Average();
        var variance = changes.Sum(change => (change - mean) * (change - mean)) / (changes.Length - 1);
        var drifts = mean * mean * changes.Length > 4 * variance;
        return ArimaFit.Of(new ArimaOrder(0, 1, 0, 0, 0, 0, drifts), changes, 1);
    }

    private static ArimaFit Search(double[] w, int m, int d, int seasonal)
    {
        var constant = d + seasonal <= 1;
        var isSeasonal = m > 1 && w.Length > 2 * m;
        var s = isSeasonal ? 1 : 0;
        var tried = new Dictionary<ArimaOrder, ArimaFit>();
        ArimaFit Try(int p, int q, int sp, int sq, bool c)
        {
            var order = new ArimaOrder(p, d, q, sp, seasonal, sq, c);
            if (!tried.TryGetValue(order, out var fit))
                tried[order] = fit = ArimaFit.Of(order, w, m);
            return fit;
        }

        ArimaFit[] start =
        [
            Try(0, 0, 0, 0, constant), Try(2, 2, s, s, constant), Try(1, 0, s, 0, constant), Try(0, 1, 0, s, constant),
        ];
        var best = start.MinBy(fit => fit.Aicc)!;
        if (constant && Try(0, 0, 0, 0, false) is { } bare && bare.Aicc < best.Aicc) best = bare;
        while (true)
        {
            var next = best;
            foreach (var (p, q, sp, sq, flip) in Moves)
            {
                var o = best.Order;
                var (np, nq, nsp, nsq) = (o.P + p, o.Q + q, o.SeasonalP + sp, o.SeasonalQ + sq);
                if (np is < 0 or > MostP || nq is < 0 or > MostP) continue;
                if (nsp < 0 || nsp > s * MostSeasonal || nsq < 0 || nsq > s * MostSeasonal) continue;
                if (flip && !constant) continue;
                var fit = Try(np, nq, nsp, nsq, flip ? !o.HasConstant : o.HasConstant);
                if (fit.Aicc < next.Aicc) next = fit;
            }

            if (ReferenceEquals(next, best)) return best;
            best = next;
        }
    }

    private static readonly (int P, int Q, int SeasonalP, int SeasonalQ, bool Flip)[] Moves =
    [
        (1, 0, 0, 0, false), (-1, 0, 0, 0, false), (0, 1, 0, 0, false), (0, -1, 0, 0, false),
        (1, 1, 0, 0, false), (-1, -1, 0, 0, false),
        (0, 0, 1, 0, false), (0, 0, -1, 0, false), (0, 0, 0, 1, false), (0, 0, 0, -1, false),
        (0, 0, 1, 1, false), (0, 0, -1, -1, false),
        (0, 0, 0, 0, true),
    ];

    private sealed class ArimaModel(double[] y, ArimaFit fit, SeasonalAdjustment? adjustment, int seasonLength)
        : Model(fit.Order.ToString(), FittedValues(y, fit, adjustment, seasonLength))
    {
        internal override int Parameters =>
            fit.Order.Coefficients + fit.Order.D + fit.Order.SeasonalD + (fit.Order.HasConstant ? 1 : 0);

        internal override int FirstOrigin => Lost + 1;

        private int Lost => fit.Order.D + fit.Order.SeasonalD * seasonLength;

        internal override void Predict(int origin, Span<double> mean)
        {
            fit.Extend(new double[origin - Lost], mean);
            Integrate(y[..origin], mean);
            adjustment?.Extend(mean, origin);
        }

        private void Integrate(double[] y, Span<double> mean)
        {
            var deseasoned = fit.Order.SeasonalD == 1 ? UnitRoots.Difference(y, seasonLength) : y;
            if (fit.Order.D == 2) Sum(mean, UnitRoots.Difference(deseasoned, 1), 1);
            if (fit.Order.D >= 1) Sum(mean, deseasoned, 1);
            if (fit.Order.SeasonalD == 1) Sum(mean, y, seasonLength);
        }

        private static void Sum(Span<double> mean, double[] before, int lag)
        {
            for (var h = 0; h < mean.Length; h++) mean[h] += h < lag ? before[before.Length - lag + h] : mean[h - lag];
        }

        private static double[] FittedValues(
            double[] y, ArimaFit fit, SeasonalAdjustment? adjustment, int seasonLength)
        {
            var lost = fit.Order.D + fit.Order.SeasonalD * seasonLength;
            var errors = new double[y.Length - lost];
            fit.Extend(errors, []);
            var fitted = new double[y.Length];
            fitted.AsSpan(0, lost).Fill(double.NaN);
            for (var t = lost; t < y.Length; t++) fitted[t] = y[t] - errors[t - lost];
            adjustment?.Restore(fitted);
            return fitted;
        }
    }
}
