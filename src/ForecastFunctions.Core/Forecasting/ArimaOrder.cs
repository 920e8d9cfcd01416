namespace ForecastFunctions.Core.Forecasting;

/// <summary>The orders of a seasonal autoregressive integrated moving average, ARIMA(p,d,q)(P,D,Q).</summary>
internal readonly record struct ArimaOrder(
    int P, int D, int Q, int SeasonalP, int SeasonalD, int SeasonalQ, bool HasConstant)
{
    /// <summary>The number of coefficients that are searched for.</summary>
    internal int Coefficients => P + Q + SeasonalP + SeasonalQ;

    public override string ToString()
    {
        var season = SeasonalP + SeasonalD + SeasonalQ > 0 ? $"({SeasonalP},{SeasonalD},{SeasonalQ})" : "";
        var constant = !HasConstant ? "" : D + SeasonalD > 0 ? " with drift" : " with mean";
        return $"ARIMA({P},{D},{Q}){season}{constant}";
    }
}
