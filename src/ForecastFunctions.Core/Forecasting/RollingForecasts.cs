namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// The forecasts of a fitted method from origins within its series, with the parameters that were estimated from all of
/// it, and their errors: of the natural logarithm (at most <see cref="LargestRatio"/>), or not.
/// </summary>
internal sealed class RollingForecasts
{
    /// <summary>Forecasts from more origins, the latest, tell no more.</summary>
    private const int MostOrigins = 40;

    private const int FewestObservations = 3;

    /// <summary>Without a season, so many steps ahead are looked at.</summary>
    private const int Steps = 8;

    /// <summary>Errors of the logarithm count up to this one: a forecast near zero or below is no worse.</summary>
    private const double LargestRatio = 3;

    private RollingForecasts(int first, double[][] forecasts)
    {
        First = first;
        Forecasts = forecasts;
    }

    /// <summary>The number of observations before the first origin; the others follow one by one.</summary>
    internal int First { get; }

    /// <summary>The forecasts from each origin, as many as are followed by an observation or looked at.</summary>
    internal double[][] Forecasts { get; }

    /// <summary>How many steps ahead are looked at in a series.</summary>
    internal static int Horizon(int length, int seasonLength) =>
        Math.Clamp(Math.Min(Math.Max(Steps, 2 * Math.Min(seasonLength, 12)), length / 3), 1, 24);

    /// <summary>The forecasts from the last half of the series.</summary>
    internal static RollingForecasts Of(Model model, int length, int seasonLength)
    {
        var first = Math.Max(Math.Max(model.FirstOrigin, FewestObservations), Math.Max(length / 2, length - MostOrigins));
        var horizon = Horizon(length, seasonLength);
        var forecasts = new double[Math.Max(length - first, 0)][];
        for (var i = 0; i < forecasts.Length; i++)
        {
            forecasts[i] = new double[Math.Min(horizon, length - first - i)];
            model.Predict(first + i, forecasts[i]);
        }

        return new RollingForecasts(first, forecasts);
    }

    /// <summary>The forecasts of a combination from those of its members, by their weights.</summary>
    internal static RollingForecasts Combined(IReadOnlyList<RollingForecasts> members, Func<double[], double> combine)
    {
        var first = members.Max(member => member.First);
        var length = members[0].First + members[0].Forecasts.Length;
        var forecasts = new double[Math.Max(length - first, 0)][];
        var column = new double[members.Count];
        for (var i = 0; i < forecasts.Length; i++)
        {
            forecasts[i] = new double[members[0].Forecasts[first + i - members[0].First].Length];
            for (var h = 0; h < forecasts[i].Length; h++)
            {
                for (var j = 0; j < column.Length; j++) column[j] = members[j].Forecasts[first + i - members[j].First][h];
                forecasts[i][h] = combine(column);
            }
        }

        return new RollingForecasts(first, forecasts);
    }

    /// <summary>The same forecasts in other units.</summary>
    internal RollingForecasts Times(double factor) =>
        factor == 1 ? this : new(First, Array.ConvertAll(Forecasts, f => Array.ConvertAll(f, value => factor * value)));

    /// <summary>The error of a forecast, positive where the observation is above: the difference, or that of logarithms.</summary>
    internal static double Error(double observation, double forecast, bool isLogarithmic)
    {
        if (!isLogarithmic) return observation - forecast;
        var least = observation * Math.Exp(-LargestRatio);
        return forecast > least ? Math.Max(Math.Log(observation / forecast), -LargestRatio) : LargestRatio;
    }
}
