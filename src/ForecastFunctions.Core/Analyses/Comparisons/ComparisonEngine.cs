using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Core.Analyses.Comparisons;

/// <summary>Computes comparisons: the paths of all scenarios move together, so a difference is taken path by path.</summary>
internal static class ComparisonEngine
{
    /// <summary>Computes a comparison.</summary>
    /// <param name="specification">What to compute.</param>
    /// <param name="threads">The most threads to use; the numbers do not depend on it.</param>
    /// <param name="cancellationToken">Ends the work between two periods.</param>
    public static Comparison Run(ComparisonSpecification specification, int threads, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return specification.Draws is { } settings
            ? RunDraws(specification, settings, threads, cancellationToken)
            : RunCentral(specification);
    }

    private static Comparison RunCentral(ComparisonSpecification specification)
    {
        Projection[] levels = [.. specification.Scenarios.Select(s => ProjectionEngine.RunCentral(s, specification.Range))];
        var reference = levels[specification.Reference];
        var differences = specification.Compared.Select(
            (_, i) => Difference(specification, levels[i < specification.Reference ? i : i + 1], reference));
        return new Comparison([.. differences], specification.WithLevels ? levels : []);
    }

    private static Projection Difference(ComparisonSpecification specification, Projection scenario, Projection reference)
    {
        var variables = specification.Variables;
        double[] Values(Projection of)
            => [.. Enumerable.Range(0, of.Range.Count).SelectMany(period => variables.Select(variable => of.Value(period, variable)))];

        var (values, differences) = (Values(scenario), new double[scenario.Range.Count * variables.Count]);
        Comparison.Subtract(values, Values(reference), differences);
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
                differences[i] = double.NaN;
        }

        return new Projection(scenario.Range, scenario.Statistics, differences, variables: variables);
    }

    private static Comparison RunDraws(
        ComparisonSpecification specification, DrawSettings settings, int threads, CancellationToken cancellationToken)
    {
        var paths = new List<ModelPaths>();
        using var compared = new VariableColumns(
            settings.Draws, ColumnStride.Of(settings.Draws), hasLayer: specification.Scenarios.Any(s => s.HasLayer));
        PathStatistics[] levels = specification.WithLevels
            ? [.. specification.Scenarios.Select(s => new PathStatistics(specification.Range, settings, RunVariables.Of(s)))]
            : [];
        try
        {
            // The reference moves first, and its columns stay; the others are compared one after the other in one place,
            // which stays in the cache.
            var order = Enumerable.Range(0, specification.Scenarios.Count)
                .OrderByDescending(place => place == specification.Reference).ToList();
            foreach (var scenario in order.Select(place => specification.Scenarios[place]))
            {
                cancellationToken.ThrowIfCancellationRequested();
                paths.Add(new ModelPaths(settings.Draws, scenario, variables: paths.Count == 0 ? null : compared));
                ProjectionEngine.Sample(paths[^1], scenario, settings, threads);
            }

            DifferenceStatistics[] differences = [.. specification.Compared.Select(_ => new DifferenceStatistics(specification, settings))];
            var shown = 0;
            foreach (var period in ProjectionEngine.FromBaseYear(specification.Scenarios[0], specification.Range))
            {
                var isShown = period >= specification.Range.From;
                for (var i = 0; i < paths.Count; i++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    ProjectionEngine.Advance(paths[i], period, isShown, threads);
                    if (!isShown)
                        continue;
                    var level = specification.WithLevels ? levels[order[i]] : null;
                    var difference = i == 0 ? null : differences[i - 1];
                    var scenario = specification.Scenarios[order[i]];
                    var variables = RunVariables.Of(scenario);
                    ProjectionEngine.Each(variables.Count, threads, place => Add(variables[place], paths[i].Variables, RunVariables.HasValue(
                        variables[place], scenario.BaseYear, period)));

                    void Add(Variable variable, VariableColumns columns, bool hasValue)
                    {
                        var isCompared = difference is not null && specification.Variables.Contains(variable);
                        if (hasValue)
                        {
                            level?.Add(shown, variable, columns[variable]);
                            if (isCompared)
                                difference!.Add(shown, variable, columns[variable], paths[0].Variables[variable]);
                        }
                        else
                        {
                            level?.AddNone(shown, variable);
                            if (isCompared)
                                difference!.AddNone(shown, variable);
                        }
                    }
                }

                shown += isShown ? 1 : 0;
            }

            return new Comparison([.. differences.Select(d => d.ToProjection())], [.. levels.Select(l => l.ToProjection())]);
        }
        finally
        {
            paths.ForEach(p => p.Dispose());
            foreach (var level in levels)
                level.Dispose();
        }
    }
}
