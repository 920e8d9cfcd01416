namespace ForecastFunctions.Core.Forecasting;

/// <summary>How the forecasts of the members become one.</summary>
public enum Combining
{
    /// <summary>The median, at every step.</summary>
    Median,

    /// <summary>The mean, at every step.</summary>
    Mean,
}

/// <summary>
/// A combination of methods with equal weights, in the spirit of Petropoulos and Svetunkov (2020). A member that fails
/// is left out, and named with its reason. Where all observations are positive, a forecast that is not is left out at
/// that step, as long as another member has one: a trend that was extrapolated through zero says nothing.
/// </summary>
public sealed class Combination : ForecastMethod
{
    private readonly ForecastMethod[] _members;

    /// <summary>Creates a combination.</summary>
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
    }

    /// <summary>How the forecasts become one.</summary>
    public Combining Combining { get; }

    /// <summary>The members.</summary>
    public IReadOnlyList<ForecastMethod> Members => _members;

    internal override Model Fit(double[] y, int seasonLength)
    {
        var series = new TimeSeries(y, seasonLength);
        var members = Array.ConvertAll(_members, method => Fit(method, series));
        var models = members.Where(member => member.Model is not null).Select(member => member.Model!).ToArray();
        if (models.Length == 0)
        {
            throw new InvalidSeriesException(
                $"No member of {Name} could be fitted: {string.Join(" ", members.Select(m => m.Failure))}");
        }

        var fitted = new double[y.Length];
        var column = new double[models.Length];
        for (var t = 0; t < fitted.Length; t++)
        {
            for (var i = 0; i < models.Length; i++) column[i] = models[i].Fitted[t];
            fitted[t] = Array.Exists(column, double.IsNaN) ? double.NaN : Combine(column, series.IsPositive);
        }

        return new CombinedModel(this, fitted, members, models, series.IsPositive);
    }

    private static FittedMember Fit(ForecastMethod method, TimeSeries series)
    {
        try
        {
            var model = method.Fit(series);
            return Array.TrueForAll(model.Predict(series.SeasonLength), double.IsFinite)
                ? new FittedMember(method, model, null)
                : new FittedMember(method, null, $"{method.Name} has forecasts that are not finite.");
        }
        catch (InvalidSeriesException exception)
        {
            return new FittedMember(method, null, exception.Message);
        }
    }

    private double Combine(Span<double> values, bool positive)
    {
        values.Sort();
        var finite = values.IndexOfAnyInRange(double.MinValue, double.MaxValue);
        if (finite >= 0) values = values[finite..(values.LastIndexOfAnyInRange(double.MinValue, double.MaxValue) + 1)];
        if (positive && values[^1] > 0) values = values[values.IndexOfAnyInRange(double.Epsilon, double.MaxValue)..];
        if (Combining == Combining.Median)
        {
            return values.Length % 2 == 1
                ? values[values.Length / 2]
                : (values[values.Length / 2 - 1] + values[values.Length / 2]) / 2;
        }

        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }

    private sealed class CombinedModel(
        Combination method, double[] fitted, FittedMember[] members, FittedModel[] models, bool positive)
        : Model(method.Combining + " of " + string.Join(", ", models.Select(m => m.Description)), fitted)
    {
        internal override void Predict(Span<double> mean)
        {
            var horizon = mean.Length;
            var forecasts = Array.ConvertAll(models, model => model.Predict(horizon));
            Span<double> column = stackalloc double[models.Length];
            for (var h = 0; h < horizon; h++)
            {
                for (var i = 0; i < forecasts.Length; i++) column[i] = forecasts[i][h];
                mean[h] = method.Combine(column, positive);
            }
        }

        internal override IReadOnlyList<FittedMember> Members(TimeSeries series, double scale) =>
            [.. members.Select(member => member with { Model = member.Model?.Scaled(series, scale) })];
    }
}
