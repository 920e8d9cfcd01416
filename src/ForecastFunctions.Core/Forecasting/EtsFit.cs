namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// One exponential smoothing model fitted by maximum likelihood within the usual region (0 ≤ β ≤ α ≤ 1, 0 ≤ γ ≤ 1 − α,
/// 0.8 ≤ φ ≤ 0.98; Hyndman et al. 2008, section 5.2).
/// </summary>
internal sealed class EtsFit : Model
{
    private const double Lowest = 1e-4;
    private const double Highest = 0.9999;
    private const double LeastDamping = 0.8;
    private const double MostDamping = 0.98;
    private const double Tolerance = 1e-4;
    private const int EvaluationsPerParameter = 80;

    private readonly EtsSpecification _model;
    private readonly double[] _seasons;

    private EtsFit(EtsSpecification model, double[] fitted, EtsState state, double[] seasons, double likelihood)
        : base(model.ToString(), fitted)
    {
        _model = model;
        _seasons = seasons;
        State = state;
        var parameters = model.Parameters(seasons.Length);
        var left = fitted.Length - parameters - 1;
        Aicc = left > 0 ? likelihood + 2.0 * parameters * fitted.Length / left : double.PositiveInfinity;
        MinusTwiceLogLikelihood = likelihood;
    }

    /// <summary>The state after the last observation.</summary>
    internal EtsState State { get; }

    internal double MinusTwiceLogLikelihood { get; }

    /// <summary>Akaike's criterion, corrected for short series; infinite if there are too few observations.</summary>
    internal double Aicc { get; }

    internal override void Predict(Span<double> mean) => EtsFilter.Predict(_model, State, _seasons, mean);

    internal static EtsFit Of(EtsSpecification model, double[] y, EtsInitialState start)
    {
        Span<double> x = stackalloc double[6];
        Span<double> step = stackalloc double[6];
        Span<double> lower = stackalloc double[6];
        Span<double> upper = stackalloc double[6];
        var d = 0;
        Add(x, step, lower, upper, ref d, 0.3, 0.2, Lowest, Highest);
        if (model.Trend != EtsTrend.None) Add(x, step, lower, upper, ref d, 0.1, 0.1, Lowest, Highest);
        if (model.Season != EtsSeason.None) Add(x, step, lower, upper, ref d, 0.1, 0.1, Lowest, Highest);
        if (model.Trend == EtsTrend.Damped) Add(x, step, lower, upper, ref d, 0.95, -0.03, LeastDamping, MostDamping);
        Add(x, step, lower, upper, ref d, start.Level, start.Spread, double.NegativeInfinity, double.PositiveInfinity);
        if (model.Trend != EtsTrend.None)
        {
            var slopes = start.Spread / 4;
            Add(x, step, lower, upper, ref d, start.Slope, slopes, double.NegativeInfinity, double.PositiveInfinity);
        }

        var objective = new Likelihood(model, y, start.Seasons);
        NelderMead.Minimise(
            ref objective, x[..d], step[..d], lower[..d], upper[..d], Tolerance, EvaluationsPerParameter * d);

        var state = StateAt(model, x[..d]);
        var seasons = (double[])start.Seasons.Clone();
        var fitted = new double[y.Length];
        var likelihood = EtsFilter.Run(model, y, ref state, seasons, fitted);
        return new EtsFit(model, fitted, state, seasons, likelihood);
    }

    private static void Add(
        Span<double> x,
        Span<double> step,
        Span<double> lower,
        Span<double> upper,
        ref int d,
        double start,
        double edge,
        double low,
        double high)
    {
        (x[d], step[d], lower[d], upper[d]) = (start, edge, low, high);
        d++;
    }

    /// <summary>Reads the parameters: β and γ are searched for as shares of their room.</summary>
    private static EtsState StateAt(EtsSpecification model, ReadOnlySpan<double> x)
    {
        var i = 0;
        var alpha = x[i++];
        var beta = model.Trend == EtsTrend.None ? 0 : alpha * x[i++];
        var gamma = model.Season == EtsSeason.None ? 0 : (1 - alpha) * x[i++];
        var phi = model.Trend == EtsTrend.Damped ? x[i++] : 1;
        var level = x[i++];
        var slope = model.Trend == EtsTrend.None ? 0 : x[i];
        return new EtsState(alpha, beta, gamma, phi, level, slope);
    }

    private readonly struct Likelihood(EtsSpecification model, double[] y, double[] start) : IObjective
    {
        private readonly double[] _seasons = new double[start.Length];

        public double At(ReadOnlySpan<double> x)
        {
            start.CopyTo(_seasons, 0);
            var state = StateAt(model, x);
            return EtsFilter.Run(model, y, ref state, _seasons, []);
        }
    }
}
