using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.UnitTests.Forecasting;

/// <summary>Holds the version of the methods and their numbers together.</summary>
public sealed class MethodsVersionTests
{
    /// <summary>The version, and the hash of the reference forecasts by it; renewed as the failure of the test says.</summary>
    private static readonly (int Version, string Hash) Pinned = (1, "2f57be01e370daa81a1676eb2860ad6b");

    private static readonly IReadOnlyList<(string Name, TimeSeries Series)> References =
    [
        ("short", new TimeSeries([12, 15, 11, 16, 18])),
        ("quarterly", new TimeSeries(Values(28, t => 200 + (3 * t) + (25 * (t % 4)) + (7 * (t * t % 5))), seasonLength: 4)),
        ("monthly", Samples.AirPassengers),
        ("growing", new TimeSeries(Values(20, t => Math.Round(10 * Math.Pow(1.15, t) * (1 + (0.04 * ((t * 7 % 5) - 2))), 3)))),
        ("with zeros", new TimeSeries(Values(36, t => t * t % 7 < 3 ? 0 : t % 5))),
        ("constant", new TimeSeries(Values(16, _ => 42))),
    ];

    [Fact]
    public void ReferenceForecasts_OfAVersion_HaveTheNumbersThatItWasPinnedWith()
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', References.SelectMany(r => Lines(r.Name, r.Series))))).AsSpan(0, 16));

        var version = ForecastMethods.Version == Pinned.Version && hash != Pinned.Hash ? ForecastMethods.Version + 1 : ForecastMethods.Version;
        Assert.True(
            Pinned == (ForecastMethods.Version, hash),
            $"Forecasts have other numbers, or their version was raised: set ForecastMethods.Version = {version}, and here Pinned = ({version}, \"{hash}\").");
    }

    /// <summary>Nine digits: those that processors with other instructions agree upon.</summary>
    private static IEnumerable<string> Lines(string name, TimeSeries series)
    {
        var forecast = ForecastMethods.Combination.Forecast(series, horizon: 6, levels: [0.8, 0.95], Support.Inferred);
        return forecast.Intervals.SelectMany(i => new[] { i.Lower, i.Upper }).Prepend(forecast.Mean).Prepend(forecast.Median)
            .Select(numbers => $"{name}: {string.Join(' ', numbers.Select(n => n.ToString("E8", CultureInfo.InvariantCulture)))}");
    }

    private static double[] Values(int count, Func<int, double> value) => [.. Enumerable.Range(0, count).Select(value)];
}
