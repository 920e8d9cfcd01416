using System.Globalization;
using BenchmarkDotNet.Running;
using ForecastFunctions.Benchmarks;
using ForecastFunctions.Benchmarks.Accuracy;
using ForecastFunctions.Benchmarks.Load;

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
    case ["catalogue", var host, var series, .. var paths] when paths.Length <= 1 && Uri.TryCreate(host, UriKind.Absolute, out var address)
        && int.TryParse(series, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0:
        await CatalogueLoad.ReportAsync(address, count, paths.FirstOrDefault());
        break;
    case ["accuracy", .. var paths] when paths.Length > 0:
        AccuracyReport.Write(paths);
        break;
    case ["growth"]:
        GrowthReport.Write(seed: 1, count: 200);
        break;
    case ["growth", var seed, .. var counts] when counts.Length <= 1 && int.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && int.TryParse(counts.FirstOrDefault("200"), NumberStyles.None, CultureInfo.InvariantCulture, out var ofFamily) && ofFamily > 0:
        GrowthReport.Write(number, ofFamily);
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
