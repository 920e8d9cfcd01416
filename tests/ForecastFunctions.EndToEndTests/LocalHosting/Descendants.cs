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

    private static bool IsRunning(int processId)
    {
        try
        {
            // An orphan may stay behind as an entry that nobody has collected; it runs no more.
            var status = File.ReadAllText($"/proc/{processId}/stat");
            return status[status.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or IOException)
        {
            return false;
        }
    }
}
