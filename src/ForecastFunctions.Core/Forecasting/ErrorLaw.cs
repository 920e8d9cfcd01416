using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// The law of the errors of one forecast: how far below and above it the limits lie, at every step and level.
/// </summary>
internal sealed class ErrorLaw
{
    /// <summary>The levels that limits are given for.</summary>
    internal static readonly double[] Levels = [0.5, 0.8, 0.9, 0.95, 0.98, 0.99];

    /// <summary>The level whose limits stand for the width at a step.</summary>
    private const int Typical = 1;

    private static readonly double[] Scores = [.. Levels.Select(level => StandardNormal.Quantile((1 + level) / 2))];

    private readonly double[][] _below;
    private readonly double[][] _above;

    /// <summary>Creates a law. No limit lies nearer than at an earlier step.</summary>
    /// <param name="below">The distances of the lower limits by step and level (of <see cref="Levels"/>), at least 0.</param>
    /// <param name="above">The same of the upper ones.</param>
    internal ErrorLaw(double[][] below, double[][] above) => (_below, _above) = (Widening(below), Widening(above));

    /// <summary>A law that is symmetric: multiples of a scale at every step.</summary>
    internal static ErrorLaw Symmetric(double[] scale, double[] factors)
    {
        var limits = Array.ConvertAll(scale, width => Array.ConvertAll(factors, factor => width * factor));
        return new ErrorLaw(limits, limits);
    }

    /// <summary>The law whose percentiles are means of those of this one and of another, which has the share.</summary>
    internal ErrorLaw With(ErrorLaw other, double share)
    {
        return new ErrorLaw(Mixed(_below, other._below), Mixed(_above, other._above));

        double[][] Mixed(double[][] own, double[][] its) =>
            [.. own.Zip(its, (a, b) => a.Zip(b, (x, y) => (1 - share) * x + share * y).ToArray())];
    }

    /// <summary>The width at a step, from 1 on: that of the middle 80 %, halved; 0 where there is no error.</summary>
    internal double Scale(int step) => (_below[step - 1][Typical] + _above[step - 1][Typical]) / 2;

    /// <summary>
    /// The error at a step, from 1 on, that has a normal score: between the levels linear in the score, and proportional
    /// to it beyond the last.
    /// </summary>
    internal double Deviation(int step, double score) => score < 0
        ? -Distance(_below[step - 1], -score)
        : Distance(_above[step - 1], score);

    private static double Distance(double[] limits, double score)
    {
        double low = 0, nearer = 0;
        for (var i = 0; i < Scores.Length; i++)
        {
            if (score <= Scores[i]) return nearer + (limits[i] - nearer) * (score - low) / (Scores[i] - low);
            (low, nearer) = (Scores[i], limits[i]);
        }

        return limits[^1] * score / Scores[^1];
    }

    private static double[][] Widening(double[][] limits)
    {
        var widening = new double[limits.Length][];
        for (var h = 0; h < limits.Length; h++)
            widening[h] = h == 0 ? limits[h] : [.. limits[h].Zip(widening[h - 1], Math.Max)];
        return widening;
    }
}
