using ForecastFunctions.Core.Analyses.Attributions;
using ForecastFunctions.Core.Analyses.Comparisons;

namespace ForecastFunctions.Core.Projections;

/// <summary>Every kind of run, by the name of its resource.</summary>
public static class RunKinds
{
    private static readonly Dictionary<string, Func<string, IRunSpecification>> ByKind = Of(
        Kind<ProjectionSpecification, Projection>(),
        Kind<ComparisonSpecification, Comparison>(),
        Kind<AttributionSpecification, Attribution>());

    /// <summary>Reads a canonical form of any kind back.</summary>
    /// <param name="canonicalForm">What <see cref="IRunSpecification.CanonicalForm"/> gave.</param>
    /// <returns>The kind, and the specification.</returns>
    /// <exception cref="ModelVersionGoneException">It was written by a version of the model that is not this one.</exception>
    /// <exception cref="FormatException">It is not a canonical form.</exception>
    public static (string Kind, IRunSpecification Specification) Parse(string canonicalForm)
    {
        var kind = CanonicalForm.KindOf(canonicalForm);
        return ByKind.TryGetValue(kind, out var parse)
            ? (kind, parse(canonicalForm))
            : throw new FormatException($"There is no kind of run '{kind}'.");
    }

    private static (string Kind, Func<string, IRunSpecification> Parse) Kind<TSpecification, TResult>()
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
        => (TSpecification.Kind, form => TSpecification.Parse(form));

    private static Dictionary<string, Func<string, IRunSpecification>> Of(
        params IEnumerable<(string Kind, Func<string, IRunSpecification> Parse)> kinds)
        => kinds.ToDictionary(k => k.Kind, k => k.Parse, StringComparer.Ordinal);
}
