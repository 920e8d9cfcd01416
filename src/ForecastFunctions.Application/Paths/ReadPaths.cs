using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Paths;
using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Application.Paths;

/// <summary>Paths that are asked for, of a run that has them.</summary>
/// <param name="Run">The run.</param>
/// <param name="Columns">What of each path.</param>
public sealed record PathQuestion(Prepared<ProjectionSpecification> Run, PathColumns Columns)
{
    /// <summary>How many paths the run has.</summary>
    public int Count => Run.Specification.Draws!.Draws;

    /// <summary>Tells where a part of the paths is more than an answer holds.</summary>
    /// <param name="rows">How many paths are to be answered at once.</param>
    public IEnumerable<Fault> FaultsOf(int rows)
    {
        var most = PathRequest.MaxNumbers / Math.Max(Columns.Count, 1);
        if (rows > most)
        {
            yield return new Fault(FormMembers.Limit.Name, FaultCode.TooMuch,
                $"paths × columns is {(long)rows * Columns.Count}, and at most {PathRequest.MaxNumbers} at once: with these {Columns.Count} columns "
                + $"limit={most} and then the pages that follow, or fewer columns.")
            {
                Min = 1,
                Max = most,
            };
        }
    }
}

/// <summary>A path of a run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Path">Which, from 0.</param>
/// <param name="Numbers">The numbers of some paths.</param>
/// <param name="Place">Its place among these.</param>
public sealed record PathRow(ProjectionSpecification Run, int Path, PathNumbers Numbers, int Place);

/// <summary>Computes the paths of runs again.</summary>
/// <param name="runs">Give the runs.</param>
/// <param name="gate">Computes.</param>
public sealed class ReadPaths(RunLibrary runs, ComputeGate gate)
{
    /// <summary>What a request amounts to for the run that a path names.</summary>
    /// <param name="runId">What the path names.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ProblemException">404: there is no such run for the caller, or it has no draws; 410: its model is not live any more.</exception>
    public async Task<Outcome<PathQuestion>> PrepareAsync(
        string runId, PathRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var run = await ReadRunAsync(runId, caller, cancellationToken);
        var specification = run.Specification;
        if (!ModelVersion.IsLive(specification.ModelVersion))
        {
            throw new ProblemException(
                ProblemKind.RunExpired,
                $"The run is of version {specification.ModelVersion} of the model, whose paths can't be computed again; those of version "
                + $"{string.Join(" and ", ModelVersion.Live)} can. Ask the question again to get such a run.");
        }

        var faults = new Faults();
        faults.Add(request.FaultsOn(specification));
        return faults.Any ? faults : new PathQuestion(run.Asked, request.ColumnsOf(specification));
    }

    /// <summary>The run with draws that a path names.</summary>
    /// <exception cref="ProblemException">404: there is no such run for the caller, or it has no draws.</exception>
    public async Task<Run<ProjectionSpecification, Projection>> ReadRunAsync(string runId, Caller caller, CancellationToken cancellationToken)
    {
        var run = await runs.ReadAsync<ProjectionSpecification, Projection>(runId, caller, cancellationToken);
        return run.Specification.Draws is not null
            ? run
            : throw ProblemException.NotFound(
                $"Run {runId} is deterministic: its one path is its rows. A request with draws, such as draws=4096, gives a run with paths.");
    }

    /// <summary>Computes some of the paths again.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="first">The first path, from 0.</param>
    /// <param name="count">How many.</param>
    /// <param name="caller">Whom it is charged to.</param>
    /// <param name="cancellationToken">Ends the waiting and the work.</param>
    /// <exception cref="ProblemException">503: too much is under way; 429: the caller's quota is used up.</exception>
    public async Task<IReadOnlyList<PathRow>> ComputeAsync(
        PathQuestion question, int first, int count, Caller caller, CancellationToken cancellationToken)
    {
        var (run, columns) = (question.Run.Specification, question.Columns);
        var numbers = await gate.ComputeAsync(
            PathNumbers.Cost(run, columns, first, count), caller,
            (threads, end) => PathNumbers.Of(run, columns, first, count, threads, end), cancellationToken);
        return [.. Enumerable.Range(0, count).Select(place => new PathRow(run, first + place, numbers, place))];
    }
}
