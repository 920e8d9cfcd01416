using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Core.Calibration;

/// <summary>
/// The vintage of December 2024: the article's view of the market. A fresh installation begins with it.
/// </summary>
/// <remarks>
/// Its observations are those that were public by then. Its parameters are the catalogue's defaults; those called
/// estimated were fitted to the year 2024 with figures that came out later, which their basis says.
/// </remarks>
public static class ArticleBaseline
{
    /// <summary>The name of the vintage.</summary>
    public const string Version = "2024-12";

    /// <summary>The day by which everything in it was known.</summary>
    public static readonly DateOnly AsOf = new(2024, 12, 31);

    /// <summary>The vintage, from curated observations of any later date.</summary>
    /// <param name="observations">What is known today; what was not yet known at the end of 2024 is left out.</param>
    public static Baseline From(IEnumerable<Observation> observations) => new(
        Version,
        "The article's view of December 2024",
        AsOf,
        baseYear: 2024,
        [.. Parameters.All.Where(p => !p.IsChoice)
            .Select(p => new CalibratedParameter(p.Id, p.Default, p.Law?.ToString(), p.Status, p.Basis, []))],
        [.. observations.Where(o => o.KnownSince <= AsOf)]);
}
