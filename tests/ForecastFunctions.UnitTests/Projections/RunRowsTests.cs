using ForecastFunctions.Application.Comparisons;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Projections;

public class RunRowsTests
{
    public static TheoryData<string?> Statistics { get; } = [null, "value", "value,observed", "observed"];

    [Theory]
    [MemberData(nameof(Statistics))]
    public void Rows_OfAProjection_AreAsManyAsAreSaid(string? statistics)
    {
        var specification = ArticleRuns.Specification(from: 2022, to: 2030, step: Step.Quarter);
        var run = new Run<ProjectionSpecification, Projection>(
            specification, ArticleRuns.Article, ProjectionEngine.Run(specification), RunSource.Store);

        var rows = ProjectionRuns.Rows(run, RunView.Whole with { Statistics = statistics?.Split(',') });

        Assert.Equal(rows.Count, rows.ToList().Count);
        Assert.Equal(rows, rows.ToList()); // read again they are the same
    }

    [Fact]
    public void Rows_OfAComparison_AreAsManyAsAreSaid()
    {
        var specification = new ComparisonSpecification(
            ArticleRuns.Article.Version, [ArticleRuns.Specification().Scenario, ArticleRuns.Specification("data-wall").Scenario], reference: 0,
            ArticleRuns.Specification().Range);
        var run = new Run<ComparisonSpecification, Comparison>(
            specification, ArticleRuns.Article, specification.Compute(1, CancellationToken.None), RunSource.Store);

        var (rows, differences) = (ComparisonRuns.Rows(run, RunView.Whole), ComparisonRuns.Differences(run, RunView.Whole));

        Assert.Equal(rows.Count, rows.ToList().Count);
        Assert.Equal(rows.Where(row => row.Reference is not null), differences);
        Assert.Equal(differences.Count, differences.ToList().Count);
    }
}
