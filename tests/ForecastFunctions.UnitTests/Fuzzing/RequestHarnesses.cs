using System.Text;
using ForecastFunctions.Application.Comparisons;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Application.SeriesCatalogues;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.SeriesCatalogues;
using ForecastFunctions.Core.Statistics;
using ForecastFunctions.Http;
using ForecastFunctions.Runs;
using ForecastFunctions.SeriesCatalogues;
using ForecastFunctions.UnitTests.Http;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.UnitTests.Fuzzing;

/// <summary>Requests as they come in a query string and in a body, up to where their work would begin.</summary>
internal static class RequestHarnesses
{
    private static readonly string[] Names =
    [
        "scenario", "from", "to", "step", "draws", "seed", "sampling", "percentiles", "correlations", "repairCorrelations", "thresholds",
        "joint", "conditions", "below", "baseline", "asOf",
        "format", "layout", "limit", "cursor", "variables", "statistics", "scenarios", "reference", "levels", "events", "extends",
        "parameters", "series",
        "horizon", "method", "members", "paths", "support", "bounds", "id", "values", "periods", "start", "unit", "seasonLength", "name",
        "driver",
        "multiply", "add", "quarters", "probability", "law", "title", "description", "tags", "first", "second", "value", "variable",
        "above", "code", "decimal", "delimiter",
    ];

    private static readonly string[] Values =
    [
        "article-base", "asic-surge", "latest", "2024-12", "2028", "2030-Q4", "2027-Q1", "quarter", "year", "sobol", "plain",
        "latinHypercube", "none", "default",
        "true", "false", "csv", "json", "wide", "long", "nvda.revenue.q", "nvda.datacenter_revenue.q", "positive", "ets", "theta",
        "combination", "triangular(1.5,4.5,6)",
        "lognormal(128..147)", "Share|Inference|Compute>0.7", "a:Electricity>5,Electricity<9", "ratio.limit,spend.growth.initial:0.3", "p50", "mean",
    ];

    /// <summary>Parts of catalogues, which read back what they are written as.</summary>
    public static readonly Harness Parts = new(
        "part",
        [
            "series", "period", "value", "unit", "season_length", "a", "b", "kg", "12", "4", "1", "2", "2025-01", "2025-02", "2025-Q1", "2025-W01",
            "2025-01-01", "31.5", "-2e3", "\"", "\"\"", "\n", "\r\n", ",", ";", "a,1,1,kg,4\n", "a,2,2,t,4\n", "b,2025-01,3,,12\n", "b,2025-02,4,,\n",
        ],
        input =>
        {
            var outcome = PartLines.Read(input, DecimalMark.Point);
            if (!outcome.Has(out var content))
                return $"{outcome.Faults.Count} {Outcome.Skeleton(outcome.Faults[0].Message)}";
            var written = CsvTable.Write(SeriesCatalogueTables.Lines, SeriesCatalogueTables.LinesOf(content), DecimalMark.Point);
            var isNeutral = content.Series.All(s => FormulaText.Neutral(s.Id) == s.Id && FormulaText.Neutral(s.Unit ?? "") == (s.Unit ?? ""));
            if (isNeutral && PartLines.Read(written, DecimalMark.Point).OrThrow().Hash != content.Hash)
                throw new InvalidOperationException("It reads back as another.");
            return SeriesContent.Of(content.Bytes).Hash == content.Hash
                ? $"{Math.Min(content.Series.Count, 5)} series, {Math.Min(content.Observations, 12)} observations"
                : throw new InvalidOperationException("It is stored as another.");
        });

    /// <summary>JSON bodies, read as each of the resources reads them.</summary>
    public static readonly Harness Bodies = new(
        "body",
        [
            .. Names.Select(n => $"\"{n}\":"), .. Values.Select(v => $"\"{v}\""), .. Parameters.All.Select(p => $"\"{p.Id}\":1"),
            .. Law.All.Select(l => $"\"{l.Name}\""),
            "{", "}", "[", "]", ",", "null", "1", "\"a\":1",
        ],
        input => string.Join(" | ",
            Outcome.OfRequest(input.Length, () => Projection(Post(input), Body(input, ProjectionRuns.Kind.Ask))),
            Outcome.OfRequest(input.Length, () => Comparison(Post(input), Body(input, ComparisonRuns.Kind.Ask))),
            Outcome.OfRequest(input.Length, () => Forecast(Post(input), Body(input, ForecastTable.Operation))),
            Outcome.OfRequest(input.Length, () => Saved(Body(input, ScenarioOperations.Validate)))))
    {
        AllocatedAtMost = 30_000_000,
        AllocatedPerByte = 2_000,
    };

    /// <summary>Query strings, read as each of the resources reads them.</summary>
    public static readonly Harness Queries = new(
        "query",
        [
            .. Names.Select(n => $"&{n}="), .. Values.Select(Uri.EscapeDataString), .. Values,
            .. Parameters.All.Select(p => $"&set.{p.Id}="),
            .. Variables.All.Take(10).Select(v => v.Name), "&", "=", ",", ";", "%2C", "%3B", "set.",
        ],
        input =>
        {
            var request = Get(Encoding.UTF8.GetString(input));
            return string.Join(" | ",
                Outcome.OfRequest(input.Length, () => Projection(request, HttpArguments.OfQuery(request))),
                Outcome.OfRequest(input.Length, () => Comparison(request, HttpArguments.OfQuery(request))),
                Outcome.OfRequest(input.Length, () => Forecast(request, HttpArguments.OfQuery(request))));
        })
    {
        AllocatedAtMost = 30_000_000,
        AllocatedPerByte = 2_000,
    };

    /// <summary>A request of that query string.</summary>
    public static HttpRequest Get(string query)
    {
        var request = Requests.Get("?" + query);
        request.Scheme = "http";
        request.Host = new HostString("host");
        return request;
    }

    private static HttpRequest Post(byte[] body) => Requests.Post(new MemoryStream(body));

    private static Arguments Body(byte[] input, Operation operation)
        => Done(HttpArguments.OfBodyAsync(Post(input), operation, CancellationToken.None));

    private static string Projection(HttpRequest request, Arguments arguments)
    {
        var (specification, page) = Prepare(request, arguments, ProjectionRuns.Kind, FuzzServices.Projections.PrepareAsync);
        if (specification.Draws is { } draws && (long)draws.Draws * specification.Range.Count * Variables.All.Count > DrawRequest.MaxNumbers)
            throw new InvalidOperationException($"{draws.Draws} draws of {specification.Range.Count} periods are let through.");
        return $"projection {specification.Draws is not null} {specification.Range.Step} {page.Form.Representation}";
    }

    private static string Comparison(HttpRequest request, Arguments arguments)
    {
        var (specification, _) = Prepare(request, arguments, ComparisonRuns.Kind, FuzzServices.Comparisons.PrepareAsync);
        return $"comparison of {specification.Scenarios.Count} {specification.Draws is not null}";
    }

    /// <summary>Reads and checks a question as the resource of its kind does, up to where it would be computed.</summary>
    private static (TSpecification Specification, RunPage Page) Prepare<TRequest, TSpecification, TResult>(
        HttpRequest request, Arguments arguments, RunKind<TRequest, TSpecification, TResult> kind,
        Func<TRequest, Caller, CancellationToken, Task<Outcome<Prepared<TSpecification>>>> prepare)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        var page = RunPage.Read(request, arguments, kind.Ask, null);
        var asked = kind.Bind(arguments);
        arguments.RefuseOthers(kind.Ask.Members);
        var outcome = Done(prepare(asked, Caller.Anyone, CancellationToken.None));
        arguments.AddFaults(outcome.Faults);
        if (outcome.Has(out var prepared))
            arguments.AddFaults(page.View.FaultsOn(prepared.Specification, kind.Word));
        arguments.ThrowIfFaulty();
        _ = prepared!.Specification.RunId;
        return (prepared.Specification, page);
    }

    private static string Forecast(HttpRequest request, Arguments arguments)
    {
        _ = ContentNegotiation.Choose(request, arguments, ForecastTable.Operation, ContentNegotiation.SuffixOf(request));
        var asked = ForecastRequest.Read(arguments);
        arguments.RefuseOthers(ForecastTable.Operation.Members);
        var outcome = Done(FuzzServices.Forecasts.PrepareAsync(asked, CancellationToken.None));
        arguments.AddFaults(outcome.Faults);
        arguments.ThrowIfFaulty();
        return $"forecast of {outcome.OrThrow().Description.Variables.Count} by {asked.Method.Name}";
    }

    private static string Saved(Arguments arguments)
    {
        var faults = new Faults();
        var saved = ScenarioDraft.Read(arguments).ToScenario("mine", FuzzServices.Baseline, faults);
        arguments.AddFaults(faults.All);
        arguments.ThrowIfFaulty();
        return $"scenario of {saved.Events.Count} events";
    }

    /// <summary>Nothing is waited for here, so that all is measured on one thread.</summary>
    private static T Done<T>(Task<T> task)
        => task.IsCompleted ? task.GetAwaiter().GetResult() : throw new InvalidOperationException("It was not done at once.");
}
