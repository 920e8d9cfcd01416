using CsCheck;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Statistics;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Statistics;

public class PercentileResolutionTests
{
    [Theory]
    [InlineData(5, 200)]
    [InlineData(95, 200)]
    [InlineData(50, 20)]
    [InlineData(2.5, 400)]
    [InlineData(99, 1_000)]
    [InlineData(99.9, 10_000)]
    [InlineData(0.1, 10_000)]
    [InlineData(99.99, 100_000)]
    public void Percentile_WithTenDrawsBeyond_IsResolvedAndWithFewerNot(double percent, int draws)
    {
        Assert.Equal(draws, PercentileResolution.DrawsWanted(percent));
        Assert.True(PercentileResolution.IsResolved(percent, draws));
        Assert.False(PercentileResolution.IsResolved(percent, draws - 1));
        Assert.Equal((10, 9), (PercentileResolution.DrawsBeyond(percent, draws), PercentileResolution.DrawsBeyond(percent, draws - 1)));
    }

    [Fact]
    public void DrawsWanted_OfAnyPercentile_AreTheFewestThatResolveIt() => Gen.Double[1e-3, 99.999].Sample(percent =>
    {
        var wanted = (int)PercentileResolution.DrawsWanted(percent);
        Assert.True(PercentileResolution.IsResolved(percent, wanted));
        Assert.False(PercentileResolution.IsResolved(percent, wanted - 1));
    });

    [Fact]
    public void Run_WithPercentilesBeyondItsDraws_GivesThemWithoutAStandardErrorAndSaysSo()
    {
        var settings = Settings(512, [1, 5, 50, 95, 99.9, 99.9999]);
        var run = ArticleRuns.Specification(to: 2026, draws: settings).Compute(threads: 1);

        foreach (var variable in Variables.All)
        {
            for (var period = 0; period < run.Range.Count; period++)
            {
                var hasError = settings.Statistics.Select((_, statistic) => run.StandardError(period, variable, statistic) is not null);
                Assert.Equal([true, true, false, true, true, true, false, false], hasError);
                Assert.True(double.IsFinite(run.Value(period, variable, 6)));
            }
        }

        Assert.Equal(
            [
                "p1 has no standard error: of 512 draws about 5 lie beyond it, and with fewer than 10 the value may be far off. "
                    + "It takes 1,000 draws.",
                "p99.9 has no standard error: of 512 draws about 0 lie beyond it, and with fewer than 10 the value may be far off. "
                    + "It takes 10,000 draws.",
                "p99.9999 has no standard error: of 512 draws about 0 lie beyond it, and with fewer than 10 the value may be far off. "
                    + "It would take more than the 262,144 draws that a run can have.",
            ],
            PercentileFindings.Warnings(settings, 262_144).Where(w => w.Code == "percentile-unresolved").Select(w => w.Message));
        Assert.Empty(PercentileFindings.Warnings(Settings(200, [5, 50, 95]), 262_144));
        Assert.Empty(PercentileFindings.Warnings(null, 262_144));
    }

    /// <summary>Where an error is told, the value of many times as many draws is as near as it says.</summary>
    [Fact]
    public void StandardError_OfATailThatIsJustResolved_CoversTheValueOfManyDraws()
    {
        const int runs = 40;
        var place = Settings(1024, [99]).Statistics.ToList().IndexOf("p99");
        var truth = Value(Settings(1 << 17, [99]));
        var near = Enumerable.Range(1, runs).Count(seed =>
        {
            var run = ArticleRuns.Specification(from: 2028, to: 2028, draws: Settings(1024, [99], (ulong)seed)).Compute(threads: 1);
            return Math.Abs(run.Value(0, Variables.Spend, place) - truth) <= 3 * run.StandardError(0, Variables.Spend, place);
        });
        Assert.InRange(near, runs * 9 / 10, runs);

        double Value(DrawSettings settings)
            => ArticleRuns.Specification(from: 2028, to: 2028, draws: settings).Compute(threads: 1).Value(0, Variables.Spend, place);
    }

    [Theory]
    [InlineData(new[] { 0.05, 0.5, 0.95 }, "0.05,0.5,0.95", "5,50,95")]
    [InlineData(new[] { 0.07 }, "0.07", "7")]
    public void Percentiles_ThatAllLieBelowOne_AreTakenForFractions(double[] percentiles, string stated, string meant)
    {
        var warning = Assert.Single(PercentileFindings.Warnings(Settings(1 << 17, percentiles), 262_144), w => w.Code == "percentiles-below-one");
        Assert.Contains($"these lie below 1: {stated}.", warning.Message, StringComparison.Ordinal);
        Assert.EndsWith($"ask for {meant}.", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Percentiles_OfWhichOneIsNotBelowOne_AreNotTakenForFractions()
        => Assert.DoesNotContain(PercentileFindings.Warnings(Settings(4096, [0.5, 50, 99.5]), 262_144), w => w.Code == "percentiles-below-one");

    private static DrawSettings Settings(int draws, IReadOnlyList<double> percentiles, ulong seed = 1)
        => new(draws, seed, Sampling.Sobol, percentiles, StatedCorrelations.Default, []);
}
