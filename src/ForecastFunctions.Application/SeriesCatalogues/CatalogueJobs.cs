using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.SeriesCatalogues;

namespace ForecastFunctions.Application.SeriesCatalogues;

/// <summary>Computes the blocks of questions of one kind about catalogues.</summary>
/// <param name="kind">The kind.</param>
/// <param name="catalogues">Keep the contents.</param>
/// <param name="gate">Gives each series its turn.</param>
public sealed class CatalogueJobs(CatalogueKind kind, ICatalogueStore catalogues, ComputeGate gate) : IJobKind
{
    /// <inheritdoc/>
    public string Kind => kind.Name;

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>> ComputeAsync(
        string form, int first, int count, string owner, CancellationToken cancellationToken)
    {
        var asked = CatalogueSpecification.Parse(form);
        asked.RequireLive();
        var question = kind.ReadQuestion(asked.ToArguments());
        var caller = new Caller(owner, AccessScope.Read);
        var results = new List<SeriesResult>(count);
        var begin = 0;
        foreach (var part in asked.Parts)
        {
            var (from, to) = (Math.Max(first - begin, 0), Math.Min(first + count - begin, part.Series));
            begin += part.Series;
            if (from >= to)
                continue;
            var content = await catalogues.ReadAsync(owner, part.Hash, cancellationToken);
            foreach (var series in content.Series.Skip(from).Take(to - from))
            {
                cancellationToken.ThrowIfCancellationRequested();
                results.Add(await gate.GoOnAsync(caller, () => question.Answer(series), cancellationToken));
            }
        }

        return SeriesResult.ToBytes(results);
    }
}
