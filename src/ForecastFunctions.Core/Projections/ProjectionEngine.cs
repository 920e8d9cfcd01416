namespace ForecastFunctions.Core.Projections;

/// <summary>Computes runs.</summary>
public static class ProjectionEngine
{
    /// <summary>Computes a deterministic run: one draw, at the scenario's values.</summary>
    /// <param name="specification">What to compute.</param>
    /// <returns>One value for each period and variable.</returns>
    public static Projection Run(ProjectionSpecification specification)
    {
        var values = new double[specification.Range.Count * Variables.All.Count];
        var next = 0;
        ModelEvaluation.Run(new ParameterColumns(specification.Scenario, draws: 1), specification.Scenario.BaseYear, specification.Range, (_, variables) =>
        {
            foreach (var variable in Variables.All)
                values[next++] = variables[variable][0];
        });
        return new Projection(specification.Range, [Projection.ValueStatistic], values);
    }
}
