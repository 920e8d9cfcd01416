namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// The two sides of an autoregressive moving average φ(B)Φ(Bᵐ)w = θ(B)Θ(Bᵐ)e as lists of lags and coefficients. Values
/// and errors before the first are 0, their expectation.
/// </summary>
internal sealed class ArimaFilter
{
    private readonly int[] _arLags;
    private readonly int[] _maLags;
    private readonly double[] _ar;
    private readonly double[] _ma;

    internal ArimaFilter(ArimaOrder order, int seasonLength)
    {
        Order = order;
        SeasonLength = seasonLength;
        _arLags = Lags(order.P, order.SeasonalP, seasonLength);
        _maLags = Lags(order.Q, order.SeasonalQ, seasonLength);
        _ar = new double[_arLags.Length];
        _ma = new double[_maLags.Length];
    }

    internal ArimaOrder Order { get; }

    internal int SeasonLength { get; }

    /// <summary>
    /// Sets the coefficients from unbounded numbers: these are taken to partial autocorrelations between −1 and 1, and
    /// those to coefficients, which so are stationary and invertible (Jones 1980).
    /// </summary>
    internal void Set(ReadOnlySpan<double> x)
    {
        var (p, q, sp) = (Order.P, Order.Q, Order.SeasonalP);
        Expand(x[..p], x.Slice(p + q, sp), _ar);
        Expand(x.Slice(p, q), x[(p + q + sp)..], _ma);
    }

    /// <summary>Writes the errors e of the values w.</summary>
    internal double Errors(ReadOnlySpan<double> w, Span<double> e)
    {
        var squares = 0.0;
        for (var t = 0; t < w.Length; t++)
        {
            var error = w[t] - Next(w, e, t);
            e[t] = error;
            squares += error * error;
        }

        return squares;
    }

    /// <summary>The expectation of the value at a time, given the values and errors before it.</summary>
    internal double Next(ReadOnlySpan<double> w, ReadOnlySpan<double> e, int t)
    {
        var sum = 0.0;
        for (var i = 0; i < _arLags.Length && _arLags[i] <= t; i++) sum += _ar[i] * w[t - _arLags[i]];
        for (var i = 0; i < _maLags.Length && _maLags[i] <= t; i++)
        {
            if (t - _maLags[i] < e.Length) sum -= _ma[i] * e[t - _maLags[i]];
        }

        return sum;
    }

    private static int[] Lags(int order, int seasonal, int seasonLength)
    {
        var lags = new List<int>();
        for (var s = 0; s <= seasonal; s++)
        {
            for (var i = s == 0 ? 1 : 0; i <= order; i++) lags.Add(s * seasonLength + i);
        }

        return [.. lags];
    }

    private static void Expand(ReadOnlySpan<double> x, ReadOnlySpan<double> seasonal, Span<double> target)
    {
        Span<double> phi = stackalloc double[x.Length];
        Span<double> seasons = stackalloc double[seasonal.Length];
        FromPartial(x, phi);
        FromPartial(seasonal, seasons);
        phi.CopyTo(target);
        var at = phi.Length;
        foreach (var coefficient in seasons)
        {
            target[at++] = coefficient;
            foreach (var value in phi) target[at++] = -coefficient * value;
        }
    }

    /// <summary>The recursion of Durbin (1960) and Levinson from partial autocorrelations to coefficients.</summary>
    private static void FromPartial(ReadOnlySpan<double> x, Span<double> phi)
    {
        Span<double> before = stackalloc double[x.Length];
        for (var k = 0; k < x.Length; k++)
        {
            var partial = x[k] / Math.Sqrt(1 + x[k] * x[k]);
            phi[..k].CopyTo(before);
            for (var i = 0; i < k; i++) phi[i] = before[i] - partial * before[k - 1 - i];
            phi[k] = partial;
        }
    }
}
