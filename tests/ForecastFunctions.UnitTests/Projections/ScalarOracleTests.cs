using CsCheck;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;
using ForecastFunctions.ReferenceModel;

namespace ForecastFunctions.UnitTests.Projections;

/// <summary>The engine against a plain scalar implementation of the same equations, on the same draws.</summary>
public class ScalarOracleTests
{
    private const int LastYear = 2032;
    private static readonly double[] Percents = [0.5, 5, 25, 50, 75, 95, 99.5];

    private static readonly Gen<ParameterSetting> Fade = Gen.OneOf(
        Gen.Const<ParameterSetting>(new ParameterSetting.Fixed(0)),
        Gen.Double[0, 0.02].Select(v => (ParameterSetting)new ParameterSetting.Fixed(v)),
        Gen.Double[0.02, 2].Select(v => (ParameterSetting)new ParameterSetting.Uncertain(new Uniform(v, 2 * v))));

    private static readonly Gen<ProjectionSpecification> Specifications = Gen.Select(
        Gen.Int[0, Presets.All.Count - 1].Select(i => Presets.All[i]), Gen.Bool, Gen.Enum<Step>(), Gen.Int[128, 400],
        Gen.ULong[0, DrawSettings.MaxSeed],
        Gen.Bool.Select(isCorrelated => isCorrelated ? StatedCorrelations.Default : StatedCorrelations.None),
        Gen.Select(Fade, Gen.Int[1, 15], Gen.Double[0.02, 0.98], Gen.Double[1, 20], Gen.Enum<Sampling>()),
        (preset, isOfSpend, step, draws, seed, correlations, more) =>
        {
            var (fade, anchorYears, anchor, life, sampling) = more;
            var settings = new Dictionary<Parameter, ParameterSetting>
            {
                [Parameters.SpendGrowthFade] = fade,
                [Parameters.AnchorYear] = new ParameterSetting.Fixed(2024 + anchorYears),
                [Parameters.AsicTrainingAnchor] = new ParameterSetting.Uncertain(new Triangular(0.01, anchor, 0.99)),
                [Parameters.StockLife] = new ParameterSetting.Fixed(life),
                [Parameters.RatioBasis] = new ParameterSetting.Fixed(isOfSpend ? 1 : 0),
            };
            var scenario = ResolvedScenario.Resolve(ArticleRuns.Article, preset, settings);
            var range = step == Step.Year
                ? new PeriodRange(Period.OfYear(2024), Period.OfYear(LastYear))
                : new PeriodRange(Period.OfQuarter(2024, 1), Period.OfQuarter(LastYear, 4));
            return new ProjectionSpecification(
                ArticleRuns.Article.Version, scenario, range, new DrawSettings(draws, seed, sampling, Percents, correlations, []));
        });

    [Fact]
    public void Engine_GeneratedScenarios_AgreesWithTheScalarModel() => Specifications.Sample(
        specification =>
        {
            var expected = Scalar(specification).Run(LastYear, specification.Range.Step == Step.Year, Percents);
            var projection = ProjectionEngine.Run(specification);
            var next = 0;
            for (var period = 0; period < specification.Range.Count; period++)
            {
                foreach (var name in ScalarModel.Variables)
                {
                    var mean = expected[next];
                    for (var statistic = 0; statistic < 2 + Percents.Length; statistic++, next++)
                    {
                        // A standard deviation can be that of rounding alone, where all paths agree.
                        var scale = Math.Max(Math.Abs(expected[next]), statistic == 1 ? 1e-3 * Math.Abs(mean) : 0);
                        var value = projection.Value(period, Variables.Find(name)!, statistic);
                        Assert.True(
                            Math.Abs(value - expected[next]) <= 1e-10 * scale,
                            $"{specification.Scenario.Label}, {name}, period {period}, {projection.Statistics[statistic]}: {value:R}, not "
                            + $"{expected[next]:R}");
                    }
                }
            }
        },
        iter: 60);

    [Fact]
    public void ScalarModel_Always_HasEveryVariable()
        => Assert.Equal(
            Variables.All.Select(v => v.Name).Order(StringComparer.Ordinal), ScalarModel.Variables.Order(StringComparer.Ordinal));

    private static ScalarModel Scalar(ProjectionSpecification specification)
    {
        using var parameters = new ParameterColumns(specification.Scenario, specification.Draws!.Draws);
        var sampler = new DrawSampler(specification.Scenario, specification.Draws);
        sampler.Fill(parameters, sampler.ScoreColumns(parameters.Draws), 0);
        return new ScalarModel(
            specification.Scenario.BaseYear, Parameters.All.ToDictionary(p => p.Id, p => parameters[p].ToArray(), StringComparer.Ordinal));
    }
}
