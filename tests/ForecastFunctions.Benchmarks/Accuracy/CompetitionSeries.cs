using System.IO.Compression;
using System.Text.Json;
using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.Benchmarks.Accuracy;

/// <summary>A series of a forecasting competition, with the observations that were held back.</summary>
internal sealed record CompetitionSeries(string Id, string Set, string Period, TimeSeries Observed, double[] HeldBack)
{
    /// <summary>
    /// Reads a file of JSON lines, plain or gzipped: id, set, period, m (season length), h (horizon), x (observations)
    /// and xx (the h observations that follow).
    /// </summary>
    public static IEnumerable<CompetitionSeries> Read(string path)
    {
        using var file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(file, CompressionMode.Decompress)
            : file;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0) continue;
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            yield return new CompetitionSeries(
                root.GetProperty("id").GetString()!,
                root.GetProperty("set").GetString()!,
                root.GetProperty("period").GetString()!,
                new TimeSeries(Numbers(root.GetProperty("x")), root.GetProperty("m").GetInt32()),
                Numbers(root.GetProperty("xx")));
        }
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(x => x.GetDouble())];
}
