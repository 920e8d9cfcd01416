using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Projections;

/// <summary>Computes runs.</summary>
public static class ProjectionEngine
{
    /// <summary>How many draws are sampled at once: their parameters stay within a core's own cache.</summary>
    internal const int DrawsPerBlock = 512;

    /// <summary>How many vectors of draws one thread moves at once.</summary>
    private const int GroupsPerBlock = 128;

    /// <summary>Computes a run: one path at the scenario's values, or as many paths as its settings say.</summary>
    /// <param name="specification">What to compute.</param>
    /// <param name="threads">The most threads to use; the numbers do not depend on it.</param>
    /// <param name="cancellationToken">Ends the work between two periods.</param>
    /// <returns>A value for each period and variable, or the statistics of the paths.</returns>
    public static Projection Run(ProjectionSpecification specification, int threads = 1, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return specification.Draws is { } settings
            ? RunDraws(specification, settings, threads, cancellationToken)
            : RunCentral(specification.Scenario, specification.Projected);
    }

    /// <summary>One path at the scenario's values.</summary>
    internal static Projection RunCentral(ResolvedScenario scenario, PeriodRange range)
    {
        using var paths = new ModelPaths(draws: 1, scenario);
        using var parameters = new ParameterColumns(scenario, draws: 1);
        paths.Load(parameters, firstDraw: 0);
        foreach (var (index, e) in scenario.Events.Index())
            paths.Occurrence(index).Fill(e.IsTakenAsCertain ? 1 : 0);

        var variables = RunVariables.Of(scenario);
        var values = new double[range.Count * variables.Count];
        var next = 0;
        foreach (var period in FromBaseYear(scenario, range))
        {
            var isShown = period >= range.From;
            paths.Advance(period, 0, paths.Groups, isShown);
            if (!isShown)
                continue;
            foreach (var variable in variables)
                values[next++] = RunVariables.HasValue(variable, scenario.BaseYear, period) ? paths.Variables[variable][0] : double.NaN;
        }

        return new Projection(range, [Projection.ValueStatistic], values, variables: variables);
    }

    private static Projection RunDraws(
        ProjectionSpecification specification, DrawSettings settings, int threads, CancellationToken cancellationToken)
    {
        var scenario = specification.Scenario;
        var variables = RunVariables.Of(scenario);
        using var paths = new ModelPaths(settings.Draws, scenario);
        using var statistics = new PathStatistics(specification.Projected, settings, variables);
        Sample(paths, scenario, settings, threads);

        var place = 0;
        foreach (var period in FromBaseYear(scenario, specification.Projected))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isShown = period >= specification.Projected.From;
            Advance(paths, period, isShown, threads);
            if (!isShown)
                continue;
            var current = place++;
            Each(variables.Count, threads, place =>
            {
                var variable = variables[place];
                if (RunVariables.HasValue(variable, scenario.BaseYear, period))
                    statistics.Add(current, variable, paths.Variables[variable]);
                else
                    statistics.AddNone(current, variable);
            });
            statistics.AddJoint(current, paths.Variables);
        }

        return statistics.ToProjection();
    }

    /// <summary>Draws the parameters of the paths, and which events happen on them.</summary>
    internal static void Sample(ModelPaths paths, ResolvedScenario scenario, DrawSettings settings, int threads)
    {
        var sampler = new DrawSampler(scenario, settings);
        var blocks = (settings.Draws + DrawsPerBlock - 1) / DrawsPerBlock;
        Each(threads, threads, thread =>
        {
            // Every thread has one block of columns, which it fills again and again.
            using var parameters = new ParameterColumns(scenario, DrawsPerBlock);
            var scores = sampler.ScoreColumns(DrawsPerBlock);
            for (var block = thread; block < blocks; block += threads)
            {
                sampler.Fill(parameters, scores, block * DrawsPerBlock);
                paths.Load(parameters, block * DrawsPerBlock);
            }
        });
        Each(scenario.Events.Count, threads, e => sampler.FillOccurrence(e, paths.Occurrence(e)[..settings.Draws], 0));
    }

    /// <summary>Moves all paths over a period.</summary>
    internal static void Advance(ModelPaths paths, Period period, bool isShown, int threads)
        => Each((paths.Groups + GroupsPerBlock - 1) / GroupsPerBlock, threads, block => paths.Advance(
            period, block * GroupsPerBlock, Math.Min((block + 1) * GroupsPerBlock, paths.Groups), isShown));

    /// <summary>The periods that lead to the end of a range.</summary>
    internal static PeriodRange FromBaseYear(ResolvedScenario scenario, PeriodRange range)
        => new(range.Step == Step.Year ? Period.OfYear(scenario.BaseYear) : Period.OfQuarter(scenario.BaseYear, 1), range.To);

    /// <summary>Does pieces of work, at most so many at once.</summary>
    internal static void Each(int count, int threads, Action<int> body)
    {
        if (threads > 1 && count > 1)
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, body);
            return;
        }

        for (var i = 0; i < count; i++)
            body(i);
    }
}
