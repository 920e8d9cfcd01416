using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Analyses.GoalSeeks;

/// <summary>Solves a goal: what would a parameter have to be for an output to come to the target?</summary>
public static class GoalSeek
{
    /// <summary>The most runs that a search takes.</summary>
    public const int MaxEvaluations = InverseSearch.MaxEvaluations;

    /// <summary>
    /// Searches the goal's range. Each value is tried by the very run that a projection with the parameter set to it is,
    /// with the same draws for all; so what is achieved is what that projection answers.
    /// </summary>
    /// <param name="goal">The goal.</param>
    /// <param name="threads">The most threads to use; the numbers do not depend on it.</param>
    /// <param name="cancellationToken">Ends the search between two evaluations.</param>
    public static SearchResult Run(GoalSeekSpecification goal, int threads = 1, CancellationToken cancellationToken = default)
    {
        var (output, _, target) = goal.Goal;
        var (parameter, _, followers, range) = goal.Sought;
        var period = new PeriodRange(output.Period, output.Period);

        // What has no value yet is sought from the middle of its range.
        var start = goal.Scenario.Find(parameter)?.Value ?? (range.Min + range.Max) / 2;
        return new InverseSearch(Achieved, target, range, start).Run();

        double Achieved(double value)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var scenario = goal.Scenario.WithFixed([parameter, .. followers], value);
            var run = new ProjectionSpecification(goal.BaselineVersion, scenario, period, goal.Draws);
            return ProjectionEngine.Run(run, threads, cancellationToken).Value(0, output.Variable, goal.StatisticPlace);
        }
    }
}
