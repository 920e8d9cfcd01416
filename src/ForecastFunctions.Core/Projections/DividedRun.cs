using System.Runtime.InteropServices;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Projections;

/// <summary>
/// A run with more draws than can be held at once, computed in parts. A part is some units: each is a cell, which is a variable in a
/// period, and the last, where there are any, all thresholds and joint conditions. All draws of a cell are there when its statistics are
/// taken, and what holds on paths is counted, so the numbers are those of the run computed whole, to the last bit; the paths are gone
/// through anew for each part, some draws at a time.
/// </summary>
public static class DividedRun
{
    /// <summary>How many draws move together: what they carry is about 100 MB.</summary>
    private const int DrawsAtOnce = 1 << 16;

    /// <summary>The most bytes of the draws of a part's cells: beside these and the paths, a process of 2 GB has room for itself.</summary>
    private const long MaxBytes = 400_000_000;

    /// <summary>How many units a run has: its cells, period by period and of each the variables, and what is followed over the periods.</summary>
    /// <exception cref="ArgumentException">The run has no draws.</exception>
    public static int UnitsOf(ProjectionSpecification run) => CellsOf(run) + (IsFollowed(SettingsOf(run)) ? 1 : 0);

    /// <summary>How many units a part has.</summary>
    /// <exception cref="ArgumentException">The run has no draws.</exception>
    public static int UnitsPerPart(ProjectionSpecification run)
        => (int)Math.Clamp(MaxBytes / (sizeof(double) * (long)SettingsOf(run).Draws), 1, UnitsOf(run));

    /// <summary>Computes a part.</summary>
    /// <param name="run">A run with draws.</param>
    /// <param name="first">The first unit, from 0.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Ends the work between two periods.</param>
    /// <returns>Of each cell the statistics, then their standard errors, and of what is followed its probabilities; as doubles, little-endian.</returns>
    /// <exception cref="ModelVersionGoneException">The run is of a version of the model that is not live.</exception>
    public static ReadOnlyMemory<byte> Compute(ProjectionSpecification run, int first, int count, CancellationToken cancellationToken = default)
    {
        ModelVersion.RequireLive(run.ModelVersion);
        var settings = SettingsOf(run);
        var cells = Enumerable.Range(first, count).Where(unit => unit < CellsOf(run)).Select(cell => new Cell(
            run.Projected.ElementAt(cell / run.Variables.Count), run.Variables[cell % run.Variables.Count], new double[settings.Draws])).ToList();
        using var followed = first + count > CellsOf(run) ? new FollowedPaths(run, settings) : null;
        Fill(run, settings, cells, followed, cancellationToken);

        var estimates = PathStatistics.EstimatesOf(settings);
        var statistics = run.Statistics.Count;
        var numbers = new double[2 * statistics * cells.Count];
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

        return MemoryMarshal.AsBytes<double>([.. numbers, .. followed?.ToNumbers() ?? []]).ToArray();
    }

    /// <summary>The run of its parts.</summary>
    /// <param name="run">The run.</param>
    /// <param name="parts">What <see cref="Compute"/> gave for each part, in order.</param>
    /// <exception cref="FormatException">They are not the parts of this run.</exception>
    public static Projection Combine(ProjectionSpecification run, IEnumerable<ReadOnlyMemory<byte>> parts)
    {
        var statistics = run.Statistics.Count;
        var numbers = parts.SelectMany(part => MemoryMarshal.Cast<byte, double>(part.Span).ToArray()).ToList();
        var cells = 2 * statistics * CellsOf(run);
        if (numbers.Count != cells + FollowedPaths.CountOf(run, SettingsOf(run)))
            throw new FormatException("The parts are not those of this run.");
        var byCell = numbers.Take(cells).Chunk(2 * statistics).ToList();
        var (exceedances, joint) = FollowedPaths.Read(run, SettingsOf(run), numbers.Skip(cells));
        return new Projection(
            run.Projected, run.Statistics, [.. byCell.SelectMany(cell => cell.Take(statistics))], [.. byCell.SelectMany(cell => cell.Skip(statistics))],
            exceedances, joint, run.Variables);
    }

    /// <summary>Moves all paths through the periods, and keeps what is wanted of them.</summary>
    private static void Fill(
        ProjectionSpecification run, DrawSettings settings, List<Cell> cells, FollowedPaths? followed, CancellationToken cancellationToken)
    {
        var scenario = run.Scenario;
        var sampler = new DrawSampler(scenario, settings);
        using var paths = new ModelPaths(Math.Min(DrawsAtOnce, settings.Draws), scenario);
        using var parameters = new ParameterColumns(scenario, ProjectionEngine.DrawsPerBlock);
        var scores = sampler.ScoreColumns(ProjectionEngine.DrawsPerBlock);
        var wanted = cells.ToLookup(c => c.Period);
        var last = followed is null ? cells[^1].Period : run.Projected.To;
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
            foreach (var period in ProjectionEngine.FromBaseYear(scenario, new PeriodRange(run.Projected.From, last)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var isFollowed = followed is not null && period >= run.Projected.From;
                ProjectionEngine.Advance(paths, period, isFollowed || wanted.Contains(period), threads: 1);
                foreach (var (_, variable, draws) in wanted[period])
                    paths.Variables[variable][..count].CopyTo(draws.AsSpan(first));
                if (isFollowed)
                    followed!.Add(period, first, count, paths.Variables);
            }
        }
    }

    private static int CellsOf(ProjectionSpecification run) => run.Projected.Count * run.Variables.Count;

    private static bool IsFollowed(DrawSettings settings) => settings.Thresholds.Count + settings.Joint.Count > 0;

    private static DrawSettings SettingsOf(ProjectionSpecification run)
        => run.Draws ?? throw new ArgumentException("A run without draws has no parts.", nameof(run));

    private sealed record Cell(Period Period, Variable Variable, double[] Draws);
}
