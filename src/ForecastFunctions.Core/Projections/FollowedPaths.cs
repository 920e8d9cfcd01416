using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Projections;

/// <summary>What is told of a run's paths over all periods: its thresholds and joint conditions. The paths may come some at a time.</summary>
/// <param name="run">The run.</param>
/// <param name="settings">Its draws.</param>
internal sealed class FollowedPaths(ProjectionSpecification run, DrawSettings settings) : IDisposable
{
    private readonly ThresholdTracker[] _thresholds
        = [.. settings.Thresholds.Select(t => new ThresholdTracker(t, run.Projected.Count, settings.Draws))];

    private readonly JointTracker[] _joint = [.. settings.Joint.Select(t => new JointTracker(t, run.Projected.Count, settings.Draws))];

    /// <summary>How many numbers it comes to.</summary>
    public static int CountOf(ProjectionSpecification run, DrawSettings settings)
        => run.Projected.Count * ((3 * settings.Thresholds.Count) + settings.Joint.Sum(j => 3 + j.Conditions.Count));

    /// <summary>Reads what <see cref="ToNumbers"/> gave.</summary>
    public static (IReadOnlyList<Exceedance> Exceedances, IReadOnlyList<JointProbability> Joint) Read(
        ProjectionSpecification run, DrawSettings settings, IEnumerable<double> numbers)
    {
        var rows = new Queue<double[]>(numbers.Chunk(run.Projected.Count));
        return (
            [.. settings.Thresholds.Select(t => new Exceedance(t, rows.Dequeue(), rows.Dequeue(), rows.Dequeue()))],
            [
                .. settings.Joint.Select(t => new JointProbability(
                    t, rows.Dequeue(), rows.Dequeue(), rows.Dequeue(), [.. t.Conditions.Select(_ => rows.Dequeue())])),
            ]);
    }

    /// <summary>Takes some paths in a period; of each path the periods come in order.</summary>
    public void Add(Period period, int first, int count, VariableColumns variables)
    {
        var place = period.Ordinal - run.Projected.From.Ordinal;
        foreach (var tracker in _thresholds)
        {
            if (RunVariables.HasValue(tracker.Threshold.Variable, run.Scenario.BaseYear, period))
                tracker.Add(place, first, variables[tracker.Threshold.Variable][..count]);
            else
                tracker.AddNone(place, first, count);
        }

        foreach (var tracker in _joint)
            tracker.Add(place, first, count, variables);
    }

    /// <summary>The probabilities by period, once every path has been added: of thresholds, then of joint conditions.</summary>
    public IEnumerable<double> ToNumbers() =>
    [
        .. _thresholds.Select(t => t.ToExceedance()).SelectMany(e => e.Above.Concat(e.StandardErrors).Concat(e.CrossedBy)),
        .. _joint.Select(t => t.ToProbability()).SelectMany(j => j.Together.Concat(j.StandardErrors).Concat(j.HeldBy).Concat(j.Alone.SelectMany(a => a))),
    ];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tracker in _thresholds)
            tracker.Dispose();
        foreach (var tracker in _joint)
            tracker.Dispose();
    }
}
