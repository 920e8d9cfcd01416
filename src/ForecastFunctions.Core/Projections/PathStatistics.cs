using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Projections;

/// <summary>
/// Turns the draws of each variable and period into statistics as soon as they are there. The estimates are of all draws
/// together; their standard errors come from the spread of the same estimates over the independent replicates.
/// </summary>
internal sealed class PathStatistics : IDisposable
{
    private const int Replicates = DrawSettings.Replicates;

    private readonly PeriodRange _range;
    private readonly IReadOnlyList<Variable> _variables;
    private readonly int[] _places;
    private readonly DrawSettings _settings;
    private readonly string[] _statistics;
    private readonly ReplicatedEstimates _estimates;
    private readonly double[] _values;
    private readonly double[] _standardErrors;
    private readonly ThresholdTracker[] _trackers;
    private readonly JointTracker[] _joint;

    /// <param name="range">The periods.</param>
    /// <param name="settings">Which statistics to give.</param>
    /// <param name="variables">The variables, in the catalogue's order.</param>
    public PathStatistics(PeriodRange range, DrawSettings settings, IReadOnlyList<Variable> variables)
    {
        _variables = variables;
        _places = StoredColumns.PlacesOf(variables);
        _range = range;
        _settings = settings;
        _estimates = EstimatesOf(settings);
        _statistics = [.. settings.Statistics];
        _values = new double[range.Count * variables.Count * _statistics.Length];
        _standardErrors = new double[_values.Length];
        _trackers = [.. settings.Thresholds.Select(t => new ThresholdTracker(t, range.Count, settings.Draws))];
        _joint = [.. settings.Joint.Select(t => new JointTracker(t, range.Count, settings.Draws))];
    }

    /// <summary>What estimates the statistics of a column of draws.</summary>
    public static ReplicatedEstimates EstimatesOf(DrawSettings settings) => new(
        [.. Enumerable.Range(0, Replicates + 1).Select(r => DrawSampler.ReplicateStart(r, settings.Draws))], settings.Percentiles);

    /// <summary>Takes the draws of a variable in a period; different variables may be taken at the same time.</summary>
    public void Add(int period, Variable variable, ReadOnlySpan<double> draws)
    {
        var first = FirstOf(period, variable);
        _estimates.Of(draws, _values.AsSpan(first, _statistics.Length), _standardErrors.AsSpan(first, _statistics.Length));
        foreach (var tracker in _trackers)
        {
            if (tracker.Threshold.Variable == variable)
                tracker.Add(period, 0, draws);
        }
    }

    /// <summary>Notes that a variable has no value in a period.</summary>
    public void AddNone(int period, Variable variable)
    {
        var first = FirstOf(period, variable);
        _values.AsSpan(first, _statistics.Length).Fill(double.NaN);
        _standardErrors.AsSpan(first, _statistics.Length).Fill(double.NaN);
        foreach (var tracker in _trackers.Where(t => t.Threshold.Variable == variable))
            tracker.AddNone(period, 0, _settings.Draws);
    }

    /// <summary>Takes the draws of all variables in a period, for what is told of several together.</summary>
    public void AddJoint(int period, VariableColumns variables)
    {
        foreach (var tracker in _joint)
            tracker.Add(period, 0, _settings.Draws, variables);
    }

    /// <summary>All statistics, once every period has been added.</summary>
    public Projection ToProjection() => new(
        _range, _statistics, _values, _standardErrors, [.. _trackers.Select(t => t.ToExceedance())],
        [.. _joint.Select(t => t.ToProbability())], _variables);

    private int FirstOf(int period, Variable variable)
        => (period * _variables.Count + _places[variable.Index]) * _statistics.Length;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tracker in _trackers)
            tracker.Dispose();
        foreach (var tracker in _joint)
            tracker.Dispose();
    }
}
