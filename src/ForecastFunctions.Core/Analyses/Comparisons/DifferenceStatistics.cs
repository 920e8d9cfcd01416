using System.Buffers;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Analyses.Comparisons;

/// <summary>
/// Turns the difference of a scenario to the reference, variable by variable and period by period, into statistics. Their
/// standard errors come from the independent replicates, as those of a projection do.
/// </summary>
internal sealed class DifferenceStatistics
{
    private readonly ComparisonSpecification _specification;
    private readonly int _statistics;
    private readonly int[] _places;
    private readonly int[] _starts;
    private readonly ReplicatedEstimates _estimates;
    private readonly double[] _values;
    private readonly double[] _standardErrors;

    public DifferenceStatistics(ComparisonSpecification specification, DrawSettings settings)
    {
        _specification = specification;
        _places = StoredColumns.PlacesOf(specification.Variables);
        _statistics = specification.Statistics.Count;
        _starts = [.. Enumerable.Range(0, DrawSettings.Replicates + 1).Select(r => DrawSampler.ReplicateStart(r, settings.Draws))];
        _estimates = new ReplicatedEstimates(_starts, settings.Percentiles);
        _values = new double[specification.Projected.Count * specification.Variables.Count * _statistics];
        _standardErrors = new double[_values.Length];
    }

    /// <summary>Takes the draws of a variable in a period; different variables may be taken at the same time.</summary>
    public void Add(int period, Variable variable, ReadOnlySpan<double> scenario, ReadOnlySpan<double> reference)
    {
        var rented = ArrayPool<double>.Shared.Rent(scenario.Length);
        var differences = rented.AsSpan(0, scenario.Length);
        Comparison.Subtract(scenario, reference, differences);

        var first = FirstOf(period, variable);
        var exceeds = first + _statistics - 1;
        _estimates.Of(differences, _values.AsSpan(first, _statistics - 1), _standardErrors.AsSpan(first, _statistics - 1));
        Span<double> replicates = stackalloc double[DrawSettings.Replicates];
        var above = 0;
        for (var r = 0; r < replicates.Length; r++)
        {
            var replicate = differences[_starts[r].._starts[r + 1]];
            var count = DrawStatistics.CountAbove(replicate, 0);
            replicates[r] = (double)count / replicate.Length;
            above += count;
        }

        _values[exceeds] = (double)above / differences.Length;
        _standardErrors[exceeds] = DrawStatistics.StandardError(replicates);
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>Notes that a variable has no value in a period.</summary>
    public void AddNone(int period, Variable variable)
    {
        _values.AsSpan(FirstOf(period, variable), _statistics).Fill(double.NaN);
        _standardErrors.AsSpan(FirstOf(period, variable), _statistics).Fill(double.NaN);
    }

    /// <summary>All statistics, once every period has been added.</summary>
    public Projection ToProjection()
        => new(_specification.Projected, _specification.Statistics, _values, _standardErrors, variables: _specification.Variables);

    private int FirstOf(int period, Variable variable)
        => (period * _specification.Variables.Count + _places[variable.Index]) * _statistics;
}
