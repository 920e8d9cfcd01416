namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// The limits, at every step of the horizon, between which an observation falls with one probability.
/// </summary>
public sealed record PredictionInterval
{
    /// <summary>Creates an interval.</summary>
    /// <param name="level">The probability, between 0 and 1.</param>
    /// <param name="lower">The lower limits.</param>
    /// <param name="upper">The upper limits, none below its lower limit.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    /// <exception cref="ArgumentException">The lengths differ, or limits are not in order.</exception>
    public PredictionInterval(double level, IReadOnlyList<double> lower, IReadOnlyList<double> upper)
    {
        ArgumentNullException.ThrowIfNull(lower);
        ArgumentNullException.ThrowIfNull(upper);
        RequireLevel(level);
        if (lower.Count != upper.Count)
            throw new ArgumentException("There must be as many upper limits as lower ones.", nameof(upper));
        for (var h = 0; h < lower.Count; h++)
        {
            if (!(lower[h] <= upper[h]))
                throw new ArgumentException("No upper limit may lie below its lower limit.", nameof(upper));
        }

        Level = level;
        Lower = [.. lower];
        Upper = [.. upper];
    }

    /// <summary>The probability, such as 0.95.</summary>
    public double Level { get; }

    /// <summary>The lower limits, from one step ahead on.</summary>
    public IReadOnlyList<double> Lower { get; }

    /// <summary>The upper limits, from one step ahead on.</summary>
    public IReadOnlyList<double> Upper { get; }

    internal static void RequireLevel(double level)
    {
        if (!(level > 0 && level < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(level), level, "A level must be between 0 and 1, such as 0.95.");
        }
    }
}
