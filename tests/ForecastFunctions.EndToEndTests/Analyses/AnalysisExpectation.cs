using System.Globalization;
using System.Net;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Analyses;

/// <summary>What every analysis has in common with projections.</summary>
internal static class AnalysisExpectation
{
    /// <summary>One run by GET, by POST and by its id, computed once; its table has the same cells as its JSON.</summary>
    public static async Task<Answer> CheckAsync(Api api, string resource, string query, string body, string header)
    {
        var computed = await api.RunsComputedAsync();
        var posted = (await api.PostAsync(resource, body)).Ok();
        var got = (await api.GetAsync($"{resource}?{query}")).Ok();
        var read = (await api.GetAsync($"{resource}/{posted.RunId}")).Ok();
        var csv = (await api.GetAsync($"{resource}.csv?{query}")).Ok();

        Assert.Equal(posted.Body, got.Body);
        Assert.Equal(posted.Body, read.Body);
        Assert.Equal(posted.ETag, read.ETag);
        Assert.Equal($"/api/v1{resource}/{posted.RunId}", posted["Content-Location"]);
        Assert.Equal("private, max-age=31536000, immutable", read["Cache-Control"]);
        Assert.Equal(computed + 1, await api.RunsComputedAsync());
        Assert.Equal(csv.Body, (await api.GetAsync($"{resource}/{posted.RunId}.csv")).Ok().Body);
        Assert.Equal(HttpStatusCode.NotModified, (await api.GetAsync($"{resource}/{posted.RunId}", ("If-None-Match", posted.ETag))).Status);

        Assert.StartsWith('\uFEFF' + header + "\r\n", csv.Text, StringComparison.Ordinal);
        var columns = csv.Records[0].Select(Camel).ToList();
        Assert.Equal(posted.Rows.Count, csv.Records.Count - 1);
        foreach (var (row, record) in posted.Rows.Zip(csv.Records.Skip(1)))
        {
            foreach (var (name, cell) in columns.Zip(record))
                Assert.True(IsSame(row.GetProperty(name), cell), $"{name}: {row.GetProperty(name)}, but '{cell}'");
        }

        foreach (var path in (string[])[resource, resource + ".csv"])
        {
            var options = await api.SendAsync(HttpMethod.Options, path);
            Assert.Equal((HttpStatusCode.NoContent, "GET, HEAD, OPTIONS, POST"), (options.Status, options["Allow"]));
        }

        ProblemExpectation.Check(
            await api.SendAsync(HttpMethod.Put, resource, Api.Bytes("{}"u8.ToArray(), "application/json")), HttpStatusCode.MethodNotAllowed,
            "method-not-allowed");
        ProblemExpectation.Check(await api.GetAsync($"{resource}/{new string('0', 32)}"), HttpStatusCode.NotFound, "not-found");
        return posted;
    }

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(
        string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])));

    private static bool IsSame(JsonElement json, string cell) => json.ValueKind switch
    {
        JsonValueKind.Null => cell.Length == 0,
        JsonValueKind.Number => double.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture).Equals(json.GetDouble()),
        _ => string.Equals(cell, json.GetString(), StringComparison.Ordinal),
    };
}
