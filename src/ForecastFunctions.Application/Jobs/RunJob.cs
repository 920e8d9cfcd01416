using System.Text;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Application.Jobs;

/// <summary>
/// Runs of a kind as operations: what one comes to is the run, stored under its id as if it had been answered at once. It is one block,
/// or where its kind divides it, several.
/// </summary>
/// <param name="kind">The kind.</param>
/// <param name="runs">Compute and keep runs.</param>
/// <param name="gate">Gives each part its turn.</param>
public sealed class RunJob<TRequest, TSpecification, TResult>(
    RunKind<TRequest, TSpecification, TResult> kind, RunLibrary runs, ComputeGate gate) : IJobKind
    where TSpecification : IRunSpecification<TSpecification, TResult>
    where TResult : IRunResult<TResult>
{
    /// <inheritdoc/>
    public string Kind => TSpecification.Kind;

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>> ComputeAsync(string form, int first, int count, string owner, CancellationToken cancellationToken)
    {
        var asked = await runs.AskedAsync<TSpecification, TResult>(form, cancellationToken);
        if (kind.Division is { } division && division.SizeOf(asked.Specification) is not null)
        {
            return await gate.GoOnAsync(
                CallerOf(owner), () => division.Compute(asked.Specification, first, count, cancellationToken), cancellationToken);
        }

        // It is stored once it is known that it is still wanted, and meanwhile remembered.
        var id = asked.Specification.RunId;
        if (!await runs.IsStoredAsync(id, cancellationToken))
            await runs.GetAsync<TSpecification, TResult>(asked with { IsKept = false }, CallerOf(owner), cancellationToken);
        return Encoding.ASCII.GetBytes(id.ToString());
    }

    /// <inheritdoc/>
    public async Task ConcludeAsync(
        string form, string owner, Func<Task<IReadOnlyList<ReadOnlyMemory<byte>>>> results, CancellationToken cancellationToken)
    {
        var asked = await runs.AskedAsync<TSpecification, TResult>(form, cancellationToken);
        if (await runs.IsStoredAsync(asked.Specification.RunId, cancellationToken))
            return;
        if (kind.Division is { } division && division.SizeOf(asked.Specification) is not null)
        {
            await runs.KeepAsync(asked, division.Combine(asked.Specification, await results()));
            return;
        }

        var run = await runs.GetAsync<TSpecification, TResult>(asked, CallerOf(owner), cancellationToken);
        if (!run.IsStored)
            throw new StorageUnavailableException($"Run {asked.Specification.RunId} could not be stored.", new IOException("The storage did not take it."));
    }

    private static Caller CallerOf(string owner) => new(owner, AccessScope.Read) { IsUnhurried = true };
}

/// <summary>Questions for runs that are answered later.</summary>
public static class RunDraft
{
    /// <summary>The operation of a question.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="run">What is asked.</param>
    /// <param name="result">Where the answer is read.</param>
    /// <param name="isStored">Whether it was computed before, so that it costs nothing.</param>
    public static JobDraft Of<TRequest, TSpecification, TResult>(
        RunKind<TRequest, TSpecification, TResult> kind, TSpecification run, string result, bool isStored)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        var (units, perBlock) = kind.Division?.SizeOf(run) ?? (1, 1);
        return new JobDraft(
            TSpecification.Kind, $"{char.ToUpperInvariant(kind.Word[0])}{kind.Word[1..]} of {run.Label}", run.CanonicalForm,
            new JobSize(units, perBlock, isStored ? 0 : (run.Numbers + units - 1) / units))
        {
            Result = result,
        };
    }
}
