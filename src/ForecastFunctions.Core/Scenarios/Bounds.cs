namespace ForecastFunctions.Core.Scenarios;

/// <summary>The closed interval that a stated value must lie in.</summary>
public readonly record struct Bounds
{
    /// <summary>From the smallest to the largest value allowed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An end is not finite, or the minimum is not below the maximum.</exception>
    public Bounds(double min, double max)
    {
        if (!double.IsFinite(min))
            throw new ArgumentOutOfRangeException(nameof(min), min, "A bound is a finite number.");
        if (!double.IsFinite(max) || max <= min)
            throw new ArgumentOutOfRangeException(nameof(max), max, $"The maximum is a finite number above the minimum, {min}.");
        Min = min;
        Max = max;
    }

    /// <summary>The smallest value allowed.</summary>
    public double Min { get; }

    /// <summary>The largest value allowed.</summary>
    public double Max { get; }

    /// <summary>Whether the value is allowed; never true for NaN.</summary>
    public bool Contains(double value) => value >= Min && value <= Max;
}
