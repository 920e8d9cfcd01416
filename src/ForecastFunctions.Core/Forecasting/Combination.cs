namespace ForecastFunctions.Core.Forecasting;

/// <summary>How the forecasts of the members become one.</summary>
public enum Combining
{
    /// <summary>The median, at every step.</summary>
    Median,

    /// <summary>The mean, at every step.</summary>
    Mean,

    /// <summary>
    /// The mean with weights, at every step: those of the combination, times what the past of the series says for or
    /// against each member.
    /// </summary>
    WeightedMean,

    /// <summary>
    /// Half way between that mean and the median with the same weights: few members of short series go far astray.
    /// </summary>
    WeightedMiddle,
}

/// <summary>
/// A combination of methods, in the spirit of Petropoulos and Svetunkov (2020). A member that fails is left out, and
/// named with its reason. Where all observations are positive, a forecast that is not is left out at that step, as long
/// as another member has one: a trend that was extrapolated through zero says nothing.
/// </summary>
public sealed class Combination : ForecastMethod
{
    /// <summary>Members that count for less are not named in the description.</summary>
    private const double LeastNamed = 0.01;

    private readonly ForecastMethod[] _members;
    private readonly double[] _weights;
    private readonly GrowthCurves? _growth;

    /// <summary>Creates a combination with equal weights.</summary>
    /// <param name="name">The name of the combination.</param>
    /// <param name="combining">How the forecasts become one.</param>
    /// <param name="members">The members, at least one.</param>
    /// <exception cref="ArgumentException">There are no members.</exception>
    public Combination(string name, Combining combining, params IReadOnlyList<ForecastMethod> members)
        : base(name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(members);
        if (members.Count == 0) throw new ArgumentException("A combination needs a member.", nameof(members));
        Combining = combining;
        _members = [.. members];
        _weights = new double[_members.Length];
        Array.Fill(_weights, 1.0);
    }

    /// <summary>
    /// Creates a combination with weights, which need not add up to 1, and with growth curves, which are another member of
    /// series that they suit, with the share that the series gives them.
    /// </summary>
    internal Combination(
        string name, Combining combining, IReadOnlyList<(ForecastMethod Method, double Weight)> members, GrowthCurves growth)
        : this(name, combining, [.. members.Select(member => member.Method)])
    {
        _weights = [.. members.Select(member => member.Weight)];
        _growth = growth;
    }

    /// <summary>How the forecasts become one.</summary>
    public Combining Combining { get; }

    /// <summary>The members, but for growth curves.</summary>
    public IReadOnlyList<ForecastMethod> Members => _members;

    internal override Model Fit(double[] y, int seasonLength)
    {
        var series = new TimeSeries(y, seasonLength);
        var members = _members.Select((method, i) => Fit(method, series, _weights[i])).ToArray();
        if (_growth is not null && GrowthCurves.Suit(series)) members = [.. members, Fit(_growth, series, weight: 0)];
        var fitted = members.Where(member => member.Model is not null).ToArray();
        if (fitted.Length == 0)
        {
            throw new InvalidSeriesException(
                $"No member of {Name} could be fitted: {string.Join(" ", members.Select(m => m.Failure))}");
        }

        var rolling = Array.ConvertAll(fitted, member => member.Model!.Rolling);
        var weights = Array.ConvertAll(fitted, member => member.Weight);
        if (Combining is Combining.WeightedMean or Combining.WeightedMiddle)
        {
            var factors = Evidence.Factors(series, Array.ConvertAll(fitted, member => member.Model!));
            var additive = Evidence.AdditiveFactor(series);
            for (var i = 0; i < weights.Length; i++)
                weights[i] *= factors[i] * (fitted[i].Method.IsMultiplicative ? 1 : additive);
        }

        if (Array.FindIndex(fitted, member => member.Method == _growth) is >= 0 and var growth)
        {
            var share = Evidence.GrowthShare(series, fitted[growth].Model!.Steadiness);
            weights[growth] += weights.Sum() * share / (1 - share);
        }

        var total = weights.Sum();
        var place = 0;
        for (var i = 0; i < members.Length; i++)
            members[i] = members[i] with { Weight = members[i].Model is null ? 0 : weights[place++] / total };
        return new CombinedModel(new MemberCombination(Combining, weights, series.IsPositive), members, rolling);
    }

    private static FittedMember Fit(ForecastMethod method, TimeSeries series, double weight)
    {
        try
        {
            var model = method.Fit(series);
            return Array.TrueForAll(model.Predict(series.SeasonLength), double.IsFinite)
                ? new FittedMember(method, model, null, weight)
                : new FittedMember(method, null, $"{method.Name} has forecasts that are not finite.", 0);
        }
        catch (InvalidSeriesException exception)
        {
            return new FittedMember(method, null, exception.Message, 0);
        }
    }

    private sealed class CombinedModel : Model
    {
        private readonly MemberCombination _combination;
        private readonly FittedMember[] _members;
        private readonly FittedModel[] _models;
        private readonly RollingForecasts _rolling;

        internal CombinedModel(MemberCombination combination, FittedMember[] members, RollingForecasts[] rolling)
            : base(Describe(combination, members), FittedValues(combination, members))
        {
            _combination = combination;
            _members = members;
            _models = Models(members);
            _rolling = RollingForecasts.Combined(rolling, column => combination.Of(column));
        }

        internal override int FirstOrigin => _models.Max(model => model.FirstOrigin);

        internal override void Predict(int origin, Span<double> mean)
        {
            var horizon = mean.Length;
            var forecasts = Array.ConvertAll(_models, model => model.Predict(origin, horizon));
            Span<double> column = stackalloc double[_models.Length];
            for (var h = 0; h < horizon; h++)
            {
                for (var i = 0; i < forecasts.Length; i++) column[i] = forecasts[i][h];
                mean[h] = _combination.Of(column);
            }
        }

        internal override RollingForecasts Rolling(int seasonLength) => _rolling;

        internal override (ErrorLaw Law, double Share)? OwnErrors(int horizon)
        {
            foreach (var member in _members.Where(member => member.Weight > 0))
            {
                if (member.Model!.OwnErrors(horizon) is ({ } law, var share)) return (law, share * member.Weight);
            }

            return null;
        }

        internal override IReadOnlyList<FittedMember> Members(TimeSeries series, double scale) =>
            [.. _members.Select(member => member with { Model = member.Model?.Scaled(series, scale) })];

        private static FittedModel[] Models(FittedMember[] members) =>
            [.. members.Where(member => member.Model is not null).Select(member => member.Model!)];

        private static string Describe(MemberCombination combination, FittedMember[] members) =>
            combination.Name + " of " + string.Join(
                ", ", members.Where(member => member.Weight >= LeastNamed).Select(member => member.Model!.Description));

        private static double[] FittedValues(MemberCombination combination, FittedMember[] members)
        {
            var models = Models(members);
            var fitted = new double[models[0].Fitted.Count];
            var column = new double[models.Length];
            for (var t = 0; t < fitted.Length; t++)
            {
                for (var i = 0; i < models.Length; i++) column[i] = models[i].Fitted[t];
                fitted[t] = Array.Exists(column, double.IsNaN) ? double.NaN : combination.Of(column);
            }

            return fitted;
        }
    }
}
