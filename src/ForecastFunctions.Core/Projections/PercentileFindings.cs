using System.Globalization;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Projections;

/// <summary>What a reader should know of the percentiles that a run was asked for.</summary>
public static class PercentileFindings
{
    /// <summary>
    /// A warning <c>percentile-unresolved</c> for each percentile with too few draws beyond it to have a standard error
    /// (<see cref="PercentileResolution"/>), and one <c>percentiles-below-one</c> where all of them lie below 1, as fractions do.
    /// </summary>
    /// <param name="draws">How paths are drawn; without draws there are no percentiles.</param>
    /// <param name="mostDraws">The most draws that can be asked for.</param>
    public static IReadOnlyList<ProjectionWarning> Warnings(DrawSettings? draws, int mostDraws)
    {
        if (draws is null)
            return [];
        var warnings = draws.Percentiles.Where(p => !PercentileResolution.IsResolved(p, draws.Draws))
            .Select(p => Unresolved(p, draws.Draws, mostDraws)).ToList();
        if (draws.Percentiles.Count > 0 && draws.Percentiles.All(p => p < 1))
            warnings.Add(BelowOne(draws.Percentiles));
        return warnings;
    }

    private static ProjectionWarning Unresolved(double percentile, int draws, int mostDraws)
    {
        var (beyond, wanted) = (PercentileResolution.DrawsBeyond(percentile, draws), PercentileResolution.DrawsWanted(percentile));
        var remedy = wanted <= mostDraws
            ? string.Create(CultureInfo.InvariantCulture, $"It takes {wanted:#,0} draws.")
            : string.Create(CultureInfo.InvariantCulture, $"It would take more than the {mostDraws:#,0} draws that a run can have.");
        return new("percentile-unresolved", string.Create(CultureInfo.InvariantCulture,
            $"p{percentile:R} has no standard error: of {draws:#,0} draws about {beyond} lie beyond it, and with fewer than "
            + $"{PercentileResolution.MinBeyond} the value may be far off. {remedy}"));
    }

    private static ProjectionWarning BelowOne(IReadOnlyList<double> percentiles)
        => new("percentiles-below-one",
            $"Percentiles are from 0 to 100, and all of these lie below 1: {Listed(percentiles)}. If they are meant as fractions, "
            + $"ask for {Listed([.. percentiles.Select(p => Math.Round(100 * p, 10))])}.");

    private static string Listed(IReadOnlyList<double> numbers)
        => string.Join(',', numbers.Select(n => n.ToString("R", CultureInfo.InvariantCulture)));
}
