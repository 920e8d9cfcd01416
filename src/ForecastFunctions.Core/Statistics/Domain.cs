namespace ForecastFunctions.Core.Statistics;

/// <summary>Collects what is wrong with the numbers of a law, to refuse them all together.</summary>
internal sealed class Domain
{
    private readonly List<DistributionFault> _faults = [];

    internal Domain Positive(string name, double value) =>
        Require(value > 0, name, $"{name} must be greater than 0; got {Numeral.Of(value)}");

    internal Domain Unit(string name, double value) =>
        Require(value > 0 && value < 1, name, $"{name} must be between 0 and 1, exclusively; got {Numeral.Of(value)}");

    internal Domain Within(string name, double value, double low, double high) => Require(
        value >= low && value <= high,
        name,
        $"{name} must be from {Numeral.Of(low)} to {Numeral.Of(high)}; got {Numeral.Of(value)}");

    /// <summary>
    /// Two numbers in strict order: not reversed, not empty, and not so far apart that doubles overflow.
    /// </summary>
    internal Domain Increasing(string lowName, double low, string highName, double high)
    {
        Require(
            low < high,
            highName,
            $"{highName} must be greater than {lowName} ({Numeral.Of(low)}); "
            + (low == high ? "for a single value write the number alone" : $"got {Numeral.Of(high)}"));
        return Require(
            double.IsFinite(2 * (high - low)),
            highName,
            $"{lowName} and {highName} are too far apart to compute with; "
            + $"got {Numeral.Of(low)} and {Numeral.Of(high)}");
    }

    internal Domain Mode(double min, double mode, double max) => Require(
        (mode >= min && mode <= max) || min >= max,
        "mode",
        $"mode must be from min ({Numeral.Of(min)}) to max ({Numeral.Of(max)}); got {Numeral.Of(mode)}");

    internal Domain Require(bool holds, string name, string otherwise)
    {
        if (!holds) _faults.Add(new DistributionFault(name, otherwise));
        return this;
    }

    internal void Check() => InvalidDistributionException.ThrowIfAny(_faults);
}
