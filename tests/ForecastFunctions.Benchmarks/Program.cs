using BenchmarkDotNet.Running;
using ForecastFunctions.Benchmarks;

switch (args)
{
    case ["speed"]:
        Speed.Report();
        break;
    case ["loop", var part]:
        {
            var spec = Workload.Specification();
            using var split = new CostSplit(spec);
            Action a = part switch { "st" => split.Summarise, "ev" => split.Evaluate, "sa" => split.Sample, _ => () => ForecastFunctions.Core.Projections.ProjectionEngine.Run(spec) };
            for (var c = System.Diagnostics.Stopwatch.StartNew(); c.ElapsedMilliseconds < 1500;) a();
            var best = double.PositiveInfinity;
            for (var c = System.Diagnostics.Stopwatch.StartNew(); c.ElapsedMilliseconds < 6000;) { var t = System.Diagnostics.Stopwatch.GetTimestamp(); a(); best = Math.Min(best, System.Diagnostics.Stopwatch.GetElapsedTime(t).TotalMilliseconds); }
            Console.WriteLine($"{part} {best:0.00}");
            break;
        }
    case ["s"]:
        Speed.Report(false);
        break;
    case ["variance"]:
        Variance.Report();
        break;
    case []:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).RunAllJoined();
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
