using System.Globalization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Application.Projections;

/// <summary>How the paths of a run were drawn.</summary>
/// <param name="Count">How many.</param>
/// <param name="Seed">The seed, as text: not every reader keeps large numbers.</param>
/// <param name="Sampling">How points were laid out.</param>
/// <param name="Replicates">In how many independent parts, which give the standard errors.</param>
/// <param name="Percentiles">The percentiles given.</param>
/// <param name="Correlations">The rank correlations in use; after a repair, the repaired ones.</param>
/// <param name="CorrelationsRepaired">Whether the stated correlations contradicted each other and were repaired.</param>
/// <param name="Note">What a reader of percentiles should know.</param>
public sealed record DrawsAnswer(
    int Count, string Seed, string Sampling, int Replicates, IReadOnlyList<double> Percentiles,
    IReadOnlyList<CorrelationAnswer> Correlations, bool CorrelationsRepaired, string Note)
{
    /// <summary>The answer for a run's settings.</summary>
    public static DrawsAnswer? Of(DrawSettings? settings) => settings is null ? null : new(
        settings.Draws,
        settings.Seed.ToString(CultureInfo.InvariantCulture),
        Words.Of(settings.Sampling),
        DrawSettings.Replicates,
        settings.Percentiles,
        [.. settings.Correlations.Matrix.Pairs.Select(p => new CorrelationAnswer(p.First, p.Second, p.Value))],
        settings.Correlations.Matrix.IsRepaired,
        "Means of parts add to the mean of the whole; percentiles do not.");
}

/// <summary>A rank correlation of two parameters.</summary>
/// <param name="First">One parameter.</param>
/// <param name="Second">The other.</param>
/// <param name="Value">Spearman's rank correlation.</param>
public sealed record CorrelationAnswer(string First, string Second, double Value);
