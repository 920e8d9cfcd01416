using System.Net;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Jobs;

/// <summary>Asks for ensembles as callers do.</summary>
internal static class Ensembles
{
    public static readonly (string, string) Prefer = ("Prefer", "respond-async, wait=5");

    /// <summary>Three combinations of a grid, each with as many draws of a law.</summary>
    public static string Body(int draws, string scenario = "asic-surge") => $$"""
        {"scenario": "{{scenario}}", "baseline": "2024-12", "vary": {"ratio.limit": "triangular(1.5,4.5,6)", "price.asic.decline": [0.2, 0.3, 0.4]},
         "draws": {{draws}}, "variables": ["Vendor Revenue|NVIDIA|Data Centre", "Electricity"], "periods": ["2028", "2030"]}
        """;

    /// <summary>Asks, and gives the id of the operation.</summary>
    public static Task<string> AskAsync(this Api api, string body, params IEnumerable<(string Name, string Value)> headers)
        => api.AskAsync(body, "/ensembles", headers);

    /// <summary>Asks another question that is larger than a request.</summary>
    public static async Task<string> AskAsync(this Api api, string body, string path, params IEnumerable<(string Name, string Value)> headers)
    {
        var accepted = await api.PostAsync(path, body, headers.Append(Prefer));
        Assert.True(accepted.Status == HttpStatusCode.Accepted, $"{(int)accepted.Status}: {accepted.Text}");
        Assert.Equal("respond-async", accepted["Preference-Applied"]);
        Assert.InRange(int.Parse(accepted["Retry-After"]!, System.Globalization.CultureInfo.InvariantCulture), 1, 30);
        var id = accepted.Json.GetProperty("operationId").GetString()!;
        Assert.Equal($"/api/v1/operations/{id}", accepted["Operation-Location"]);
        return id;
    }

    /// <summary>Waits until an operation has ended, and gives its last state.</summary>
    public static async Task<Answer> EndedAsync(this Api api, string id, params IEnumerable<(string Name, string Value)> headers)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (true)
        {
            var answer = (await api.GetAsync($"/operations/{id}", headers)).Ok();
            if (answer.Json.GetProperty("status").GetString() is not ("NotStarted" or "Running"))
                return answer;
            await Task.Delay(200, patience.Token);
        }
    }
}
