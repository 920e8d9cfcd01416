namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// One growth curve, fitted to logarithms: z(t) = ℓ(t − 1) + b(t) + e(t) and ℓ(t) = ℓ(t − 1) + b(t) + α·e(t), where b(t)
/// is the growth of the shape. The first level and the rate are found by Bayesian regression (conjugate: Zellner 1971) of
/// the filtered observations, so the probability of the observations and the law of what follows are known exactly.
/// </summary>
/// <remarks>
/// The rate is expected about 0 with a deviation of <see cref="UsualRate"/> a period; the variance
/// about half of that of the changes, as much as one observation tells; the first level anywhere.
/// </remarks>
internal sealed class GrowthCurve
{
    /// <summary>The weights of an error in the level: none but noise, to nothing but steps.</summary>
    private static readonly double[] Smoothings = [0.02, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 1];

    /// <summary>
    /// Steps alone are so many times as probable as each weight between, since that is what markets mostly do; and noise
    /// alone as its own prior says. Weights between make intervals wider than noise has them, and narrower than steps.
    /// </summary>
    private const double WalkPrior = 40;

    private const double NoisePrior = 20;

    /// <summary>Less than markets of fast growth have, so that growth which few observations show is believed half.</summary>
    private const double UsualRate = 0.15;

    private const double UsualVariance = 0.5;
    private const double LeastVariance = 1e-18;

    private readonly double _alpha;
    private readonly int _count;

    /// <summary>How much of the first level, and of a rate of 1, the observations have moved the level by.</summary>
    private readonly (double Level, double Rate) _moved;

    private readonly double _level;
    private readonly double _rate;
    private readonly double _variance;

    /// <summary>The inverse of the information on level and rate.</summary>
    private readonly (double Level, double Both, double Rate) _inverse;

    private GrowthCurve(GrowthShape shape, double alpha, double[] z, double usual)
    {
        (Shape, _alpha, _count) = (shape, alpha, z.Length);
        // Of the variance about the curve, not that of the rate itself.
        var spread = UsualRate * UsualRate / usual;

        double levels = 0, both = 0, rates = 1 / spread, onLevel = 0, onRate = 0, squares = 0;
        double z0 = 0, one = 0, slope = 0;
        for (var t = 0; t < z.Length; t++)
        {
            var observed = z[t] - shape.Given(t) - z0;
            var first = 1 - one;
            var growth = shape.PerRate(t) - slope;
            levels += first * first;
            both += first * growth;
            rates += growth * growth;
            onLevel += first * observed;
            onRate += growth * observed;
            squares += observed * observed;
            z0 += alpha * observed;
            one += alpha * first;
            slope += alpha * growth;
        }

        _moved = (one, slope);
        var determinant = levels * rates - both * both;
        _inverse = (rates / determinant, -both / determinant, levels / determinant);
        _level = _inverse.Level * onLevel + _inverse.Both * onRate;
        _rate = _inverse.Both * onLevel + _inverse.Rate * onRate;
        var left = Math.Max(squares - _level * onLevel - _rate * onRate, 0) + UsualVariance * usual;
        _variance = left / z.Length;
        LogProbability = Math.Log(shape.Prior * (alpha == 1 ? WalkPrior : IsNoise ? NoisePrior : 1))
            - 0.5 * Math.Log(determinant * spread) - 0.5 * z.Length * Math.Log(left);
    }

    internal GrowthShape Shape { get; }

    /// <summary>Whether observations lie about a curve that they do not move.</summary>
    internal bool IsNoise => _alpha == Smoothings[0];

    /// <summary>The logarithm of how probable it is, but for what all curves of a series share.</summary>
    internal double LogProbability { get; }

    /// <summary>The curves of every shape and weight.</summary>
    /// <param name="z">The logarithms.</param>
    internal static GrowthCurve[] FitAll(double[] z)
    {
        var changes = UnitRoots.Difference(z, 1);
        var mean = changes.Average();
        var usual = Math.Max(changes.Sum(change => (change - mean) * (change - mean)) / Math.Max(changes.Length - 1, 1), LeastVariance);
        return [.. GrowthShape.For(z.Length).SelectMany(shape => Smoothings.Select(alpha => new GrowthCurve(shape, alpha, z, usual)))];
    }

    /// <summary>The errors one step ahead.</summary>
    internal double[] Errors(ReadOnlySpan<double> z)
    {
        var errors = new double[z.Length];
        Smooth(z, errors);
        return errors;
    }

    /// <summary>Writes what is expected after the first values.</summary>
    internal void Extend(ReadOnlySpan<double> z, Span<double> next)
    {
        var above = Smooth(z, []);
        for (var h = 0; h < next.Length; h++) next[h] = Curve(z.Length + h) + above;
    }

    /// <summary>The deviation of what comes at every step, with the uncertainty of level and rate.</summary>
    internal double[] Deviations(int horizon)
    {
        var deviations = new double[horizon];
        for (var h = 0; h < horizon; h++)
        {
            // What observations have moved the level by, level and rate do not.
            var (level, rate) = (1 - _moved.Level, Shape.PerRate(_count + h) - _moved.Rate);
            var parameters = level * level * _inverse.Level + 2 * level * rate * _inverse.Both + (Shape.HasRate ? rate * rate * _inverse.Rate : 0);
            deviations[h] = Math.Sqrt(_variance * (1 + h * _alpha * _alpha + parameters));
        }

        return deviations;
    }

    private double Curve(int place) => _level + Shape.Given(place) + _rate * Shape.PerRate(place);

    /// <summary>How far the level lies above the curve after the values.</summary>
    private double Smooth(ReadOnlySpan<double> z, Span<double> errors)
    {
        var above = 0.0;
        for (var t = 0; t < z.Length; t++)
        {
            var error = z[t] - Curve(t) - above;
            above += _alpha * error;
            if (!errors.IsEmpty) errors[t] = error;
        }

        return above;
    }
}
