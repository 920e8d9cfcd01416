using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Application.Baselines;

/// <summary>One difference between two baselines.</summary>
/// <param name="Kind"><c>parameter</c> or <c>observation</c>.</param>
/// <param name="Name">The parameter, or the series.</param>
/// <param name="PeriodEnd">The last day of the observation's period.</param>
/// <param name="Before">The value in the first; <see langword="null"/> where it had none.</param>
/// <param name="After">The value in the second; <see langword="null"/> where it has none.</param>
/// <param name="StatusBefore">How well founded it was.</param>
/// <param name="StatusAfter">How well founded it is.</param>
public sealed record BaselineDifference(
    string Kind, string Name, DateOnly? PeriodEnd, double? Before, double? After, string? StatusBefore, string? StatusAfter)
{
    /// <summary>What differs between two baselines: the parameters, then the observations, each in order of name.</summary>
    public static IReadOnlyList<BaselineDifference> Between(Baseline from, Baseline to)
        => [.. Parameters(from, to), .. Observations(from, to)];

    private static IEnumerable<BaselineDifference> Parameters(Baseline from, Baseline to)
        => from.Parameters.Concat(to.Parameters).Select(p => p.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(id => (Id: id, Before: from.FindParameter(id), After: to.FindParameter(id)))
            .Where(p => p.Before?.Value != p.After?.Value || p.Before?.Status != p.After?.Status)
            .Select(p => new BaselineDifference(
                "parameter", p.Id, null, p.Before?.Value, p.After?.Value, Word(p.Before?.Status), Word(p.After?.Status)));

    private static IEnumerable<BaselineDifference> Observations(Baseline from, Baseline to)
        => from.SeriesIds.Union(to.SeriesIds, StringComparer.Ordinal).Order(StringComparer.Ordinal).SelectMany(id =>
        {
            var before = from.Series(id).ToDictionary(o => o.PeriodEnd);
            var after = to.Series(id).ToDictionary(o => o.PeriodEnd);
            return before.Keys.Union(after.Keys).Order()
                .Select(end => (End: end, Before: before.GetValueOrDefault(end), After: after.GetValueOrDefault(end)))
                .Where(o => o.Before?.Value != o.After?.Value || o.Before?.Status != o.After?.Status)
                .Select(o => new BaselineDifference(
                    "observation", id, o.End, o.Before?.Value, o.After?.Value, Word(o.Before?.Status), Word(o.After?.Status)));
        });

    private static string? Word<T>(T? value)
        where T : struct, Enum
        => value is { } word ? Words.Of(word) : null;
}
