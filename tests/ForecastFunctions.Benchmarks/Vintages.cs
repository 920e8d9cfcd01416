using System.Globalization;
using System.Numerics;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Infrastructure.Sources.Curated;

namespace ForecastFunctions.Benchmarks;

/// <summary>The presets in 2028 on the article's vintage and on the newest, side by side with what each claims.</summary>
internal static class Vintages
{
    private static readonly Period Year = Period.OfYear(2028);

    public static void Report()
    {
        var vintages = VintageAsOf.ForAFreshInstallation(CuratedObservations.Read(), DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
        Console.WriteLine($"Vectors of {Vector<double>.Count} doubles; a vintage does not depend on it.");
        foreach (var vintage in vintages)
            Console.WriteLine($"{vintage.Version}: base year {vintage.BaseYear}, content {vintage.ContentHash}");
        var of = string.Join(" / ", vintages.Select(v => v.Version));
        Console.WriteLine();
        Console.WriteLine($"2028, deterministic, on {of}");
        Console.WriteLine("| scenario | NVIDIA data centre, bn USD | spend, bn USD | inference share of compute | NVIDIA's share of inference spend "
            + "| Broadcom AI, bn USD | facility power, GW | the claim |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|---|");
        foreach (var preset in Presets.All)
        {
            Projection[] runs = [.. vintages.Select(v => Run(v, preset, new Dictionary<Parameter, ParameterSetting>()))];
            string[] cells =
            [
                Both(runs, Variables.NvidiaRevenue, "0"), Both(runs, Variables.Spend, "0"),
                Both(runs, Variables.InferenceComputeShare, "0.0 %"), Both(runs, Variables.InferenceShare.Nvidia, "0.0 %"),
                Both(runs, Variables.BroadcomRevenue, "0"), Both(runs, Variables.FacilityPower, "0"),
            ];
            Console.WriteLine($"| `{preset.Name}` | {string.Join(" | ", cells)} | {preset.Reading} |");
        }

        Explain(vintages[0], vintages[^1]);
    }

    /// <summary>What each parameter that moved does alone, on the newest vintage, when it is put where the article's path has it.</summary>
    private static void Explain(Baseline article, Baseline newest)
    {
        Console.WriteLine();
        Console.WriteLine("NVIDIA 2028 in article-base on the newest vintage, and with one parameter as the article's vintage has it");
        var all = Run(newest, Presets.ArticleBase, new Dictionary<Parameter, ParameterSetting>()).Value(0, Variables.NvidiaRevenue);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"as it is: {all:0}"));
        foreach (var parameter in Parameters.All.Where(p => !p.IsChoice))
        {
            var (before, after) = (article.FindParameter(parameter.Id)!.Value, newest.FindParameter(parameter.Id)!.Value);
            if (before == after)
                continue;
            var alone = Run(newest, Presets.ArticleBase, new Dictionary<Parameter, ParameterSetting>
            {
                [parameter] = new ParameterSetting.Fixed(before),
            }).Value(0, Variables.NvidiaRevenue);
            if (Math.Abs(alone - all) >= 0.5)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{parameter} {after:0.###} -> {before:0.###}: {alone:0} ({alone - all:+0;-0})"));
        }
    }

    private static string Both(Projection[] runs, Variable variable, string format)
        => string.Join(" / ", runs.Select(r => r.Value(0, variable).ToString(format, CultureInfo.InvariantCulture)));

    private static Projection Run(Baseline vintage, Scenario preset, IReadOnlyDictionary<Parameter, ParameterSetting> settings)
        => ProjectionEngine.Run(new ProjectionSpecification(
            vintage.Version, ResolvedScenario.Resolve(vintage, preset, settings), new PeriodRange(Year, Year)));
}
