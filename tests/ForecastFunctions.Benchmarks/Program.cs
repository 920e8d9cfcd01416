using BenchmarkDotNet.Running;
using ForecastFunctions.Benchmarks;

switch (args)
{
    case ["speed"]:
        Speed.Report();
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
