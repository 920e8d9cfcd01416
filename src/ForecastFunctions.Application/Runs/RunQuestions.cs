using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Application.Runs;

/// <summary>Reads stored questions of runs back, with the baselines that they were asked of.</summary>
/// <param name="baselines">Give these.</param>
/// <param name="readers">Read the questions, each those of a kind.</param>
internal sealed class RunQuestions(BaselineLibrary baselines, IEnumerable<RunReader> readers)
{
    private readonly Dictionary<string, Func<string, IRunSpecification>> _readers
        = readers.ToDictionary(r => r.Kind, r => r.Parse, StringComparer.Ordinal);

    /// <summary>The question of a canonical form of any kind.</summary>
    /// <exception cref="FormatException">There is no such kind, or it is not its form.</exception>
    public (string Kind, IRunSpecification Specification) Parse(string canonicalForm)
    {
        var kind = IRunSpecification.KindOf(canonicalForm);
        return _readers.TryGetValue(kind, out var parse)
            ? (kind, parse(canonicalForm))
            : throw new FormatException($"There is no kind of run '{kind}'.");
    }

    /// <summary>A question with its baselines.</summary>
    /// <exception cref="DamagedContentException">One of them is not stored.</exception>
    public async Task<Prepared<TSpecification>> PrepareAsync<TSpecification, TResult>(
        TSpecification specification, CancellationToken cancellationToken)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        var baseline = await BaselineOfAsync(specification.RunId, specification.BaselineVersion, cancellationToken);
        return new Prepared<TSpecification>(specification.On(baseline), baseline)
        {
            ReferenceBaseline = specification.ReferenceBaselineVersion is { } version
                ? await BaselineOfAsync(specification.RunId, version, cancellationToken) : null,
        };
    }

    private async Task<Baseline> BaselineOfAsync(RunId run, string version, CancellationToken cancellationToken)
        => await baselines.FindAsync(version, cancellationToken)
            ?? throw new DamagedContentException($"baseline {version}", $"run {run} names it, but it is not stored");
}
