using System.Diagnostics;
using System.Globalization;
using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Benchmarks;

/// <summary>
/// The ratios that matter, in under a minute: everything is timed in turn, and the best time of each counts, since other
/// work on the machine can only slow it down.
/// </summary>
internal static class Speed
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static void Report()
    {
        var specification = Workload.Specification();
        var scalar = Workload.Scalar(specification);
        using var split = new CostSplit(specification);
        var (told, clipped) = (Workload.Specification(preset: "drivers-base"), Workload.Specification(preset: "agents"));
        (string Name, Action Work)[] contestants =
        [
            ("scalar", () => scalar.Run(Workload.LastYear, isAnnual: false, Workload.Percents)),
            ("engine, 1 thread", () => ProjectionEngine.Run(specification, threads: 1)),
            ("engine, 2 threads", () => ProjectionEngine.Run(specification, threads: 2)),
            ("sampling", split.Sample),
            ("evaluation", split.Evaluate),
            ("statistics", split.Summarise),
            ("drivers-base", () => ProjectionEngine.Run(told, threads: 1)),
            ("agents, clipped", () => ProjectionEngine.Run(clipped, threads: 1)),
        ];

        var best = Race([.. contestants.Select(c => c.Work)], Patience);
        var percentiles = Workload.Percents.Length;
        Write($"article-base to {Workload.LastYear}, {Variables.All.Count} variables, {Workload.Draws} draws, {percentiles} percentiles");
        for (var i = 0; i < contestants.Length; i++)
            Write($"  {contestants[i].Name,-18} {best[i],9:0.00} ms   scalar is {best[0] / best[i]:0.0} ×");
        Write($"  two threads over one: {best[1] / best[2]:0.00} ×");
        Write($"  the layer over the plain model: told {best[6] / best[1]:0.00} ×, clipped {best[7] / best[1]:0.00} ×");

        foreach (var draws in (int[])[1_000, 10_000, 100_000, 1_000_000])
        {
            var larger = Workload.Specification(draws);
            var time = Race([() => ProjectionEngine.Run(larger)], draws < 1_000_000 ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(6))[0];
            var before = GC.GetAllocatedBytesForCurrentThread();
            ProjectionEngine.Run(larger);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Write($"  {draws,9:N0} draws {time,9:0.0} ms   {1e6 * time / draws,7:0} ns a draw   {allocated / 1024.0,8:0} KB allocated");
        }
    }

    /// <summary>The best time of each in milliseconds, all taking turns until the time is up.</summary>
    internal static double[] Race(Action[] contestants, TimeSpan patience)
    {
        var best = new double[contestants.Length];
        Array.Fill(best, double.PositiveInfinity);
        var clock = Stopwatch.StartNew();
        for (var round = 0; round < 2 || clock.Elapsed < patience; round++)
        {
            for (var i = 0; i < contestants.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                contestants[i]();
                best[i] = Math.Min(best[i], Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        return best;
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
