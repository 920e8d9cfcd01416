using System.Text;
using System.Text.Json;
using ForecastFunctions.Core.Analyses.Attributions;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.Analyses.GoalSeeks;
using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.UnitTests.Projections;

/// <summary>Runs that were stored by version 1.0.0 of the model, and numbers whose columns are not those of today.</summary>
public class StoredRunTests
{
    /// <summary>Written by the last program whose model was of version 1.0.0: a run of each kind, as the storage had it.</summary>
    private static readonly List<Stored> OfOneZero = JsonSerializer.Deserialize<List<Stored>>(
        File.ReadAllBytes(Repository.PathOf("tests", "ForecastFunctions.UnitTests", "Projections", "StoredRuns", "stored-by-1.0.0.json")),
        JsonSerializerOptions.Web)!;

    private static readonly DrawSettings Draws = new(
        128, 1, Sampling.Sobol, [5, 50], StatedCorrelations.Default, [new(Variables.InferenceComputeShare, 0.7)]);

    public static TheoryData<int> Places { get; } = [.. OfOneZero.Index().Select(s => s.Index)];

    [Theory]
    [MemberData(nameof(Places))]
    public void Run_StoredByAVersionThatIsNotLive_IsReadUnderItsIdAndNotComputed(int place)
    {
        var stored = OfOneZero[place];
        switch (stored.Kind)
        {
            case "projections": Check<ProjectionSpecification, Projection>(); break;
            case "comparisons": Check<ComparisonSpecification, Comparison>(); break;
            case "attributions": Check<AttributionSpecification, Attribution>(); break;
            case "sensitivities": Check<SensitivitySpecification, SensitivityResult>(); break;
            default: Check<GoalSeekSpecification, SearchResult>(); break;
        }

        void Check<TSpecification, TResult>()
            where TSpecification : IRunSpecification<TSpecification, TResult>
            where TResult : IRunResult<TResult>
        {
            Assert.Equal(TSpecification.Kind, stored.Kind);
            var specification = TSpecification.Parse(stored.Request);
            Assert.Equal(
                (stored.RunId, stored.Request, "1.0.0"),
                (specification.RunId.ToString(), specification.CanonicalForm, specification.ModelVersion));

            var bytes = TResult.FromBytes(stored.Result).ToBytes();
            Assert.True(specification.Fits(TResult.FromBytes(bytes)));

            var e = Assert.Throws<ModelVersionGoneException>(() => specification.Compute(threads: 1));
            Assert.Equal("1.0.0", e.Version);
            Assert.All(ModelVersion.Live, live => Assert.Contains(live, e.Message, StringComparison.Ordinal));

            // The same question of today's version has an id of its own, and today's numbers.
            var today = TSpecification.Parse(stored.Request.Replace("\"1.0.0\"", $"\"{ModelVersion.Current}\"", StringComparison.Ordinal));
            Assert.NotEqual(specification.RunId, today.RunId);
            Assert.True(today.Fits(today.Compute(threads: 1)));
        }
    }

    [Fact]
    public void Run_OfARequest_IsOfTheCurrentVersionWhichIsLive()
    {
        Assert.Equal(ModelVersion.Current, ModelVersion.Live[0]);
        Assert.Equal(ModelVersion.Current, ArticleRuns.Specification().ModelVersion);
        Assert.StartsWith($$"""{"modelVersion":"{{ModelVersion.Current}}",""", ArticleRuns.Specification().CanonicalForm, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_WithoutNames_AreThoseOfTheCatalogueThatTheyWereStoredBy()
    {
        var stored = OfOneZero[0];
        var read = Projection.FromBytes(stored.Result);
        var bytes = stored.Result.ToArray();
        var values = bytes.AsSpan(bytes.AsSpan().IndexOf("p50"u8) + 3 + sizeof(int));
        foreach (var variable in Variables.All)
        {
            for (var statistic = 0; statistic < read.Statistics.Count; statistic++)
            {
                var place = StoredColumns.VariablesOfUnnamed.ToList().IndexOf(variable.Name) * read.Statistics.Count + statistic;
                Assert.Equal(BitConverter.ToDouble(values[(sizeof(double) * place)..]), read.Value(0, variable, statistic));
            }
        }
    }

    [Theory]
    [InlineData("Electricity", "Electricitu")]
    [InlineData("Compute|Installed|Custom ASIC", "Compute|Installed|Custom TPUs")]
    public void Numbers_OfAnotherVariable_AreRefused(string name, string other)
    {
        var from = ArticleRuns.Specification();
        var attribution = AttributionSpecification.BetweenPeriods(
            ArticleRuns.Article.Version, from.Scenario, Period.OfYear(2024), Period.OfYear(2025));
        var comparison = new ComparisonSpecification(
            ArticleRuns.Article.Version, [from.Scenario, ArticleRuns.Specification("data-wall").Scenario], 0, from.Range);
        AssertRefused(Renamed(from.Compute(1).ToBytes()), b => Projection.FromBytes(b));
        AssertRefused(Renamed(attribution.Compute(1).ToBytes()), b => Attribution.FromBytes(b));
        AssertRefused(Renamed(comparison.Compute(1).ToBytes()), b => Comparison.FromBytes(b));

        byte[] Renamed(byte[] bytes)
        {
            var old = Encoding.UTF8.GetBytes(name);
            var places = Enumerable.Range(0, bytes.Length - old.Length)
                .Where(i => bytes.AsSpan(i, old.Length).SequenceEqual(old)).ToList();
            Assert.NotEmpty(places);
            places.ForEach(place => Encoding.UTF8.GetBytes(other).CopyTo(bytes, place));
            return bytes;
        }
    }

    [Fact]
    public void Numbers_OfAnotherQuestion_DoNotFit()
    {
        var asked = ArticleRuns.Specification(to: 2026, draws: Draws);
        Assert.True(asked.Fits(asked.Compute(1)));
        Assert.False(asked.Fits(ArticleRuns.Specification(to: 2026).Compute(1)));
        Assert.False(asked.Fits(ArticleRuns.Specification(to: 2027, draws: Draws).Compute(1)));
        Assert.False(asked.Fits(ArticleRuns.Specification(to: 2026, draws: With([5, 51], Draws.Thresholds)).Compute(1)));
        Assert.False(asked.Fits(ArticleRuns.Specification(to: 2026, draws: With(Draws.Percentiles, [])).Compute(1)));

        var wall = ArticleRuns.Specification("data-wall").Scenario;
        var comparison = Comparing(withLevels: true);
        Assert.True(comparison.Fits(comparison.Compute(1)));
        Assert.False(comparison.Fits(Comparing(withLevels: false).Compute(1)));

        var attribution = Between("data-wall");
        Assert.True(attribution.Fits(attribution.Compute(1)));
        Assert.False(attribution.Fits(Between("asic-surge").Compute(1)));
        Assert.False(attribution.Fits(AttributionSpecification.BetweenPeriods(
            ArticleRuns.Article.Version, wall, Period.OfYear(2024), Period.OfYear(2026)).Compute(1)));

        var sensitivity = Sobol("ratio.limit", "ratio.speed");
        Assert.True(sensitivity.Fits(sensitivity.Compute(1)));
        Assert.False(sensitivity.Fits(Sobol("ratio.speed", "ratio.limit").Compute(1)));
        Assert.False(sensitivity.Fits(Sobol("ratio.limit").Compute(1)));
        Assert.False(sensitivity.Fits(Tornado(1, 6).Compute(1)));
        Assert.True(Tornado(1, 6).Fits(Tornado(1, 6).Compute(1)));
        Assert.False(Tornado(1, 6).Fits(Tornado(1, 5).Compute(1)));

        DrawSettings With(IReadOnlyList<double> percentiles, IReadOnlyList<Threshold> thresholds)
            => new(Draws.Draws, Draws.Seed, Draws.Sampling, percentiles, Draws.Correlations, thresholds);

        ComparisonSpecification Comparing(bool withLevels)
            => new(ArticleRuns.Article.Version, [asked.Scenario, wall], 0, asked.Range, null, withLevels);

        AttributionSpecification Between(string preset) => AttributionSpecification.BetweenScenarios(
            ArticleRuns.Article.Version, ArticleRuns.Specification(preset).Scenario, asked.Scenario, Period.OfYear(2026));

        SensitivitySpecification Sobol(params string[] inputs) => Of(new SensitivityMethod.VarianceBased(64, 1, inputs));

        SensitivitySpecification Tornado(double low, double high)
            => Of(new SensitivityMethod.OneAtATime([new InputRange(Parameters.RatioLimit, low, high)]));

        SensitivitySpecification Of(SensitivityMethod method) => new(
            ArticleRuns.Article.Version, asked.Scenario, new ModelOutputs([Variables.NvidiaRevenue], [Period.OfYear(2026)]), method);
    }

    [Fact]
    public void Form_FromBeforeTheCatalogueGrew_IsReadUnderItsIdWithTheLaterParametersAtTheirDefaults()
    {
        foreach (var count in (int[])[1, 3])
        {
            var form = ArticleRuns.Specification(draws: Draws).CanonicalForm;
            var later = Parameters.All.TakeLast(count).ToList();
            var start = form.IndexOf($",\"{later[0].Id}\":{{", StringComparison.Ordinal);
            form = form.Remove(start, form.IndexOf("}}", start, StringComparison.Ordinal) + 1 - start);

            var read = ProjectionSpecification.Parse(form);

            Assert.Equal((RunId.Of(form), form), (read.RunId, read.CanonicalForm));
            Assert.All(later, p => Assert.Equal(p.Default, read.Scenario[p]));
            Assert.True(read.Fits(read.Compute(1)));
        }

        // One from between is no later parameter.
        var whole = ArticleRuns.Specification().CanonicalForm;
        var place = whole.IndexOf($",\"{Parameters.All[3].Id}\":{{", StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => ProjectionSpecification.Parse(whole.Remove(place, whole.IndexOf('}', place) + 1 - place)));
    }

    private static void AssertRefused<T>(byte[] bytes, Func<byte[], T> read) => Assert.Throws<FormatException>(() => { _ = read(bytes); });

    private sealed record Stored(string Kind, string RunId, string Request, ReadOnlyMemory<byte> Result);
}
