using CsCheck;
using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Forecasting;

/// <summary>Published series, and generated ones.</summary>
internal static class Samples
{
    /// <summary>
    /// Oil production of Saudi Arabia in million tonnes, 1996 to 2013 (Hyndman and Athanasopoulos 2018, table 7.1).
    /// </summary>
    public static readonly TimeSeries Oil = new(
    [
        445.36, 453.20, 454.41, 422.38, 456.04, 440.39, 425.19, 486.21, 500.43, 521.28, 508.95, 488.89, 509.87, 456.72,
        473.82, 525.95, 549.83, 542.34,
    ]);

    /// <summary>
    /// Air passengers in Australia in millions, 1990 to 2016 (Hyndman and Athanasopoulos 2018, table 7.2).
    /// </summary>
    public static readonly TimeSeries AustralianAirPassengers = new(
    [
        17.55, 21.86, 23.89, 26.93, 26.89, 28.83, 30.08, 30.95, 30.19, 31.58, 32.58, 33.48, 39.02, 41.39, 41.60, 44.66,
        46.95, 48.73, 51.49, 50.03, 60.64, 63.36, 66.36, 68.20, 68.12, 69.78, 72.60,
    ]);

    /// <summary>International airline passengers in thousands, 1949 to 1960 (Box and Jenkins 1970, series G).</summary>
    public static readonly TimeSeries AirPassengers = new(
        [
            112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118,
            115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114, 140,
            145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166,
            171, 180, 193, 181, 183, 218, 230, 242, 209, 191, 172, 194,
            196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201,
            204, 188, 235, 227, 234, 264, 302, 293, 259, 229, 203, 229,
            242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278,
            284, 277, 317, 313, 318, 374, 413, 405, 355, 306, 271, 306,
            315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336,
            340, 318, 362, 348, 363, 435, 491, 505, 404, 359, 310, 337,
            360, 342, 406, 396, 420, 472, 548, 559, 463, 407, 362, 405,
            417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432,
        ],
        seasonLength: 12);

    public static TheoryData<string> Methods => [.. ForecastMethods.All.Select(method => method.Name)];

    /// <summary>
    /// Random walks about a season, of 3 to 60 observations, of any level, with ties and zeros among them.
    /// </summary>
    public static readonly Gen<TimeSeries> AnySeries =
        from seasonLength in Elements.Of(1, 4, 12)
        from length in Gen.Int[3, 60]
        from level in Elements.Of(0.0, 5, 1000)
        from steps in Gen.Int[-20, 20].Array[length]
        from season in Gen.Int[-50, 50].Array[seasonLength]
        select new TimeSeries(Walk(level, steps, season), seasonLength);

    public static ForecastMethod Method(string name) =>
        ForecastMethods.All.Single(method => string.Equals(method.Name, name, StringComparison.Ordinal));

    public static TimeSeries Map(this TimeSeries series, Func<double, double> function) =>
        new(series.Values.Select(function), series.SeasonLength);

    private static IEnumerable<double> Walk(double level, int[] steps, int[] season)
    {
        for (var t = 0; t < steps.Length; t++)
        {
            level += steps[t];
            yield return level + season[t % season.Length];
        }
    }
}
