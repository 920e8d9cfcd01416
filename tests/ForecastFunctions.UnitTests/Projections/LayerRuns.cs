using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Projections;

/// <summary>Runs of the layer of drivers and limits on the article's baseline, for tests to look at.</summary>
internal static class LayerRuns
{
    /// <summary>A scenario with the switches at words, and what else is set.</summary>
    public static ProjectionSpecification Specification(
        string preset, IReadOnlyDictionary<Parameter, ParameterSetting>? settings = null, IReadOnlyList<ScenarioEvent>? events = null,
        int to = 2030, Step step = Step.Year, DrawSettings? draws = null)
    {
        var scenario = ResolvedScenario.Resolve(
            ArticleRuns.Article, Presets.Find(preset)!, settings ?? new Dictionary<Parameter, ParameterSetting>(), events);
        var range = step == Step.Year
            ? new PeriodRange(Period.OfYear(2024), Period.OfYear(to))
            : new PeriodRange(Period.OfQuarter(2024, 1), Period.OfQuarter(to, 4));
        return new ProjectionSpecification(ArticleRuns.Article.Version, scenario, range, draws);
    }

    /// <summary>Settings by ids and texts, such as a request states them.</summary>
    public static Dictionary<Parameter, ParameterSetting> Settings(params IReadOnlyList<(string Id, string Text)> settings)
        => settings.ToDictionary(s => Parameters.Find(s.Id)!, s => ParameterSetting.Parse(Parameters.Find(s.Id)!, s.Text));

    /// <summary>A scenario of the second file of reference vectors, by its name there.</summary>
    public static ProjectionSpecification OfMore(string scenario) => scenario switch
    {
        "power-wall, inferenceFirst" => Specification("power-wall", Settings(("limits.ration", "inferenceFirst"))),
        "power-wall, trainingFirst" => Specification("power-wall", Settings(("limits.ration", "trainingFirst"))),
        "drivers, spend path, report" => Specification("article-base", Settings(("ratio.source", "drivers"), ("limits.mode", "report"))),
        "spend times 1.5 in 2026-Q3 to 2027-Q2" => Specification("drivers-base", events:
        [
            new ScenarioEvent("more", Driver.Spend, EventEffect.Multiply, 1.5, Period.OfQuarter(2026, 3), quarters: 4, probability: 1),
        ]),
        _ => throw new ArgumentOutOfRangeException(nameof(scenario), scenario, "There is no such scenario in the file."),
    };
}
