using ForecastFunctions.Application.Backtests;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.SeriesCatalogues;
using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.SeriesCatalogues;
using ForecastFunctions.UnitTests.Forecasting;

namespace ForecastFunctions.UnitTests.SeriesCatalogues;

public sealed class CatalogueQuestionTests : IDisposable
{
    private const int MaxBytesOfBlock = 11 * 64 * 1024;

    private static readonly Caller Acme = new("acme", AccessScope.Read);
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private readonly ComputeGate _gate = new(TimeProvider.System);
    private readonly CataloguesInMemory _store = new();

    public void Dispose() => _gate.Dispose();

    [Theory]
    [InlineData("median,mean,lower80,upper80,lower95,upper95", 18)]
    [InlineData("median,mean,lower50,upper50", 8, "levels=50", "method=theta")]
    [InlineData("median,mean,lower80,upper80,lower95,upper95", 2, "horizon=24", "aggregate=year", "support=unbounded")]
    public void Forecasts_OfASeries_AreThoseOfARequestForItAlone(string statistics, int steps, params string[] asked)
    {
        var question = (ForecastQuestion)Question(CatalogueKind.Forecasts, asked.Contains("horizon=24") ? asked : [$"horizon={steps}", .. asked]);
        var alone = SeriesForecast.Of(question.Request, Requested(Passengers, question.Support));

        var rows = question.RowsOf(question.Answer(Passengers)).Cast<CatalogueForecastRow>().ToList();

        Assert.Equal(
            alone.Rows.Select(r => (r.Series.Id, r.Series.Unit, r.Span.Period, r.Span.Start, r.Span.Step, r.Statistic, r.Value, r.Method, r.Model)),
            rows.Select(r => (r.Result.Id, r.Result.Unit, r.Period!, r.Start, r.Step!.Value, r.Statistic!, r.Value!.Value, r.Method, r.Result.Model)));
        Assert.Equal(statistics.Split(','), rows.Select(r => r.Statistic).Distinct(StringComparer.Ordinal));
        Assert.Equal(steps, rows.Select(r => r.Step).Distinct().Count());
        Assert.Equal(alone.Facts.Warnings.Select(w => w.Code).Distinct(StringComparer.Ordinal), rows[0].Result.Warnings);
        Assert.All(rows, row => Assert.Null(row.Result.Problem));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Backtests_OfASeries_AreThoseOfARequestForItAlone(int horizon)
    {
        var question = (BacktestQuestion)Question(CatalogueKind.Backtests, [$"horizon={horizon}", "origins=2", "methods=theta,naive"]);
        var alone = BacktestTable.Rows(question.Request, Requested(Passengers, question.Support));

        var rows = question.RowsOf(question.Answer(Passengers)).Cast<CatalogueBacktestRow>().ToList();

        Assert.Equal(
            alone.Select(r => (r.Series.Id, r.Method, r.FromStep, r.ToStep, r.Measure, r.Value, r.Origins)),
            rows.Select(r => (r.Result.Id, r.Method!, r.FromStep!.Value, r.ToStep!.Value, r.Measure!, r.Value, r.Origins)));
        Assert.Equal(question.NumbersOfSeries, rows.Count);
    }

    [Theory]
    [InlineData("A series needs at least 3 observations; got 2.", 2)]
    [InlineData("2000-01: -1 is negative, which support=nonNegative excludes.", 30, "support=nonNegative")]
    [InlineData("Calendar years are added up until 2199; the forecast goes beyond it.", 2_399, "aggregate=year")]
    [InlineData("Periods without dates make up no calendar year; give start or periods.", 0, "aggregate=year")]
    public void Series_ThatCannotBeForecast_HasARowThatSaysWhy(string problem, int length, params string[] asked)
    {
        var question = Question(CatalogueKind.Forecasts, ["horizon=13", .. asked]);
        var series = length switch
        {
            0 => new CatalogueSeries("odd", "kg", null, 1, [1, 2, 3]),
            _ => new CatalogueSeries("odd", "kg", Period.OfMonth(length > 1_000 ? 2199 : 2000, 1), 12, [-1, .. Enumerable.Repeat(2.0, Math.Min(length, 30) - 1)]),
        };

        var row = Assert.IsType<CatalogueForecastRow>(Assert.Single(question.RowsOf(question.Answer(series))));

        Assert.Equal(("odd", "kg", problem, null, null), (row.Result.Id, row.Result.Unit, row.Result.Problem, row.Value, row.Period));
        var short_ = Question(CatalogueKind.Backtests, ["horizon=13"]);
        var tested = Assert.IsType<CatalogueBacktestRow>(Assert.Single(short_.RowsOf(short_.Answer(series with { Values = [1, 2, 3] }))));
        Assert.Equal("4 origins 1 apart at a horizon of 13 need 19 observations, and there are 3; the horizon is too long.", tested.Result.Problem);
    }

    [Fact]
    public async Task Blocks_CutAnywhere_TogetherAreTheWhole()
    {
        var parts = new[] { Content("a", 5), Content("b", 1), Content("c", 7) };
        var catalogue = Catalogue(parts);
        var question = Question(CatalogueKind.Forecasts, ["horizon=2", "method=naive"]);
        var form = CatalogueSpecification.Of(question, catalogue).CanonicalForm;
        var jobs = new CatalogueJobs(CatalogueKind.Forecasts, _store, _gate);
        var whole = SeriesResult.FromBytes(await jobs.ComputeAsync(form, 0, 13, "acme", CancellationToken.None));

        Assert.Equal(parts.SelectMany(p => p.Series).Select(s => s.Id), whole.Select(r => r.Id));
        foreach (var size in (int[])[1, 3, 4])
        {
            var blocks = new List<SeriesResult>();
            for (var first = 0; first < 13; first += size)
                blocks.AddRange(SeriesResult.FromBytes(await jobs.ComputeAsync(form, first, Math.Min(size, 13 - first), "acme", CancellationToken.None)));
            Assert.Equal(SeriesResult.ToBytes(whole), SeriesResult.ToBytes(blocks));
        }
    }

    [Fact]
    public void Specification_OfAQuestion_IsReadBackAsTheSame()
    {
        var catalogue = Catalogue(Content("a", 2));
        string[][] questions =
        [
            ["horizon=2"], ["horizon=3", "bounds=-5,10000", "levels=50,97.5", "aggregate=year"],
        ];
        foreach (var question in questions.Select(q => Question(CatalogueKind.Forecasts, q))
            .Append(Question(CatalogueKind.Backtests, ["horizon=2", "origins=3", "step=2", "methods=naive,drift"])))
        {
            var asked = CatalogueSpecification.Of(question, catalogue);
            var read = CatalogueSpecification.Parse(asked.CanonicalForm);
            var again = CatalogueKind.All.Single(k => k.Name == read.Kind).ReadQuestion(read.ToArguments());

            Assert.Equal(asked.CanonicalForm, CatalogueSpecification.Of(again, catalogue).CanonicalForm);
            Assert.Equal(question.NumbersOfSeries, again.NumbersOfSeries);
        }

        Assert.Throws<FormatException>(() => CatalogueSpecification.Parse("{}"));
        Assert.Throws<FormatException>(() => CatalogueSpecification.Parse("{\"kind\":\"catalogue-forecasts\""));
    }

    [Theory]
    [InlineData(ForecastMethods.Version + 1)]
    [InlineData(null)]
    public async Task Question_OfAnotherVersionOfTheMethods_IsAnotherOneOfWhichNoBlockIsComputed(int? version)
    {
        var asked = CatalogueSpecification.Of(Question(CatalogueKind.Forecasts, ["horizon=2", "method=naive"]), Catalogue(Content("a", 5)));
        var other = asked with { MethodsVersion = version };
        var jobs = new CatalogueJobs(CatalogueKind.Forecasts, _store, _gate);

        var refused = await Assert.ThrowsAsync<ProblemException>(() => jobs.ComputeAsync(other.CanonicalForm, 0, 3, "acme", CancellationToken.None));

        Assert.Equal((ForecastMethods.Version, version), (asked.MethodsVersion, CatalogueSpecification.Parse(other.CanonicalForm).MethodsVersion));
        Assert.NotEqual(JobKey.Of("acme", asked.CanonicalForm), JobKey.Of("acme", other.CanonicalForm));
        Assert.Equal("run-expired", refused.Kind.Code);
        Assert.EndsWith("ask it again by POST /api/v1/catalogue-forecasts, which then begins another operation.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_OfAQuestion_CostsWhatARequestCostsAndHasBlocksThatFit()
    {
        var catalogue = Catalogue(Content("a", 40, length: 30), Content("b", 3, length: 1_000));
        _store.Catalogues.Add(catalogue);
        var ask = new AskCatalogue(_store);

        var usual = (await ask.PrepareAsync("ours", Question(CatalogueKind.Forecasts, ["horizon=18"]), Acme, CancellationToken.None)).OrThrow();
        Assert.Equal((43, 22), (usual.Size.Units, usual.Size.UnitsPerBlock));
        Assert.InRange(usual.Size.Numbers - (catalogue.Observations * ForecastLimits.NumbersPerObservation), 0, 43);

        var longest = Question(CatalogueKind.Forecasts, ["horizon=200", "method=naive", "levels=1,2,3,4,5,6,7,8,9,10"]);
        var size = (await ask.PrepareAsync("ours", longest, Acme, CancellationToken.None)).OrThrow().Size;
        var row = longest.Answer(catalogueSeries("\u0800", 1_000));
        Assert.InRange(SeriesResult.ToBytes([.. Enumerable.Repeat(row, size.UnitsPerBlock)]).Length, 1, MaxBytesOfBlock);

        static CatalogueSeries catalogueSeries(string letter, int length) => new(
            string.Concat(Enumerable.Repeat(letter, 100)), string.Concat(Enumerable.Repeat(letter, 32)), Period.OfMonth(2000, 1), 12,
            [.. Enumerable.Range(1, length).Select(i => (double)i)]);
    }

    [Fact]
    public async Task Draft_OfAQuestionThatIsWrong_NamesEveryFault()
    {
        _store.Catalogues.Add(Catalogue(Content("b", 3, length: 1_000)));
        _store.Catalogues.Add(new SeriesCatalogue { Name = "empty", Revision = 1, UpdatedAt = Now });

        Assert.Equal(
            ["horizon: horizon is a whole number from 1 to 200.", "catalogue: You have no catalogue 'our'. Did you mean ours? GET /api/v1/catalogues lists yours."],
            await FaultsAsync("our", Question(CatalogueKind.Backtests, ["horizon=-2000000000"])));
        Assert.Equal(
            ["origins: (observations + horizon) × origins × methods of the longest series is 200400, and at most 100000."],
            await FaultsAsync("ours", Question(CatalogueKind.Backtests, ["horizon=2", "origins=100"])));
        Assert.Equal(
            ["catalogue: The catalogue 'empty' has no series yet; PUT /api/v1/catalogues/empty/parts/1 brings some."],
            await FaultsAsync("empty", Question(CatalogueKind.Forecasts, ["horizon=2"])));
    }

    private async Task<IEnumerable<string>> FaultsAsync(string name, CatalogueQuestion question)
        => (await new AskCatalogue(_store).PrepareAsync(name, question, Acme, CancellationToken.None)).Faults.Select(f => $"{f.Target}: {f.Message}");

    private static CatalogueSeries Passengers { get; } = new("passengers", "thousand", Period.OfMonth(1949, 1), 12, Samples.AirPassengers.Values);

    private static RequestedSeries Requested(CatalogueSeries series, RequestedSupport support)
        => new(series.Id, series.First, new TimeSeries(series.Values, series.SeasonLength), "series/0") { Unit = series.Unit, Support = support };

    private static CatalogueQuestion Question(CatalogueKind kind, IEnumerable<string> members)
    {
        var arguments = new Arguments();
        foreach (var member in members.Select(m => m.Split('=')))
            arguments.Add(member[0], new Argument(new Place("query", member[0]), member[1]));
        var question = kind.ReadQuestion(arguments);
        Assert.Empty(arguments.Faults);
        return question;
    }

    private static SeriesContent Content(string name, int count, int length = 4)
        => new([.. Enumerable.Range(0, count).Select(i => new CatalogueSeries(
            $"{name}{i}", null, Period.OfMonth(2020, 1), 12, [.. Enumerable.Range(0, i == 1 ? 2 : length).Select(t => i + (t * 1.5))]))]);

    private SeriesCatalogue Catalogue(params SeriesContent[] contents)
    {
        var catalogue = new SeriesCatalogue { Name = "ours", Revision = 1, UpdatedAt = Now };
        foreach (var content in contents)
        {
            _store.Contents[content.Hash] = content;
            catalogue = catalogue.With(CataloguePart.Of(catalogue.Parts.Count + 1, content, content.Hash, Now), Now);
        }

        return catalogue;
    }
}
