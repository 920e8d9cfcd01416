using CsCheck;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Projections;

/// <summary>A preset of drivers and limits with other values: a scenario that a caller could ask for.</summary>
internal sealed record LayerCase(string Preset, IReadOnlyDictionary<Parameter, double> Set)
{
    private static readonly IReadOnlyList<Parameter> Uncertain = [.. ParameterCatalogue.All.Where(p => p.Law is not null)];

    /// <summary>A preset, with about half of the uncertain parameters drawn from the middle of their laws.</summary>
    public static readonly Gen<LayerCase> Any = Gen.Select(
        Elements.Of(LayerPresets.All), Gen.Select(Gen.Bool, Gen.Double[0.02, 0.98]).Array[Uncertain.Count],
        (preset, draws) => new LayerCase(preset.Name, Uncertain.Index().Where(p => draws[p.Index].Item1).ToDictionary(
            p => p.Item, p => Within(p.Item, p.Item.Law!.Quantile(draws[p.Index].Item2)))));

    /// <summary>A value within the parameter's bounds.</summary>
    public static double Within(Parameter parameter, double value)
    {
        var bounds = parameter.BoundsFor(ArticleRuns.Article.BaseYear);
        return Math.Clamp(value, bounds.Min, bounds.Max);
    }

    /// <summary>The case with a parameter at a value.</summary>
    public LayerCase With(Parameter parameter, double value) => this with
    {
        Set = new Dictionary<Parameter, double>(Set) { [parameter] = value },
    };

    /// <summary>The case with a switch at a word.</summary>
    public LayerCase With(Parameter parameter, string word) => With(parameter, parameter.IndexOfChoice(word));

    public ProjectionSpecification Specification(Step step = Step.Quarter, int to = 2032, IReadOnlyList<ScenarioEvent>? events = null)
        => LayerRuns.Specification(Preset, ArticleRuns.Fixed(Set), events, to, step);

    public Projection Run(Step step = Step.Quarter, int to = 2032, IReadOnlyList<ScenarioEvent>? events = null)
        => ProjectionEngine.Run(Specification(step, to, events));

    public override string ToString() => $"{Preset}: {string.Join(", ", Set.Select(s => $"{s.Key.Id}={s.Key.Format(s.Value)}"))}";
}
