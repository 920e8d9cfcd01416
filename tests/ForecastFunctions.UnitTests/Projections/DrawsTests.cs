using CsCheck;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Projections;

public class DrawsTests
{
    private static readonly PeriodRange Range = new(Period.OfYear(2024), Period.OfYear(2030));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(1_000)]
    public void Paths_OfEqualDraws_AreTheDeterministicRunBitForBit(int draws)
    {
        foreach (var preset in Presets.All)
        {
            var specification = ArticleRuns.Specification(preset.Name);
            var expected = ProjectionEngine.Run(specification).All();
            var paths = ArticleRuns.Paths(new ParameterColumns(specification.Scenario, draws), Range);
            Assert.Equal(draws, paths.Length);
            Assert.All(paths, path => Assert.True(Numbers.SameBits(expected, path)));
        }
    }

    [Fact]
    public void Path_AmongOthers_IsWhatItIsAloneBitForBit() => Gen.OneOf(ScenarioCase.Any, ScenarioCase.Corner).Array[2, 9].Sample(
        cases =>
        {
            var range = new PeriodRange(Period.OfYear(2024), Period.OfYear(ScenarioCase.To));
            var scenarios = Array.ConvertAll(cases, c => ArticleRuns.Specification(c.Preset, set: c.Set).Scenario);
            var columns = new ParameterColumns(scenarios[0], scenarios.Length);
            foreach (var parameter in Parameters.All)
            {
                for (var draw = 0; draw < scenarios.Length; draw++)
                    columns[parameter][draw] = scenarios[draw][parameter];
            }

            var together = ArticleRuns.Paths(columns, range);
            for (var draw = 0; draw < scenarios.Length; draw++)
                Assert.True(
                    Numbers.SameBits(ArticleRuns.Paths(new ParameterColumns(scenarios[draw], 1), range)[0], together[draw]), $"Draw {draw}");
        },
        iter: 150);

    [Fact]
    public void Draws_FewerThanOne_AreRefused()
        => Assert.Throws<ArgumentOutOfRangeException>(() => new ParameterColumns(ArticleRuns.Specification().Scenario, 0));

    [Theory]
    [InlineData(2022, 2025, 2024, 2025)]
    [InlineData(2022, 2023, 2024, 2024)]
    [InlineData(2026, 2027, 2026, 2027)]
    public void Run_BeginningBeforeTheBaseYear_ComputesFromTheBaseYearOn(int from, int to, int first, int last)
    {
        var specification = ArticleRuns.Specification(from: from, to: to);
        Assert.Equal(new PeriodRange(Period.OfYear(first), Period.OfYear(last)), ProjectionEngine.Run(specification).Range);
        Assert.Equal(specification.Projected, ProjectionEngine.Run(specification).Range);
        var read = ProjectionSpecification.Parse(specification.CanonicalForm);
        Assert.Equal((specification.Range, specification.RunId), (read.Range, read.RunId));
        Assert.Equal(ProjectionEngine.Run(ArticleRuns.Specification()).Value(last - 2024, Variables.Spend),
            ProjectionEngine.Run(specification).Value(last - first, Variables.Spend));
    }

    [Fact]
    public void Run_EndingAfterTheLastYear_IsRefused()
    {
        var scenario = ArticleRuns.Specification().Scenario;
        var range = new PeriodRange(Period.OfYear(2030), Period.OfYear(ProjectionSpecification.LastYear + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ProjectionSpecification(ArticleRuns.Article.Version, scenario, range));
    }
}
