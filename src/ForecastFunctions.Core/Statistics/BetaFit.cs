namespace ForecastFunctions.Core.Statistics;

/// <summary>The shapes of a beta law from its 5th and 95th percentiles.</summary>
internal static class BetaFit
{
    /// <summary>
    /// Newton's iteration over (ln α, ln β) for logit I at both percentiles, from the shapes whose log-odds have the
    /// range's centre and width to first order. Steps are halved until they reduce the residual.
    /// </summary>
    internal static (double Alpha, double Beta) Solve(double p5, double p95)
    {
        double low = Logarithm.Odds(p5), high = Logarithm.Odds(p95);
        var mu = (low + high) / 2;
        var sigma = (high - low) / (2 * StandardNormal.Z95);
        // The log-odds have variance ψ'(α) + ψ'(β), which is about 1/α + 1/β for large and 1/α² + 1/β² for small
        // shapes.
        var scale = 1 / (sigma * Math.Min(sigma, 1));
        var a = Math.Log(scale * (1 + Math.Exp(Math.Clamp(mu, -20, 20))));
        var b = Math.Log(scale * (1 + Math.Exp(Math.Clamp(-mu, -20, 20))));
        var (r5, r95) = Residuals(a, b);
        for (var i = 0; i < 200 && Norm(r5, r95) > 1e-14; i++)
        {
            const double H = 1e-6;
            var (a5, a95) = Residuals(a + H, b);
            var (b5, b95) = Residuals(a, b + H);
            double ja5 = (a5 - r5) / H, ja95 = (a95 - r95) / H, jb5 = (b5 - r5) / H, jb95 = (b95 - r95) / H;
            var determinant = ja5 * jb95 - ja95 * jb5;
            var da = (jb95 * r5 - jb5 * r95) / determinant;
            var db = (ja5 * r95 - ja95 * r5) / determinant;
            if (!double.IsFinite(da) || !double.IsFinite(db)) break;
            var share = Math.Min(1, 2 / Math.Max(Math.Abs(da), Math.Abs(db)));
            var before = Norm(r5, r95);
            while (true)
            {
                (r5, r95) = Residuals(a - share * da, b - share * db);
                if (Norm(r5, r95) < before) break;
                share /= 2;
                if (share < 1e-6) return (Math.Exp(a), Math.Exp(b));
            }

            a -= share * da;
            b -= share * db;
        }

        return (Math.Exp(a), Math.Exp(b));

        (double, double) Residuals(double logAlpha, double logBeta)
        {
            var curve = new BetaLogit(Math.Exp(logAlpha), Math.Exp(logBeta));
            var target = Logarithm.Odds(0.95);
            return (curve.At(low).T + target, curve.At(high).T - target);
        }

        static double Norm(double r5, double r95)
        {
            var norm = Math.Max(Math.Abs(r5), Math.Abs(r95));
            return double.IsNaN(norm) ? double.PositiveInfinity : norm;
        }
    }
}
