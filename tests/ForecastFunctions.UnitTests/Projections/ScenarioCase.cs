using CsCheck;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Projections;

/// <summary>A preset and what is set on top of it: any scenario that a caller could ask for.</summary>
internal sealed record ScenarioCase(string Preset, IReadOnlyDictionary<Parameter, double> Set)
{
    /// <summary>The horizon that the properties are examined to.</summary>
    public const int To = 2045;

    /// <summary>About half of the parameters set, within their bounds and now and then on them.</summary>
    public static readonly Gen<ScenarioCase> Any = Gen.Select(
        Elements.Of(Presets.All),
        Gen.Select(Gen.Int[0, 9], Gen.Double[0, 1]).Array[Parameters.All.Count],
        (preset, draws) => new ScenarioCase(preset.Name, Parameters.All
            .Where(p => draws[p.Index].Item1 > 4)
            .ToDictionary(p => p, p => draws[p.Index].Item1 switch
            {
                5 => Within(p, draws[p.Index].Item2 < 0.5 ? 0 : 1),
                _ => Within(p, draws[p.Index].Item2),
            })));

    /// <summary>Every parameter on one of its bounds.</summary>
    public static readonly Gen<ScenarioCase> Corner = Gen.Bool.Array[Parameters.All.Count].Select(ends =>
        new ScenarioCase("article-base", Parameters.All.ToDictionary(p => p, p => Within(p, ends[p.Index] ? 1 : 0))));

    /// <summary>A value within the bounds: at 0 the smallest, at 1 the largest; on a log scale where the bounds are far apart.</summary>
    public static double Within(Parameter parameter, double place)
    {
        var bounds = parameter.BoundsFor(ArticleRuns.Article.BaseYear);
        if (parameter.IsChoice)
            return Math.Round(bounds.Min + place * (bounds.Max - bounds.Min));
        var value = bounds.Min > 0 && bounds.Max > 10 * bounds.Min
            ? bounds.Min * Math.Pow(bounds.Max / bounds.Min, place)
            : bounds.Min + place * (bounds.Max - bounds.Min);
        return Math.Clamp(value, bounds.Min, bounds.Max);
    }

    /// <summary>The scenario with values for all parameters, and its numbers.</summary>
    public (ResolvedScenario Scenario, Projection Projection) Run(Step step)
    {
        var specification = ArticleRuns.Specification(Preset, ArticleRuns.Article.BaseYear, To, step, Set);
        return (specification.Scenario, ProjectionEngine.Run(specification));
    }

    public ScenarioCase With(Parameter parameter, double value) => this with
    {
        Set = new Dictionary<Parameter, double>(Set) { [parameter] = value },
    };

    public override string ToString() => $"{Preset}: {string.Join(", ", Set.Select(s => $"{s.Key.Id}={s.Key.Format(s.Value)}"))}";
}
