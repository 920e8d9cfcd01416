using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ForecastFunctions.EndToEndTests.Fixtures;

/// <summary>A fault as a problem should state it. Absent parts are expected to be absent, but for the message.</summary>
public sealed record ExpectedFault(string In, string Target, string Code)
{
    public double? Min { get; init; }

    public double? Max { get; init; }

    /// <summary>One of the allowed values, where there is a list of them.</summary>
    public string? Allows { get; init; }

    /// <summary>Words of the message.</summary>
    public string Says { get; init; } = "";
}

/// <summary>What every problem of the API has in common.</summary>
public static partial class ProblemExpectation
{
    public static void Check(Answer answer, HttpStatusCode status, string code, params IReadOnlyList<ExpectedFault> faults)
    {
        Assert.True(status == answer.Status, $"{(int)answer.Status} {answer.Text}");
        Assert.Equal("application/problem+json", answer.ContentType);
        Assert.Equal(code, answer["x-ms-error-code"]);
        Assert.Equal("no-store", answer["Cache-Control"]);
        Assert.DoesNotMatch(Inside(), answer.Text);

        var problem = answer.Json;
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.EndsWith(code, problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        Assert.StartsWith("/api/", problem.GetProperty("instance").GetString(), StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}$", problem.GetProperty("traceId").GetString());
        Assert.Equal(answer["x-trace-id"], problem.GetProperty("traceId").GetString());

        var found = problem.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array
            ? errors.EnumerateArray().ToList() : [];
        Assert.Equal(
            faults.Select(fault => $"{fault.In} {fault.Target} {fault.Code}").Order(StringComparer.Ordinal),
            found.Select(fault => $"{Text(fault, "in")} {Text(fault, "target")} {Text(fault, "code")}").Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
        foreach (var fault in faults)
            Assert.Contains(found, candidate => IsMet(fault, candidate));
    }

    private static bool IsMet(ExpectedFault expected, JsonElement fault)
        => string.Equals(Text(fault, "target"), expected.Target, StringComparison.Ordinal)
            && string.Equals(Text(fault, "code"), expected.Code, StringComparison.Ordinal)
            && Text(fault, "message")!.Contains(expected.Says, StringComparison.Ordinal)
            && Number(fault, "min") == expected.Min
            && Number(fault, "max") == expected.Max
            && (expected.Allows is null || fault.GetProperty("allowed").EnumerateArray().Any(value => value.ValueEquals(expected.Allows)));

    private static string? Text(JsonElement fault, string name) => fault.GetProperty(name).GetString();

    private static double? Number(JsonElement fault, string name)
        => fault.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number ? number.GetDouble() : null;

    // Stack frames, names of types, files of the source and of the machine.
    [GeneratedRegex(
        @"\bat [\w.]+\(|Exception\b|System\.|Microsoft\.|ForecastFunctions\."
        + @"|Azure\.|\.cs\b|\.dll\b|/home/|/tmp/|[A-Z]:\\|127\.0\.0\.1|devstoreaccount", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Inside();
}
