using System.Globalization;

namespace ForecastFunctions.EndToEndTests.LocalHosting;

/// <summary>The processes that a process started, as Linux tells them.</summary>
public static class Descendants
{
    public static IReadOnlyList<int> Of(int processId)
    {
        var children = Directory.EnumerateDirectories($"/proc/{processId}/task")
            .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture))
            .ToList();
        return [.. children, .. children.SelectMany(Of)];
    }

    /// <summary>Waits until all of them are gone; fails if one stays.</summary>
    public static async Task AreGoneAsync(IEnumerable<int> processIds)
    {
        using var overdue = new CancellationTokenSource(ProbeHost.Patience);
        foreach (var processId in processIds)
        {
            while (IsRunning(processId)) await Task.Delay(50, overdue.Token);
        }
    }

    /// <summary>The process group, to which a terminal's Ctrl+C goes.</summary>
    public static int GroupOf(int processId) => int.Parse(Status(processId)[2], CultureInfo.InvariantCulture);

    private static bool IsRunning(int processId)
    {
        try
        {
            // An orphan may stay behind as an entry that nobody has collected; it runs no more.
            return Status(processId)[0] is not ("Z" or "X");
        }
        catch (IOException)
        {
            return false;
        }
    }

    // What follows the command in parentheses: state, parent, group and more.
    private static string[] Status(int processId)
    {
        var line = File.ReadAllText($"/proc/{processId}/stat");
        return line[(line.LastIndexOf(')') + 2)..].Split(' ');
    }
}
