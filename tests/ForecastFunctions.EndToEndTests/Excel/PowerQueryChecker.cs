using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Excel;

/// <summary>
/// Power Query's own parser, formatter and language services, which find what Excel would only find at a refresh.
/// </summary>
internal static class PowerQueryChecker
{
    private static readonly string Scripts = Path.Combine(AppContext.BaseDirectory, "Excel", "powerquery");

    /// <summary>
    /// What is wrong with M documents: for each finding the document, the line, a code, and a sentence, with tabs between.
    /// </summary>
    public static async Task<IReadOnlyList<string>> CheckAsync(IEnumerable<(string Name, string Text)> documents)
    {
        var input = JsonSerializer.Serialize(documents.Select(d => new { name = d.Name, text = d.Text }));
        var directory = await NodePackage.InstallAsync("powerquery", Scripts);
        var output = await NodePackage.RunAsync("node", directory, [Path.Combine(Scripts, "check.cjs")], input, Api.Patience);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
