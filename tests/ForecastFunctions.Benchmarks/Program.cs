using System.Globalization;
using BenchmarkDotNet.Running;
using ForecastFunctions.Benchmarks;
using ForecastFunctions.Benchmarks.Accuracy;

switch (args)
{
    case ["speed"]:
        Speed.Report();
        break;
    case ["comparison"]:
        ComparisonSpeed.Report();
        break;
    case ["sensitivity"]:
        SensitivitySpeed.Report();
        break;
    case ["variance"]:
        Variance.Report();
        break;
    case ["vintages"]:
        Vintages.Report();
        break;
    case ["record"]:
        TrackRecord.Report(folder: null);
        break;
    case ["record", var folder]:
        TrackRecord.Report(folder);
        break;
    case ["startup"]:
        await Startup.ReportAsync();
        break;
    case ["accuracy", .. var paths] when paths.Length > 0:
        AccuracyReport.Write(paths);
        break;
    case ["growth"]:
        GrowthReport.Write(seed: 1);
        break;
    case ["growth", var seed] when int.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out var number):
        GrowthReport.Write(number);
        break;
    case ["weights", .. var paths] when paths.Length > 0:
        WeightSelection.Write(paths);
        break;
    case ["calibrate", .. var paths] when paths.Length > 0:
        Calibration.Write(paths);
        break;
    case []:
        BenchmarkSwitcher.FromAssembly(typeof(Startup).Assembly).RunAllJoined();
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Startup).Assembly).Run(args);
        break;
}
