using System.Globalization;
using CsCheck;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Projections;

public class RunIdTests
{
    [Fact]
    public void RunId_OfTheArticlesScenario_IsPinned()
    {
        // Run ids are links that people keep, and the keys of stored runs. If this fails, the canonical form has
        // changed, and every stored run has lost its name: that takes a new version of the model, not a new id here.
        Assert.Equal("f21c14b0cff9c1826df336a450254ada", ArticleRuns.Specification().RunId.ToString());
    }

    [Fact]
    public void RunId_WithAnyParameterChangedInItsLastBit_IsAnother()
    {
        var ids = new HashSet<RunId> { ArticleRuns.Specification().RunId };
        foreach (var parameter in Parameters.All)
        {
            var value = parameter.IsChoice ? 1 : Math.BitIncrement(parameter.Default);
            Assert.True(ids.Add(ArticleRuns.Specification(set: new Dictionary<Parameter, double> { [parameter] = value }).RunId), parameter.Id);
        }
    }

    [Fact]
    public void RunId_WithAnotherRangeStepPresetOrBaseline_IsAnother()
    {
        var article = ArticleRuns.Specification();
        ProjectionSpecification[] all =
        [
            article,
            ArticleRuns.Specification(from: 2025),
            ArticleRuns.Specification(to: 2031),
            ArticleRuns.Specification(step: Step.Quarter),
            new(article.BaselineVersion, article.Scenario, new PeriodRange(Period.OfQuarter(2024, 1), Period.OfQuarter(2030, 3))),
            new(article.BaselineVersion + "-1", article.Scenario, article.Range),
            .. Presets.All.Skip(1).Select(p => ArticleRuns.Specification(p.Name)),
        ];
        Assert.Equal(all.Length, all.Select(s => s.RunId).Distinct().Count());
    }

    [Fact]
    public void RunId_OfTheSameRequest_IsTheSameInWhateverOrderItIsSet()
    {
        var set = new Dictionary<Parameter, double> { [Parameters.RatioLimit] = 6, [Parameters.SpendBase] = 150 };
        Assert.Equal(ArticleRuns.Specification(set: set).RunId, ArticleRuns.Specification(set: set.Reverse().ToDictionary()).RunId);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("sv-SE")]
    public void CanonicalForm_UnderAnyCulture_IsTheSame(string culture)
    {
        var set = new Dictionary<Parameter, double>
        {
            [Parameters.SpendGrowthLongRun] = -0.125,
            [Parameters.AsicPriceDecline] = 1e-7,
            [Parameters.AsicStockPower] = 1e6
        };
        var expected = ArticleRuns.Specification(set: set, step: Step.Quarter);
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected.CanonicalForm, ArticleRuns.Specification(set: set, step: Step.Quarter).CanonicalForm);
            Assert.Equal(expected.RunId, ProjectionSpecification.Parse(expected.CanonicalForm).RunId);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Specification_ThatBeginsBeforeTheFirstYear_IsRefused()
        => Assert.Throws<ArgumentOutOfRangeException>(() => ArticleRuns.Specification(from: ProjectionSpecification.FirstYear - 1));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789abcdef0123456789abcdef0")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("0123456789abcdef0123456789abcdeg")]
    [InlineData("../456789abcdef0123456789abcdef01")]
    public void TryParse_OfAnythingButThirtyTwoHexDigits_IsRefused(string? text) => Assert.False(RunId.TryParse(text, out _));

    [Fact]
    public void TryParse_OfARunId_ReadsItBack()
    {
        var id = ArticleRuns.Specification().RunId;
        Assert.True(RunId.TryParse(id.ToString(), out var read));
        Assert.Equal(id, read);
    }
}
