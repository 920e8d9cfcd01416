using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Paths;

/// <summary>What of each path is wanted: its columns are the parameters, then the events, then the variables, each period by period.</summary>
/// <param name="Parameters">The parameters.</param>
/// <param name="Events">The places of events among the scenario's; a path has 1 where the event happens, else 0.</param>
/// <param name="Variables">The variables.</param>
/// <param name="Periods">The periods of each, in order; none lies before the base year.</param>
public sealed record PathColumns(
    IReadOnlyList<Parameter> Parameters, IReadOnlyList<int> Events, IReadOnlyList<Variable> Variables, IReadOnlyList<Period> Periods)
{
    /// <summary>How many there are.</summary>
    public int Count => Parameters.Count + Events.Count + Variables.Count * Periods.Count;
}

/// <summary>
/// Numbers of some paths of a run, computed again: the same, to the last bit, as those of which the run's statistics are.
/// </summary>
public sealed class PathNumbers
{
    private readonly double[] _values;
    private readonly PathColumns _columns;
    private readonly int _first;
    private readonly int _count;

    private PathNumbers(PathColumns columns, int first, int count)
    {
        _columns = columns;
        _first = first;
        _count = count;
        _values = new double[(long)columns.Count * count];
    }

    /// <summary>How many numbers of the model it takes: those of whole blocks, from the base year on.</summary>
    /// <param name="run">The run.</param>
    /// <param name="columns">What is wanted.</param>
    /// <param name="first">The first path, from 0.</param>
    /// <param name="count">How many paths.</param>
    public static long Cost(ProjectionSpecification run, PathColumns columns, int first, int count)
    {
        var blocks = (first + count - 1) / ProjectionEngine.DrawsPerBlock - first / ProjectionEngine.DrawsPerBlock + 1;
        var periods = columns.Variables.Count == 0 ? 1 : ProjectionEngine.FromBaseYear(run.Scenario, UpTo(columns)).Count;
        return (long)blocks * ProjectionEngine.DrawsPerBlock * periods * run.Variables.Count;
    }

    /// <summary>The independent part of the draws that a path is of, from 0.</summary>
    /// <param name="settings">How the paths are drawn.</param>
    /// <param name="path">The path, from 0.</param>
    public static int ReplicateOf(DrawSettings settings, int path)
        => Enumerable.Range(0, DrawSettings.Replicates).First(r => path < DrawSampler.ReplicateStart(r + 1, settings.Draws));

    /// <summary>Computes paths again.</summary>
    /// <param name="run">A run with draws.</param>
    /// <param name="columns">What is wanted of each.</param>
    /// <param name="first">The first path, from 0.</param>
    /// <param name="count">How many paths; at least 1, and not beyond the run's last.</param>
    /// <param name="threads">The most threads to use; the numbers do not depend on it.</param>
    /// <param name="cancellationToken">Ends the work between two blocks.</param>
    /// <exception cref="ArgumentException">The run has no draws.</exception>
    /// <exception cref="ModelVersionGoneException">The run is of a version of the model that is not live.</exception>
    public static PathNumbers Of(
        ProjectionSpecification run, PathColumns columns, int first, int count, int threads, CancellationToken cancellationToken = default)
    {
        var settings = run.Draws ?? throw new ArgumentException("The run has no draws.", nameof(run));
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + count, settings.Draws, nameof(count));
        ModelVersion.RequireLive(run.ModelVersion);

        // The blocks are those of the run, since the last bits of a draw may depend on where it stands in its block.
        var numbers = new PathNumbers(columns, first, count);
        var sampler = new DrawSampler(run.Scenario, settings);
        var firstBlock = first / ProjectionEngine.DrawsPerBlock;
        var endBlock = (first + count - 1) / ProjectionEngine.DrawsPerBlock + 1;
        ProjectionEngine.Each(endBlock - firstBlock, threads, block =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            numbers.Fill(run, sampler, (firstBlock + block) * ProjectionEngine.DrawsPerBlock);
        });
        return numbers;
    }

    /// <summary>A number of a path.</summary>
    /// <param name="path">The path, counted from the first one here.</param>
    /// <param name="column">The column.</param>
    public double this[int path, int column] => _values[(long)column * _count + path];

    /// <summary>A column: a number for each path.</summary>
    public ReadOnlySpan<double> Column(int column) => _values.AsSpan(column * _count, _count);

    private static PeriodRange UpTo(PathColumns columns) => new(columns.Periods[0], columns.Periods[^1]);

    private void Fill(ProjectionSpecification run, DrawSampler sampler, int blockStart)
    {
        var scenario = run.Scenario;
        using var parameters = new ParameterColumns(scenario, ProjectionEngine.DrawsPerBlock);
        sampler.Fill(parameters, sampler.ScoreColumns(ProjectionEngine.DrawsPerBlock), blockStart);
        var column = 0;
        foreach (var parameter in _columns.Parameters)
            Copy(parameters[parameter], blockStart, column++);

        using var paths = new ModelPaths(ProjectionEngine.DrawsPerBlock, scenario);
        paths.Load(parameters, firstDraw: 0);
        var draws = Math.Min(ProjectionEngine.DrawsPerBlock, run.Draws!.Draws - blockStart);
        for (var e = 0; e < scenario.Events.Count; e++)
            sampler.FillOccurrence(e, paths.Occurrence(e)[..draws], blockStart);
        foreach (var e in _columns.Events)
            Copy(paths.Occurrence(e), blockStart, column++);

        if (_columns.Variables.Count == 0)
            return;
        var shown = 0;
        foreach (var period in ProjectionEngine.FromBaseYear(scenario, UpTo(_columns)))
        {
            var isShown = shown < _columns.Periods.Count && period == _columns.Periods[shown];
            paths.Advance(period, 0, paths.Groups, isShown);
            if (!isShown)
                continue;
            foreach (var (index, variable) in _columns.Variables.Index())
                Copy(paths.Variables[variable], blockStart, column + index * _columns.Periods.Count + shown);
            shown++;
        }
    }

    /// <summary>Copies what is wanted of a block's column.</summary>
    private void Copy(ReadOnlySpan<double> block, int blockStart, int column)
    {
        var begin = Math.Max(blockStart, _first);
        var end = Math.Min(blockStart + ProjectionEngine.DrawsPerBlock, _first + _count);
        block[(begin - blockStart)..(end - blockStart)].CopyTo(_values.AsSpan(column * _count + begin - _first));
    }
}
