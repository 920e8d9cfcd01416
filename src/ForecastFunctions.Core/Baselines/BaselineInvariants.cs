namespace ForecastFunctions.Core.Baselines;

/// <summary>What must hold between the parts of a baseline, whose lists are in order already.</summary>
internal static class BaselineInvariants
{
    /// <summary>The first invariant that is broken, in words, or null.</summary>
    public static string? FirstBroken(
        DateOnly asOf, IReadOnlyList<CalibratedParameter> parameters, IReadOnlyList<Observation> observations) =>
        RepeatedParameter(parameters)
        ?? RepeatedOrMixedSeries(observations)
        ?? NotYetKnown(asOf, observations)
        ?? MissingProvenance(parameters, observations);

    private static string? RepeatedParameter(IReadOnlyList<CalibratedParameter> parameters) =>
        Neighbours(parameters, parameter => parameter.Id)
            .Select(pair => $"Parameter {pair.First.Id} occurs twice.")
            .FirstOrDefault();

    private static string? RepeatedOrMixedSeries(IReadOnlyList<Observation> observations) =>
        Neighbours(observations, observation => observation.SeriesId)
            .Select(pair => Disagreement(pair.First, pair.Second))
            .FirstOrDefault(problem => problem is not null);

    private static string? Disagreement(Observation first, Observation second) =>
        (first.PeriodEnd, first.KnownSince) == (second.PeriodEnd, second.KnownSince)
            ? $"Series {first.SeriesId} has two figures for {first.PeriodEnd:O} known since {first.KnownSince:O}."
            : (first.Unit, first.Frequency) != (second.Unit, second.Frequency)
                ? $"Series {first.SeriesId} changes from {first.Frequency} in {first.Unit} to {second.Frequency} in {second.Unit}."
                : null;

    private static string? NotYetKnown(DateOnly asOf, IReadOnlyList<Observation> observations) =>
        observations
            .Where(observation => observation.KnownSince > asOf)
            .Select(early => $"{early.SeriesId} for {early.PeriodEnd:O} was known since {early.KnownSince:O} only, after {asOf:O}.")
            .FirstOrDefault();

    private static string? MissingProvenance(
        IReadOnlyList<CalibratedParameter> parameters, IReadOnlyList<Observation> observations)
    {
        var known = observations.Select(observation => observation.SeriesId).ToHashSet(StringComparer.Ordinal);
        return parameters
            .SelectMany(parameter => parameter.Observations.Where(series => !known.Contains(series)), (parameter, series) =>
                $"Parameter {parameter.Id} comes from {series}, of which there is no observation.")
            .FirstOrDefault();
    }

    private static IEnumerable<(T First, T Second)> Neighbours<T>(IReadOnlyList<T> ordered, Func<T, string> key) =>
        ordered.Zip(ordered.Skip(1))
            .Where(pair => string.Equals(key(pair.First), key(pair.Second), StringComparison.Ordinal));
}
