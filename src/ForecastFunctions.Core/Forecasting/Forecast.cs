using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Forecasting;

/// <summary>The forecast of one series by one method: immutable.</summary>
public sealed class Forecast
{
    /// <summary>The mean is taken over a grid of normal scores.</summary>
    private const int StepsPerUnit = 32;

    private const int Units = 6;

    private readonly Support _support;
    private readonly double[] _centre;
    private readonly ErrorLaw _errors;

    internal Forecast(FittedModel model, int horizon, Support support, IReadOnlyList<double> levels)
    {
        _support = support;
        _centre = model.Predict(horizon);
        if (!Array.TrueForAll(_centre, double.IsFinite))
            throw new InvalidSeriesException($"{model.Description} has forecasts that are not finite.");
        _errors = CalibratedErrors.LawOf(model, _centre, support);
        Model = model;
        Median = [.. _centre.Select(support.Restore)];
        Mean = support.KeepsMean ? Median : [.. Enumerable.Range(0, horizon).Select(MeanAt)];
        Intervals = [.. levels.Select(Interval)];
        Members = [.. model.Members.Select(member => MemberForecast.Of(member, horizon, support))];
    }

    /// <summary>The fitted method; on the logit scale if the support has two bounds.</summary>
    public FittedModel Model { get; }

    /// <summary>What was fitted, such as <c>ETS(M,Ad,M)</c>.</summary>
    public string Description => Model.Description;

    /// <summary>The number of periods ahead.</summary>
    public int Horizon => _centre.Length;

    /// <summary>
    /// The point forecasts, from one step ahead on: the middle of the predictive distribution, which observations are as
    /// likely to be above as below.
    /// </summary>
    public IReadOnlyList<double> Median { get; }

    /// <summary>
    /// The mean of the predictive distribution at every step, which sums and paths have on average; above the median
    /// where upper limits are further away than lower ones.
    /// </summary>
    public IReadOnlyList<double> Mean { get; }

    /// <summary>The intervals at the levels that were asked for, in that order.</summary>
    public IReadOnlyList<PredictionInterval> Intervals { get; }

    /// <summary>
    /// The forecasts of the members of a combination, failed ones included; empty for a single method.
    /// </summary>
    public IReadOnlyList<MemberForecast> Members { get; }

    /// <summary>
    /// The interval at a level. Intervals of higher levels contain those of lower ones, and none is narrower than at an
    /// earlier step (before the support takes its part).
    /// </summary>
    /// <param name="level">The probability, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public PredictionInterval Interval(double level)
    {
        PredictionInterval.RequireLevel(level);
        var score = StandardNormal.Quantile(0.5 + level / 2);
        return new PredictionInterval(level, Limits(-score), Limits(score));
    }

    /// <summary>The values that observations stay below with a probability, at every step.</summary>
    /// <param name="p">The probability, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not between 0 and 1.</exception>
    public IReadOnlyList<double> Quantile(double p)
    {
        if (!(p > 0 && p < 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "A probability must be between 0 and 1.");
        if (p == 0.5) return Median;
        return Limits(StandardNormal.Quantile(p));
    }

    /// <summary>
    /// Draws futures of the series. At every step they have the calibrated distribution that the intervals are of.
    /// Along the horizon their errors add up as those of a random walk do: the normal score of the error at a step is
    /// the sum of independent increments with the variances by which the squared interval widens.
    /// </summary>
    /// <param name="count">The number of paths, at least 1.</param>
    /// <param name="seed">
    /// The seed: the same one gives the same paths, and the first of them whatever the count.
    /// </param>
    /// <returns>The paths, each over the horizon.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are no paths to draw.</exception>
    public IReadOnlyList<IReadOnlyList<double>> Paths(int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return FuturePaths.Draw(this, count, seed);
    }

    /// <summary>The scale of the errors at a step, from 1 on.</summary>
    internal double Scale(int step) => _errors.Scale(step);

    /// <summary>The value at a step, from 1 on, that has a normal score in the predictive distribution.</summary>
    internal double Value(int step, double score) => _support.Limit(_centre[step - 1], _errors.Deviation(step, score));

    private double[] Limits(double score) => [.. _centre.Select((_, h) => Value(h + 1, score))];

    /// <summary>The mean by the trapezoidal rule over normal scores.</summary>
    private double MeanAt(int index)
    {
        if (Scale(index + 1) == 0) return Median[index];
        double sum = 0, total = 0;
        for (var i = -StepsPerUnit * Units; i <= StepsPerUnit * Units; i++)
        {
            var score = (double)i / StepsPerUnit;
            var density = Math.Exp(-score * score / 2);
            sum += density * Value(index + 1, score);
            total += density;
        }

        return sum / total;
    }
}

/// <summary>What one member of a combination forecast.</summary>
/// <param name="Method">The name of the method.</param>
/// <param name="Description">What was fitted; null if the member failed.</param>
/// <param name="Mean">The point forecasts; empty if the member failed.</param>
/// <param name="Failure">Why it failed; null if it did not.</param>
/// <param name="Weight">Its share in the combination, from 0 to 1; 0 if it failed.</param>
public sealed record MemberForecast(
    string Method, string? Description, IReadOnlyList<double> Mean, string? Failure, double Weight)
{
    internal static MemberForecast Of(FittedMember member, int horizon, Support support) => new(
        member.Method.Name,
        member.Model?.Description,
        member.Model is null ? [] : [.. member.Model.Predict(horizon).Select(support.Restore)],
        member.Failure,
        member.Weight);
}
