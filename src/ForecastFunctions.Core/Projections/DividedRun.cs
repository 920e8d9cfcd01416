using System.Runtime.InteropServices;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Projections;

/// <summary>
/// A run with more draws than can be held at once, computed in parts. A part is some cells, each a variable in a period. All draws of a
/// cell are there when its statistics are taken, so its numbers are those of the run computed whole, to the last bit; the paths are gone
/// through anew for each part, some draws at a time.
/// </summary>
public static class DividedRun
{
    /// <summary>How many draws move together: what they carry is about 100 MB.</summary>
    private const int DrawsAtOnce = 1 << 16;

    /// <summary>The most bytes of the draws of a part's cells: beside these and the paths, a process of 2 GB has room for itself.</summary>
    private const long MaxBytes = 400_000_000;

    /// <summary>How many cells a run has: period by period, and of each the variables.</summary>
    public static int CellsOf(ProjectionSpecification run) => run.Projected.Count * run.Variables.Count;

    /// <summary>How many cells a part has.</summary>
    /// <exception cref="ArgumentException">The run has no draws.</exception>
    public static int CellsPerPart(ProjectionSpecification run)
        => (int)Math.Clamp(MaxBytes / (sizeof(double) * (long)SettingsOf(run).Draws), 1, CellsOf(run));

    /// <summary>Computes a part.</summary>
    /// <param name="run">A run with draws.</param>
    /// <param name="first">The first cell, from 0.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Ends the work between two periods.</param>
    /// <returns>Of each cell the statistics, then their standard errors, as doubles, little-endian.</returns>
    /// <exception cref="ModelVersionGoneException">The run is of a version of the model that is not live.</exception>
    public static ReadOnlyMemory<byte> Compute(ProjectionSpecification run, int first, int count, CancellationToken cancellationToken = default)
    {
        ModelVersion.RequireLive(run.ModelVersion);
        var settings = SettingsOf(run);
        var cells = Enumerable.Range(first, count).Select(cell => new Cell(
            run.Projected.ElementAt(cell / run.Variables.Count), run.Variables[cell % run.Variables.Count], new double[settings.Draws])).ToList();
        Fill(run, settings, cells, cancellationToken);

        var estimates = PathStatistics.EstimatesOf(settings);
        var statistics = run.Statistics.Count;
        var numbers = new double[2 * statistics * count];
        foreach (var (index, (period, variable, draws)) in cells.Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var values = numbers.AsSpan(2 * statistics * index, statistics);
            var errors = numbers.AsSpan((2 * statistics * index) + statistics, statistics);
            if (RunVariables.HasValue(variable, run.Scenario.BaseYear, period))
            {
                estimates.Of(draws, values, errors);
            }
            else
            {
                values.Fill(double.NaN);
                errors.Fill(double.NaN);
            }
        }

        return MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray();
    }

    /// <summary>The run of its parts.</summary>
    /// <param name="run">The run.</param>
    /// <param name="parts">What <see cref="Compute"/> gave for each part, in order.</param>
    /// <exception cref="FormatException">They are not the parts of this run.</exception>
    public static Projection Combine(ProjectionSpecification run, IEnumerable<ReadOnlyMemory<byte>> parts)
    {
        var statistics = run.Statistics.Count;
        var (values, errors) = (new List<double>(), new List<double>());
        foreach (var part in parts)
        {
            foreach (var cell in MemoryMarshal.Cast<byte, double>(part.Span).ToArray().Chunk(2 * statistics))
            {
                values.AddRange(cell.AsSpan(0, statistics));
                errors.AddRange(cell.AsSpan(statistics));
            }
        }

        return values.Count == CellsOf(run) * statistics && errors.Count == values.Count
            ? new Projection(run.Projected, run.Statistics, [.. values], [.. errors], variables: run.Variables)
            : throw new FormatException("The parts are not those of this run.");
    }

    /// <summary>Moves all paths through the periods, and keeps the draws of the cells.</summary>
    private static void Fill(ProjectionSpecification run, DrawSettings settings, List<Cell> cells, CancellationToken cancellationToken)
    {
        var scenario = run.Scenario;
        var sampler = new DrawSampler(scenario, settings);
        using var paths = new ModelPaths(Math.Min(DrawsAtOnce, settings.Draws), scenario);
        using var parameters = new ParameterColumns(scenario, ProjectionEngine.DrawsPerBlock);
        var scores = sampler.ScoreColumns(ProjectionEngine.DrawsPerBlock);
        var wanted = cells.ToLookup(c => c.Period);
        var range = ProjectionEngine.FromBaseYear(scenario, new PeriodRange(run.Projected.From, cells[^1].Period));
        for (var first = 0; first < settings.Draws; first += DrawsAtOnce)
        {
            var count = Math.Min(DrawsAtOnce, settings.Draws - first);
            for (var draw = 0; draw < count; draw += ProjectionEngine.DrawsPerBlock)
            {
                sampler.Fill(parameters, scores, first + draw);
                paths.Load(parameters, draw);
            }

            for (var e = 0; e < scenario.Events.Count; e++)
                sampler.FillOccurrence(e, paths.Occurrence(e)[..count], first);
            foreach (var period in range)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ProjectionEngine.Advance(paths, period, wanted.Contains(period), threads: 1);
                foreach (var (_, variable, draws) in wanted[period])
                    paths.Variables[variable][..count].CopyTo(draws.AsSpan(first));
            }
        }
    }

    private static DrawSettings SettingsOf(ProjectionSpecification run)
        => run.Draws ?? throw new ArgumentException("A run without draws has no parts.", nameof(run));

    private sealed record Cell(Period Period, Variable Variable, double[] Draws);
}
