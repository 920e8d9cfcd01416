using System.Text.Json.Serialization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Jobs;

namespace ForecastFunctions.Application.SeriesCatalogues;

/// <summary>A kind of question about catalogues: how it is asked, and how its answer is read.</summary>
/// <param name="Name">The name of its resource.</param>
/// <param name="Ask">Asks it.</param>
/// <param name="Read">Reads what it has come to.</param>
/// <param name="ReadQuestion">Reads the question from its members.</param>
public sealed record CatalogueKind(string Name, Operation Ask, Operation Read, Func<Arguments, CatalogueQuestion> ReadQuestion)
{
    /// <summary>Forecasts.</summary>
    public static readonly CatalogueKind Forecasts = Of(
        ForecastQuestion.Name, "CatalogueForecasts", "CatalogueForecast", "forecastCatalogue", "readCatalogueForecasts",
        "Forecast every series of a catalogue", CatalogueMembers.OfForecasts, ForecastQuestion.Read,
        """{"catalogue": "orders", "horizon": 3, "levels": [50, 95]}""",
        new Table(ForecastQuestion.Name, "Forecasts of the series of a catalogue",
        [
            Column.Text<CatalogueForecastRow>("series", "The series", r => r.Result.Id),
            Column.OptionalText<CatalogueForecastRow>("unit", "Its unit, where it is known", r => r.Result.Unit),
            Column.OptionalText<CatalogueForecastRow>(
                "period", "The period that is forecast: 2028, 2028-Q3, 2028-07, 2028-W07, 2028-07-01, or a number without dates; empty where there is a problem",
                r => r.Period),
            Column.OptionalDay<CatalogueForecastRow>("period_start", "Its first day; empty without dates", r => r.Start),
            Column.OptionalWhole<CatalogueForecastRow>(
                "step", "How many periods ahead it is; of years that are added up, which of them; empty where there is a problem", r => r.Step),
            Column.OptionalText<CatalogueForecastRow>("statistic", "median, mean; lower80, upper80; empty where there is a problem", r => r.Statistic),
            Column.OptionalNumber<CatalogueForecastRow>("value", "The number; empty where there is a problem", r => r.Value),
            Column.Text<CatalogueForecastRow>("method", "The method that the number comes from", r => r.Method),
            Column.Text<CatalogueForecastRow>("model", "What the method fitted, such as ETS(M,Ad,M); empty where there is a problem", r => r.Result.Model),
            Column.Texts<CatalogueForecastRow>(
                "warnings", "What a reader should know, such as short-series; POST /forecasts of the series tells more", r => r.Result.Warnings),
            Column.OptionalText<CatalogueForecastRow>(
                "problem", "Why the series could not be forecast, which is its only row then; empty elsewhere", r => r.Result.Problem),
        ]));

    /// <summary>Backtests.</summary>
    public static readonly CatalogueKind Backtests = Of(
        BacktestQuestion.Name, "CatalogueBacktests", "CatalogueBacktest", "backtestCatalogue", "readCatalogueBacktests",
        "How well methods would have forecast every series of a catalogue", CatalogueMembers.OfBacktests, BacktestQuestion.Read,
        """{"catalogue": "orders", "horizon": 2, "origins": 2, "methods": ["combination", "naive"]}""",
        new Table(BacktestQuestion.Name, "How well methods would have forecast the series of a catalogue",
        [
            Column.Text<CatalogueBacktestRow>("series", "The series", r => r.Result.Id),
            Column.OptionalText<CatalogueBacktestRow>("method", "The method; empty where there is a problem", r => r.Method),
            Column.OptionalWhole<CatalogueBacktestRow>(
                "from_step", "The first step that the measure is over; empty where there is a problem", r => r.FromStep),
            Column.OptionalWhole<CatalogueBacktestRow>("to_step", "The last; the same one for a measure of a single step", r => r.ToStep),
            Column.OptionalText<CatalogueBacktestRow>(
                "measure", "smape (percent), mase, rmsse, crps (scaled), coverage80 (a share), msis80; empty where there is a problem", r => r.Measure),
            Column.OptionalNumber<CatalogueBacktestRow>(
                "value", "The mean over the origins; empty where the series has no scale, being constant, or where there is a problem", r => r.Value),
            Column.Whole<CatalogueBacktestRow>("origins", "The number of origins", r => r.Origins),
            Column.OptionalText<CatalogueBacktestRow>(
                "problem", "Why the methods could not be tested on the series, which is its only row then; empty elsewhere", r => r.Result.Problem),
        ]));

    /// <summary>Both.</summary>
    public static IReadOnlyList<CatalogueKind> All { get; } = [Forecasts, Backtests];

    /// <summary>What is said of an answer as a whole.</summary>
    public static CatalogueAnswerFacts FactsOf(Job job, CatalogueSpecification asked) => new(
        job.Key.Id, asked.MethodsVersion, asked.Catalogue, asked.Content, asked.Series, asked.Asked.ToDictionary(m => m.Key, m => m.Value ?? "", StringComparer.Ordinal));

    /// <summary>What the table of an answer is.</summary>
    public TableDescription Describe(Job job) => new(
        job.Title,
        [.. Read.Table!.Cells.Select(c => c.Name)],
        [
            "A series that could not be dealt with has one row, which says why in its column problem.",
            "Every other series has the numbers that a request for it alone has.",
            "Series are in the order of the parts of the catalogue, and of their first lines in these.",
        ],
        []);

    private static CatalogueKind Of(
        string name, string askFunction, string readFunction, string ask, string read, string title, IReadOnlyList<Member> members,
        Func<Arguments, CatalogueQuestion> readQuestion, string example, Table table) => new(
        name,
        new Operation(ask, askFunction, ["POST"], $"/v1/{name}", AccessScope.Read, title, members)
        {
            Answer = JobTable.Answer,
            IsQueued = true,
            Problems = [ProblemKind.TooManyOperations, ProblemKind.NotImplemented],
            BodyExample = example,
        },
        new Operation(read, readFunction, ["GET"], $"/v1/{name}/{{operationId}}", AccessScope.Read, table.Title, CatalogueMembers.OfAnswers)
        {
            PathMembers = [JobTable.OperationId],
            Table = table,
            Answer = new OperationAnswer.Rows(CatalogueJson.Default.CatalogueAnswerFacts),
            Problems = [ProblemKind.NotReady, .. ProblemKind.OfComputing],
        },
        readQuestion);
}

/// <summary>What is said of an answer about a catalogue as a whole.</summary>
/// <param name="OperationId">The operation that computed it.</param>
/// <param name="MethodsVersion">
/// The version of the methods that computed every number; absent for an operation from before they had one.
/// </param>
/// <param name="Catalogue">The catalogue.</param>
/// <param name="Content">What was in it, by its hash, when the question was asked.</param>
/// <param name="Series">How many series that were.</param>
/// <param name="Asked">What was asked, by the names of members, those included that were not stated.</param>
public sealed record CatalogueAnswerFacts(
    string OperationId, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? MethodsVersion,
    string Catalogue, string Content, int Series, IReadOnlyDictionary<string, string> Asked);

/// <summary>The JSON of catalogues.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CatalogueAnswerFacts))]
[JsonSerializable(typeof(CatalogueFacts))]
public sealed partial class CatalogueJson : JsonSerializerContext;
