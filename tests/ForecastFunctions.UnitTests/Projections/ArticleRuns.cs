using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Projections;

/// <summary>Runs on the article's baseline, for tests to look at.</summary>
internal static class ArticleRuns
{
    public static readonly Baseline Article = ArticleBaseline.From([]);

    public static ProjectionSpecification Specification(
        string preset = "article-base", int from = 2024, int to = 2030, Step step = Step.Year,
        IReadOnlyDictionary<Parameter, double>? set = null,
        DrawSettings? draws = null)
    {
        var scenario = ResolvedScenario.Resolve(Article, Presets.Find(preset)!, Fixed(set ?? new Dictionary<Parameter, double>()));
        var range = step == Step.Year
            ? new PeriodRange(Period.OfYear(from), Period.OfYear(to))
            : new PeriodRange(Period.OfQuarter(from, 1), Period.OfQuarter(to, 4));
        return new ProjectionSpecification(Article.Version, scenario, range, draws);
    }

    /// <summary>Numbers as settings of a request.</summary>
    public static Dictionary<Parameter, ParameterSetting> Fixed(IReadOnlyDictionary<Parameter, double> values)
        => values.ToDictionary(v => v.Key, v => (ParameterSetting)new ParameterSetting.Fixed(v.Value));

    public static Projection Of(
        string preset = "article-base", int from = 2024, int to = 2030, Step step = Step.Year,
        IReadOnlyDictionary<Parameter, double>? set = null)
        => ProjectionEngine.Run(Specification(preset, from, to, step, set));

    public static double Of(this Projection projection, string variable, Period period)
        => projection.Value(projection.Range.Index().Single(p => p.Item == period).Index, Variables.Find(variable)!);

    public static double Of(this Projection projection, Variable variable, int year)
        => projection.Of(variable.Name, Period.OfYear(year));

    /// <summary>One path for each draw: its variables, period by period.</summary>
    public static double[][] Paths(ParameterColumns parameters, PeriodRange range)
    {
        var paths = new double[parameters.Draws][];
        for (var draw = 0; draw < paths.Length; draw++)
            paths[draw] = new double[range.Count * Variables.All.Count];
        var next = 0;
        using var model = new ModelPaths(parameters.Draws, Article.BaseYear, []);
        model.Load(parameters, firstDraw: 0);
        var first = range.Step == Step.Year ? Period.OfYear(Article.BaseYear) : Period.OfQuarter(Article.BaseYear, 1);
        foreach (var period in new PeriodRange(first, range.To))
        {
            model.Advance(period, 0, model.Groups, isShown: period >= range.From);
            if (period < range.From)
                continue;
            foreach (var variable in Variables.All)
            {
                var values = model.Variables[variable];
                for (var draw = 0; draw < paths.Length; draw++)
                    paths[draw][next] = values[draw];
                next++;
            }
        }

        return paths;
    }
}
