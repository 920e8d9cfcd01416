using ForecastFunctions.Core.Scenarios;
using MathNet.Numerics.Distributions;

namespace ForecastFunctions.Core.Scorecards;

/// <summary>
/// The factor by which the paths of a group of parameters would have had to be wider (above 1) or narrower around their
/// middle for outcomes to lie where they did: the root of the mean squared <see cref="SpreadEvidence.Score"/>. What the middle
/// was wrong by counts as uncertainty.
/// </summary>
/// <param name="Group">The group.</param>
/// <param name="Basis">The basis of the vintages.</param>
/// <param name="Outcomes">How many quarters were scored, each once for every vintage that forecast it.</param>
/// <param name="Vintages">How many vintages forecast them.</param>
/// <param name="Independent">
/// How many of them count as independent: the distinct quarters over the mean horizon, since forecasts of several quarters
/// ahead share their errors.
/// </param>
/// <param name="Factor">The factor.</param>
/// <param name="Low">The lower end of its interval.</param>
/// <param name="High">The upper end.</param>
public sealed record UncertaintyFactor(
    SpreadSource Group, VintageBasis Basis, int Outcomes, int Vintages, double Independent, double Factor, double Low, double High)
{
    /// <summary>The level of the interval, in percent.</summary>
    public const double Level = 90;

    /// <summary>The factor of each group and basis of which there is evidence.</summary>
    public static IReadOnlyList<UncertaintyFactor> Of(IEnumerable<SpreadEvidence> evidence)
        => [.. evidence.GroupBy(e => (e.Vintage.Basis, e.Group)).OrderBy(g => g.Key.Basis).ThenBy(g => g.Key.Group).Select(g => Of([.. g]))];

    /// <summary>
    /// The factor, and the interval by the chi-squared law of a mean square of normal scores with as many degrees of freedom as
    /// there are independent ones.
    /// </summary>
    private static UncertaintyFactor Of(IReadOnlyList<SpreadEvidence> evidence)
    {
        var square = evidence.Average(e => e.Score * e.Score);
        var horizon = evidence.Average(e => (double)(e.Period.Ordinal - e.Vintage.LastKnown.Ordinal));
        var independent = Math.Max(evidence.Select(e => e.Period).Distinct().Count() / horizon, 1);
        return new(
            evidence[0].Group, evidence[0].Vintage.Basis, evidence.Count, evidence.Select(e => e.Vintage).Distinct().Count(),
            independent, Math.Sqrt(square), End(1 - (1 - Level / 100) / 2), End((1 - Level / 100) / 2));

        double End(double p) => Math.Sqrt(square * independent / ChiSquared.InvCDF(independent, p));
    }
}
