using System.Diagnostics;
using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Excel;

/// <summary>What a spreadsheet is to pull, in one locale.</summary>
/// <param name="Locale">The locale, such as <c>de-DE</c>.</param>
/// <param name="Links">Addresses of CSV, each with the separator of its fields.</param>
/// <param name="Formulas">Formulas, each for a cell.</param>
/// <param name="Open">Files to open.</param>
internal sealed record SpreadsheetTask(
    string Locale, IReadOnlyList<SpreadsheetLink> Links, IReadOnlyList<string> Formulas, IReadOnlyList<string> Open);

/// <summary>An external link of a sheet to a CSV.</summary>
internal sealed record SpreadsheetLink(string Address, string Separator);

/// <summary>What it then shows: a cell is a text, a number, or null.</summary>
internal sealed record SpreadsheetResult(
    IReadOnlyList<JsonElement[][]> Links, IReadOnlyList<JsonElement> Formulas, IReadOnlyList<Dictionary<string, SpreadsheetSheet>> Files);

/// <summary>A sheet: its cells, and the names of those that hold a formula.</summary>
internal sealed record SpreadsheetSheet(JsonElement[][] Rows, string[] Formulas);

/// <summary>LibreOffice Calc, a real spreadsheet, worked through its own interface.</summary>
internal static class Spreadsheet
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    // Python with the office's interface: the system's, or the first of the path.
    private static readonly string[] Pythons = ["/usr/bin/python3", "python3"];
    private static readonly Lazy<string?> Python = new(
        () => Pythons.FirstOrDefault(p => Succeeds(p, "-c", "import uno") && Succeeds("soffice", "--version")));

    /// <summary>Why there is none, or null where there is.</summary>
    public static string? Absence => Python.Value is not null
        ? null
        : "LibreOffice Calc and its Python interface are not installed; bash tests/spreadsheet-check installs them and runs this.";

    /// <summary>Has it do a task.</summary>
    public static async Task<SpreadsheetResult> RunAsync(SpreadsheetTask task)
    {
        Assert.True(Absence is null, Absence);
        var script = Path.Combine(AppContext.BaseDirectory, "Excel", "spreadsheet", "pull.py");
        using var process = Start(Python.Value!, script);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.StandardInput.WriteAsync(JsonSerializer.Serialize(task, Json));
            process.StandardInput.Close();
            await process.WaitForExitAsync().WaitAsync(3 * Api.Patience);
            Assert.True(process.ExitCode == 0, await errors);
            return JsonSerializer.Deserialize<SpreadsheetResult>(await output, Json)!;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static bool Succeeds(string program, params string[] arguments)
    {
        try
        {
            using var process = Start(program, arguments);
            process.StandardInput.Close();
            return process.WaitForExit(Api.Patience) && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static Process Start(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}

/// <summary>
/// A test that needs the spreadsheet: where there is none it is reported as skipped, with what to do about it, and it fails
/// where <c>SPREADSHEET_REQUIRED</c> is set.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SpreadsheetTheoryAttribute : TheoryAttribute
{
    public SpreadsheetTheoryAttribute()
    {
        if (Environment.GetEnvironmentVariable("SPREADSHEET_REQUIRED") is null)
            Skip = Spreadsheet.Absence;
    }
}
