using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ForecastFunctions.Http;

namespace ForecastFunctions.Forecasts;

/// <summary>Forecasts in JSON: their facts, and the rows under <c>value</c>.</summary>
/// <param name="Method">The method.</param>
/// <param name="Horizon">The number of periods ahead.</param>
/// <param name="Levels">The levels of the intervals, in percent.</param>
/// <param name="Seed">The seed of the paths, as text; absent where none are drawn.</param>
/// <param name="BaselineVersion">The baseline of the series; absent for the caller's own.</param>
/// <param name="BaselineAsOf">Everything in the baseline was known by this day.</param>
/// <param name="Series">What was fitted to each series.</param>
/// <param name="Value">The rows.</param>
public sealed record ForecastAnswer(
    string Method, int Horizon, IReadOnlyList<double> Levels,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Seed,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? BaselineVersion,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? BaselineAsOf,
    IReadOnlyList<SeriesForecastAnswer> Series,
    IReadOnlyList<ForecastRow> Value)
{
    /// <summary>The columns of the long table, frozen.</summary>
    private static readonly IReadOnlyList<CsvColumn<ForecastRow>> Columns =
    [
        new("series", r => r.Series),
        new("unit", r => r.Unit),
        new("period", r => r.Period),
        new("period_start", r => r.PeriodStart),
        new("step", r => r.Step),
        new("statistic", r => r.Statistic),
        new("value", r => r.Value),
        new("method", r => r.Method),
        new("model", r => r.Model),
        new("baseline_version", r => r.BaselineVersion),
    ];

    private static readonly IReadOnlyList<string> Notes =
    [
        "lower80 and upper80 are the ends of an interval of 80 % at that step alone, not of the whole path; so of every level.",
        "Each series is forecast by itself: forecasts of parts need not add to that of their sum, and ends of intervals never do.",
        "member.<method> is what a member of the combination forecasts; path1, path2 … are futures that were drawn.",
    ];

    /// <summary>Tells what the table is, without its numbers.</summary>
    public static Document Describe(ForecastRequest request)
        => new TableMetadata(
            $"Forecasts by {request.Method.Name}, {request.Horizon} periods ahead", [.. Columns.Select(c => c.Name)], Notes,
            request.Selected.Describe()).ToDocument(CachePolicy.Latest);

    /// <summary>Writes forecasts in the form asked for.</summary>
    public static Document Show(ForecastRequest request, IReadOnlyList<SeriesForecast> forecasts, TableForm form)
    {
        var rows = forecasts.SelectMany(f => f.Rows);
        if (form.IsCsv)
        {
            return new Document(CsvTable.Write(Columns, rows, form.Mark), CsvTable.ContentType)
            {
                CacheControl = CachePolicy.Latest,
                ContentLocation = request.PinnedAddress("/api/v1/forecasts", form),
                FileName = "forecasts.csv",
            };
        }

        var answer = new ForecastAnswer(
            request.Method.Name,
            request.Horizon,
            request.Levels,
            request.Paths == 0 ? null : request.Seed.ToString(CultureInfo.InvariantCulture),
            request.Baseline?.Version,
            request.Baseline?.AsOf,
            [.. forecasts.Select(f => f.Facts)],
            [.. rows]);
        return new Document(JsonSerializer.SerializeToUtf8Bytes(answer, JsonContracts.Readable.ForecastAnswer), JsonContracts.ContentType)
        {
            CacheControl = CachePolicy.Latest,
            ContentLocation = request.PinnedAddress("/api/v1/forecasts", form),
        };
    }
}
