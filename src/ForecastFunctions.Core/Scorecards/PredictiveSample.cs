using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Scorecards;

/// <summary>Numbers of equal probability that together are a forecast.</summary>
internal sealed class PredictiveSample
{
    private readonly double[] _sorted;

    /// <summary>A sample of finite numbers, at least one, in any order.</summary>
    public PredictiveSample(ReadOnlySpan<double> draws)
    {
        _sorted = draws.ToArray();
        Array.Sort(_sorted);
        Percentiles = [.. SampleScore.Percents.Select(At)];
    }

    /// <summary>The percentiles at <see cref="SampleScore.Percents"/>.</summary>
    public IReadOnlyList<double> Percentiles { get; }

    /// <summary>The percentile at a percentage.</summary>
    public double At(double percent)
    {
        var position = Statistics.Percentiles.Position(percent, _sorted.Length);
        var below = (int)position;
        return Statistics.Percentiles.Interpolate(_sorted[below], _sorted[Math.Min(below + 1, _sorted.Length - 1)], position);
    }

    /// <summary>The scores of the sample against what came.</summary>
    public SampleScore Against(double observed)
    {
        var pinball = 0.0;
        foreach (var (index, percent) in SampleScore.Percents.Index())
            pinball += Accuracy.Pinball([observed], [Percentiles[index]], percent / 100) / SampleScore.Percents.Count;
        return new(Percentiles, SampleScores.Crps(_sorted, observed), pinball, SampleScores.Pit(_sorted, observed));
    }
}

/// <summary>The scores of a forecast against what came.</summary>
/// <param name="Percentiles">The forecast's percentiles at <see cref="Percents"/>, in the variable's unit.</param>
/// <param name="Crps">The continuous ranked probability score, in the variable's unit (<see cref="SampleScores.Crps"/>).</param>
/// <param name="Pinball">The mean pinball loss of the percentiles, in the variable's unit (<see cref="Accuracy.Pinball"/>).</param>
/// <param name="Pit">The probability integral transform (<see cref="SampleScores.Pit"/>).</param>
public sealed record SampleScore(IReadOnlyList<double> Percentiles, double Crps, double Pinball, double Pit)
{
    /// <summary>The percentages of the percentiles that are shown and scored; each but the middle with its counterpart.</summary>
    public static IReadOnlyList<double> Percents { get; } = [5, 10, 25, 50, 75, 90, 95];

    /// <summary>The median.</summary>
    public double Median => Percentiles[3];

    /// <summary>Whether the interval from a percentile to its counterpart holds a number; limits are included.</summary>
    /// <param name="lower">The place of the lower percentile: 2 for 50 %, 1 for 80 %, 0 for 90 %.</param>
    /// <param name="observed">The number.</param>
    public bool Holds(int lower, double observed) => observed >= Percentiles[lower] && observed <= Percentiles[^(lower + 1)];
}
