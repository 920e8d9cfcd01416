using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Forecasting;

/// <summary>Draws paths of a forecast by a Gaussian copula over the horizon.</summary>
internal static class FuturePaths
{
    internal static IReadOnlyList<IReadOnlyList<double>> Draw(Forecast forecast, int count, ulong seed)
    {
        var paths = new double[count][];
        var normals = new double[forecast.Horizon];
        for (var i = 0; i < count; i++)
        {
            var generator = CounterGenerator.For(seed, "forecast", i, purpose: 0);
            for (var h = 0; h < normals.Length; h++) normals[h] = CounterGenerator.ToUniform(generator[(ulong)h]);
            StandardNormal.Quantile(normals, normals);
            paths[i] = Path(forecast, normals);
        }

        return paths;
    }

    /// <summary>
    /// The normal score of a step is the sum of independent increments, with the variances by which the squared scale
    /// widens.
    /// </summary>
    private static double[] Path(Forecast forecast, double[] normals)
    {
        var path = new double[forecast.Horizon];
        double sum = 0, variance = 0;
        for (var h = 0; h < path.Length; h++)
        {
            var scale = forecast.Scale(h + 1);
            sum += Math.Sqrt(scale * scale - variance) * normals[h];
            variance = scale * scale;
            path[h] = forecast.Value(h + 1, scale == 0 ? 0 : sum / scale);
        }

        return path;
    }
}
