namespace ForecastFunctions.Core.Baselines;

/// <summary>Tells whether two figures are one, stated to different precision: 60,922 and 60,900 million.</summary>
internal static class Rounding
{
    /// <summary>A figure of a single digit says too little to be taken for another one.</summary>
    private const int FewestDigits = 2;

    /// <summary>Whether the first is the second, rounded to fewer digits.</summary>
    public static bool IsRounded(double coarse, double precise)
        => coarse != precise && Math.Sign(coarse) == Math.Sign(precise)
            && Step(coarse) is { } step && step > (Step(precise) ?? 0)
            && Math.Abs(coarse) >= step * Math.Pow(10, FewestDigits - 1)
            && Math.Abs(coarse - precise) <= step / 2;

    /// <summary>The place of the last digit that is not zero; <see langword="null"/> where a decimal cannot hold the figure.</summary>
    private static double? Step(double figure)
    {
        if (figure == 0 || Math.Abs(figure) is > 1e27 or < 1e-9)
            return null;
        var rest = (decimal)figure;
        decimal step = 1;
        while (rest != decimal.Truncate(rest))
            (rest, step) = (rest * 10, step / 10);
        while (rest % 10 == 0)
            (rest, step) = (rest / 10, step * 10);
        return (double)step;
    }
}
