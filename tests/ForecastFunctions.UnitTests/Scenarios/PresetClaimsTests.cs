using CsCheck;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.UnitTests.Baselines;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Scenarios;

/// <summary>What each preset claims against the base, on every vintage that there is or could be.</summary>
public class PresetClaimsTests
{
    private const int Years = 8;

    [Fact]
    public void Claims_OnEveryVintageSoFar_Hold() => Assert.All(MadeUpMarket.Real(), Check);

    [Fact]
    public void Claims_OnMadeUpVintages_Hold() => MadeUpMarket.Vintages.Sample(
        Check, iter: 60, print: v => $"{v.Title}: {string.Join(", ", v.Parameters.Select(p => $"{p.Id}={p.Value:R}"))}");

    [Fact]
    public void EveryPreset_OnAnyVintage_HoldsAndIsFinite() => Gen.OneOf(MadeUpMarket.Vintages, Elements.Of<Baseline>([.. MadeUpMarket.Real()])).Sample(
        vintage =>
        {
            foreach (var preset in Presets.Catalogue)
            {
                Assert.Empty(preset.SettingsOutOfBounds(vintage));
                var run = Run(vintage, preset);
                Assert.All(run.Variables.Where(v => RunVariables.HasValue(v, vintage.BaseYear, run.Range.To)), v => Assert.True(
                    double.IsFinite(run.Value(run.Range.Count - 1, v)), $"{preset.Name}: {v}"));
            }
        },
        iter: 15, print: v => v.Title);

    [Theory]
    [InlineData(2028, 2026)]
    [InlineData(2029, 2027)]
    [InlineData(2035, 2033)]
    public void Year_OfAPreset_ThatIsTooFarBehind_IsTheNearestThatCanBeStated(int baseYear, double expected)
    {
        var vintage = new Baseline("later", "Later", new(baseYear + 1, 2, 20), baseYear, [], []);
        var preset = Presets.Find("peak-data")!;
        Assert.Equal(expected, ((ParameterSetting.Fixed)preset.On(vintage).Settings[LayerParameters.DataWallYear]).Value);

        // What a partner keeps is not changed for it: it is refused, and says why.
        var own = new Scenario("own", "Own", "", preset.Settings) { Owner = "partner" };
        Assert.Equal(expected == 2026, !own.SettingsOutOfBounds(vintage).Any());
    }

    [Fact]
    public void Article_ToldFromAnyLaterYear_StaysWithinItsBounds()
    {
        for (var baseYear = 2024; baseYear < ProjectionSpecification.LastYear; baseYear++)
        {
            foreach (var (parameter, (value, law)) in RebasedArticle.For(baseYear))
            {
                var bounds = parameter.BoundsFor(baseYear);
                Assert.True(bounds.Contains(value), $"{parameter} of {baseYear} is {value:R}");
                Assert.All(law?.Numbers.Where(n => n.IsLevel) ?? [], n => Assert.True(bounds.Contains(n.Value), $"{n.Name} of {parameter}, {baseYear}"));
            }
        }
    }

    private static void Check(Baseline vintage)
    {
        var runs = Presets.All.ToDictionary(p => p.Name, p => Run(vintage, p), StringComparer.Ordinal);
        var article = runs["article-base"];
        Above(runs["reasoning-shift"], article, Variables.InferenceComputeShare);
        Above(runs["reasoning-shift"], article, Variables.Spend);

        Above(article, runs["asic-surge"], Variables.NvidiaRevenue);
        Above(article, runs["asic-surge"], Variables.Price.Asic);
        Above(runs["asic-surge"], article, Variables.InferenceShare.Asic);

        Above(article, runs["scaling-continues"], Variables.InferenceComputeShare);
        Above(runs["scaling-continues"], article, Variables.Spend);
        Above(runs["scaling-continues"], article, Variables.SpendShare.Nvidia);

        Above(runs["data-wall"], article, Variables.InferenceComputeShare);

        // Where spend shrinks as it is, it comes back towards the long run faster in data-wall, and passes the base in the end.
        var shrinks = vintage.FindParameter("spend.growth.initial")!.Value < -0.1;
        Above(article, runs["data-wall"], Variables.Spend, shrinks ? 2 : Years);

        foreach (var variable in new[]
        {
            Variables.ComputeRatio, Variables.InferenceShare.Nvidia, Variables.InferenceShare.Asic, Variables.TrainingShare.Nvidia,
            Variables.TrainingShare.Asic,
        })
        {
            for (var year = 0; year <= Years; year++)
                Assert.Equal(runs["status-quo"].Value(0, variable), runs["status-quo"].Value(year, variable), 1e-9);
        }

        // The article's half of inference in the anchor year; its row is weighted by what is spent through the year.
        var anchor = (int)(vintage.FindParameter("share.anchorYear")!.Value - vintage.BaseYear);
        Assert.InRange(article.Value(anchor, Variables.InferenceShare.Nvidia), 0.45, 0.55);
    }

    /// <summary>In every year after the base year, up to one.</summary>
    private static void Above(Projection higher, Projection lower, Variable variable, int lastYear = Years)
    {
        for (var year = 1; year <= lastYear; year++)
        {
            Assert.True(
                higher.Value(year, variable) > lower.Value(year, variable),
                $"{variable} in year {year}: {higher.Value(year, variable):R} is not above {lower.Value(year, variable):R}");
        }
    }

    private static Projection Run(Baseline vintage, Scenario preset)
        => ProjectionEngine.Run(new ProjectionSpecification(
            vintage.Version, ResolvedScenario.Resolve(vintage, preset, new Dictionary<Parameter, ParameterSetting>()),
            new PeriodRange(Period.OfYear(vintage.BaseYear), Period.OfYear(vintage.BaseYear + Years))));
}
