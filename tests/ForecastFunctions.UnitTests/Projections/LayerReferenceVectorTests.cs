using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Projections;

/// <summary>The layer of drivers and limits against the independent program, every number of its files.</summary>
public class LayerReferenceVectorTests
{
    private static readonly IReadOnlyList<LayerReferenceVectors.Entry> OfPresets = LayerReferenceVectors.OfPresets();
    private static readonly IReadOnlyList<LayerReferenceVectors.Entry> OfMore = LayerReferenceVectors.OfMore();

    public static TheoryData<string> Annual { get; } = Of(Step.Year);

    public static TheoryData<string> Quarterly { get; } = Of(Step.Quarter);

    public static TheoryData<string> More { get; } = [.. OfMore.Select(e => e.Scenario).Distinct()];

    [Fact]
    public void Files_OfTheIndependentProgram_AreWhole()
    {
        Assert.Equal((8 * 7 + 2 * 28) * 54, OfPresets.Count);
        Assert.Equal(4 * 7 * 54, OfMore.Count);
    }

    [Theory]
    [MemberData(nameof(Annual))]
    public void Preset_OverSevenYears_MatchesTheIndependentProgram(string preset) => Check(preset, Step.Year);

    [Theory]
    [MemberData(nameof(Quarterly))]
    public void Preset_OverItsQuarters_MatchesTheIndependentProgram(string preset) => Check(preset, Step.Quarter);

    [Theory]
    [MemberData(nameof(More))]
    public void Scenario_OverSevenYears_MatchesTheIndependentProgram(string scenario)
        => Check(ProjectionEngine.Run(LayerRuns.OfMore(scenario)), [.. OfMore.Where(e => e.Scenario == scenario)]);

    private static TheoryData<string> Of(Step step) => [.. OfPresets.Where(e => e.Period.Step == step).Select(e => e.Scenario).Distinct()];

    private static void Check(string preset, Step step)
        => Check(ArticleRuns.Of(preset, step: step), [.. OfPresets.Where(e => e.Scenario == preset && e.Period.Step == step)]);

    private static void Check(Projection projection, List<LayerReferenceVectors.Entry> entries)
    {
        Assert.Equal(projection.Range.Count * LayerReferenceVectors.VariableOf.Count, entries.Count);
        var faults = new List<string>();
        foreach (var (_, period, name, expected) in entries)
        {
            var value = projection.Of(name, period);
            if (expected is null ? !double.IsNaN(value) : !(Math.Abs(value - expected.Value) <= 1e-9 * Math.Max(1, Math.Abs(expected.Value)) * Scale(expected.Value)))
                faults.Add($"{name}, {period}: {value:R}, not {expected:R}");
        }

        Assert.True(faults.Count == 0, $"{faults.Count} of {entries.Count}:\n{string.Join('\n', faults.Take(60))}");
    }

    /// <summary>Relative, and absolute only below 1e-9.</summary>
    private static double Scale(double expected) => Math.Abs(expected) is > 1e-9 and < 1 and var small ? small : 1;
}
