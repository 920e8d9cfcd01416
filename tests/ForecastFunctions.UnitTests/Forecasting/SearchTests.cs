using ForecastFunctions.Core.Forecasting;
using MathNet.Numerics.Distributions;

namespace ForecastFunctions.UnitTests.Forecasting;

/// <summary>The parts of a fit: minimisation, least squares, unit-root tests.</summary>
public sealed class SearchTests
{
    [Fact]
    public void NelderMead_InTheValleyOfRosenbrock_FindsTheMinimum()
    {
        var objective = new Rosenbrock();
        double[] x = [-1.2, 1];
        var value = NelderMead.Minimise(ref objective, x, [0.5, 0.5], [-5, -5], [5, 5], 1e-14, 1000);
        Assert.Equal(0, value, 1e-10);
        Assert.Equal(1, x[0], 1e-4);
        Assert.Equal(1, x[1], 1e-4);
    }

    [Fact]
    public void NelderMead_WhereTheMinimumIsOutsideTheBox_StopsAtItsBorder()
    {
        var objective = new Rosenbrock();
        double[] x = [-1.2, 1];
        NelderMead.Minimise(ref objective, x, [0.5, 0.5], [-5, -5], [0.5, 5], 1e-14, 1000);
        Assert.Equal(0.5, x[0], 1e-6);
        Assert.Equal(0.25, x[1], 1e-3);
    }

    [Fact]
    public void Differences_OfNoiseAndWalks_AreAsManyAsTheirRoots()
    {
        var random = new Random(2);
        double[] noise = [.. Enumerable.Range(0, 300).Select(_ => random.NextDouble() - 0.5)];
        Assert.Equal(0, UnitRoots.Differences(noise));
        Assert.Equal(1, UnitRoots.Differences(Sums(noise)));
        Assert.Equal(2, UnitRoots.Differences(Sums(Sums([.. noise.Select(e => e + 0.01)]))));
        Assert.Equal(0, UnitRoots.SeasonalDifferences(noise, 12));
        Assert.Equal(1, UnitRoots.SeasonalDifferences([.. Samples.AirPassengers.Values], 12));

        static double[] Sums(double[] y)
        {
            var sum = 0.0;
            return Array.ConvertAll(y, value => sum += value);
        }
    }

    [Fact]
    public void Coverage_OfRandomWalks_IsNearTheLevel()
    {
        // The factors were learned on other series: this is about their being wired up, not about a digit.
        var random = new Random(4);
        var inside = 0.0;
        for (var i = 0; i < 200; i++)
        {
            var level = 500.0;
            double[] y = [.. Enumerable.Range(0, 68).Select(_ => level += Normal.Sample(random, 0, 5))];
            var forecast = ForecastMethods.DynamicTheta.Forecast(new TimeSeries(y.Take(60), 12), 8);
            inside += Accuracy.Coverage(y.AsSpan(60), forecast.Interval(0.8)) / 200;
        }

        Assert.InRange(inside, 0.75, 0.95);
    }

    private readonly struct Rosenbrock : IObjective
    {
        public double At(ReadOnlySpan<double> x) => Math.Pow(1 - x[0], 2) + 100 * Math.Pow(x[1] - x[0] * x[0], 2);
    }
}
