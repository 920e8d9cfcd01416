using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Projections;

public class LayerCornerTests
{
    private const int Paths = 2_500;

    /// <summary>Eight combinations of the switches, each on so many paths: 20,000 in all.</summary>
    public static TheoryData<string, string, string, string> Combinations { get; } = new()
    {
        { "drivers", "demand", "off", "proportional" }, { "drivers", "demand", "report", "proportional" },
        { "drivers", "demand", "clip", "proportional" }, { "drivers", "demand", "clip", "inferenceFirst" },
        { "drivers", "demand", "clip", "trainingFirst" }, { "drivers", "path", "clip", "trainingFirst" },
        { "path", "path", "clip", "inferenceFirst" }, { "drivers", "path", "report", "proportional" },
    };

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Paths_WithEveryParameterOnABound_AreFiniteTo2045(string ratio, string spend, string limits, string ration)
    {
        var scenario = LayerRuns.Specification("article-base", LayerRuns.Settings(
            ("ratio.source", ratio), ("spend.source", spend), ("limits.mode", limits), ("limits.ration", ration),
            ("data.wallYear", "2030"))).Scenario;
        using var columns = new ParameterColumns(scenario, Paths);
        var random = new Random(1);
        foreach (var parameter in ParameterCatalogue.All.Where(p => !p.IsChoice))
        {
            var bounds = parameter.BoundsFor(scenario.BaseYear);
            foreach (ref var value in columns[parameter])
                value = random.Next(2) == 0 ? bounds.Min : bounds.Max;
        }

        // On half of the paths the stock of data is stated, and not the year.
        foreach (ref var year in columns[LayerParameters.DataWallYear][..(Paths / 2)])
            year = double.NaN;

        using var paths = new ModelPaths(Paths, scenario);
        paths.Load(columns, 0);
        foreach (var period in new PeriodRange(Period.OfYear(2024), Period.OfYear(ProjectionSpecification.LastYear)))
        {
            paths.Advance(period, 0, paths.Groups, isShown: true);
            foreach (var variable in RunVariables.Of(scenario).Where(v => RunVariables.HasValue(v, 2024, period)))
            {
                foreach (var value in paths.Variables[variable])
                    Assert.True(double.IsFinite(value), $"{variable} in {period} is {value:R}");
            }
        }
    }
}
