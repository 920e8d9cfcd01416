using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Forecasting;

/// <summary>Draws paths of a forecast by a Gaussian copula over the horizon.</summary>
internal static class FuturePaths
{
    /// <summary>Quantiles are taken from a grid of normal scores, which is fine where the factors are linear.</summary>
    private const int GridPerUnit = 32;

    private const int GridUnits = 6;

    internal static IReadOnlyList<IReadOnlyList<double>> Draw(Forecast forecast, int count, ulong seed)
    {
        var horizon = forecast.Horizon;
        var grid = Grid(forecast);
        var deviations = forecast.Widths(0.8);
        var paths = new double[count][];
        var increments = new double[horizon];
        for (var i = 0; i < count; i++)
        {
            var generator = CounterGenerator.For(seed, "forecast", i, purpose: 0);
            for (var h = 0; h < horizon; h++) increments[h] = CounterGenerator.ToUniform(generator[(ulong)h]);
            StandardNormal.Quantile(increments, increments);
            paths[i] = Path(forecast, grid, deviations, increments);
        }

        return paths;
    }

    private static double[] Path(Forecast forecast, double[][] grid, double[] deviations, double[] normals)
    {
        var path = new double[forecast.Horizon];
        double sum = 0, variance = 0;
        for (var h = 0; h < path.Length; h++)
        {
            var next = deviations[h] * deviations[h];
            sum += Math.Sqrt(next - variance) * normals[h];
            variance = next;
            var score = deviations[h] == 0 ? 0 : sum / deviations[h];
            path[h] = forecast.Value(h + 1, Math.CopySign(Interpolate(grid, h, Math.Abs(score)), score));
        }

        return path;
    }

    /// <summary>Half widths at every step of the intervals whose limits have the normal scores of the grid.</summary>
    private static double[][] Grid(Forecast forecast)
    {
        var grid = new double[GridPerUnit * GridUnits + 1][];
        grid[0] = new double[forecast.Horizon];
        for (var i = 1; i < grid.Length; i++)
            grid[i] = forecast.Widths(2 * StandardNormal.Cdf((double)i / GridPerUnit) - 1);
        return grid;
    }

    private static double Interpolate(double[][] grid, int step, double score)
    {
        var position = score * GridPerUnit;
        var index = Math.Min((int)position, grid.Length - 2);
        return grid[index][step] + (position - index) * (grid[index + 1][step] - grid[index][step]);
    }
}
