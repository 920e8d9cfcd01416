using System.Globalization;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.TestKit;

/// <summary>
/// The numbers of the layer of drivers and limits, computed by an independent program: the eight presets from 2024 to 2030, two of
/// them also by quarters, and four scenarios more. The files belong to the model's version 2.0.0 for good.
/// </summary>
public static class LayerReferenceVectors
{
    /// <summary>The columns of the files and the variables that they are.</summary>
    public static readonly IReadOnlyDictionary<string, string> VariableOf = new Dictionary<string, string>(
        ReferenceVectors.VariableOf, StringComparer.Ordinal)
    {
        ["users_bn"] = "Demand|Users",
        ["tokens_T"] = "Demand|Tokens",
        ["tokens_served_T"] = "Supply|Tokens",
        ["tokens_per_user_day"] = "Demand|Tokens per User",
        ["flop_per_token"] = "Demand|Compute per Token",
        ["demand_mH100e"] = "Demand|Compute",
        ["demand_inf_mH100e"] = "Demand|Compute|Inference",
        ["demand_trn_mH100e"] = "Demand|Compute|Training",
        ["utilisation"] = "Supply|Utilisation",
        ["unmet"] = "Demand|Unmet",
        ["run_flop"] = "Training|Largest Run",
        ["data_used"] = "Training|Data Used",
        ["data_wall"] = "Training|Data Wall",
        ["runs_per_year"] = "Training|Runs",
        ["planned_usd_bn"] = "Planned|Spend",
        ["cut_usd_bn"] = "Cut|Spend",
        ["cut_mH100e"] = "Cut|Compute",
        ["power_level_gw"] = "Limit|Power|Level",
        ["power_use"] = "Limit|Power|Use",
        ["power_binding"] = "Limit|Power|Binding",
        ["packaging_level_mH100e"] = "Limit|Packaging|Level",
        ["packaging_use"] = "Limit|Packaging|Use",
        ["packaging_binding"] = "Limit|Packaging|Binding",
        ["capital_level_usd_bn"] = "Limit|Capital|Level",
        ["capital_use"] = "Limit|Capital|Use",
        ["capital_binding"] = "Limit|Capital|Binding",
        ["capacity_nvidia_mH100e"] = "Capacity|NVIDIA",
        ["capacity_otherGpu_mH100e"] = "Capacity|Other GPU",
        ["capacity_asic_mH100e"] = "Capacity|Custom ASIC",
        ["shortage"] = "Price|Shortage",
        ["usd_per_h100e_hour"] = "Price|H100e Hour",
        ["cost_per_Mtok"] = "Cost|Million Tokens",
        ["price_per_Mtok"] = "Price|Million Tokens",
        ["scarcity"] = "Price|Scarcity",
        ["usd_per_user_year"] = "Price|User Year",
        ["revenue_needed_spend"] = "Revenue Needed|Spend",
        ["revenue_needed_installed"] = "Revenue Needed|Installed",
    };

    /// <summary>One number of a file; <see langword="null"/> where the variable is absent.</summary>
    public readonly record struct Entry(string Scenario, Period Period, string Variable, double? Value);

    /// <summary>The eight presets.</summary>
    public static IReadOnlyList<Entry> OfPresets() => Read($"model-{ModelVersion.WithLayer}-presets.csv");

    /// <summary>Priority rationing, spend as a belief with drivers, and an event on spend.</summary>
    public static IReadOnlyList<Entry> OfMore() => Read($"model-{ModelVersion.WithLayer}-more.csv");

    private static List<Entry> Read(string name)
    {
        using var stream = typeof(LayerReferenceVectors).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"There are no reference vectors {name}: a new version of the model needs its own.");
        using var reader = new StreamReader(stream);
        var header = reader.ReadLine()!.Split(',');
        var entries = new List<Entry>();
        while (reader.ReadLine() is { } line)
        {
            // A scenario's name may be quoted, and then hold commas.
            var scenario = line[0] == '"' ? line[1..line.IndexOf('"', 1)] : line[..line.IndexOf(',')];
            var cells = line[(scenario.Length + (line[0] == '"' ? 3 : 1))..].Split(',');
            var year = int.Parse(cells[0], CultureInfo.InvariantCulture);
            var period = cells[1].Length == 0 ? Period.OfYear(year) : Period.OfQuarter(year, int.Parse(cells[1], CultureInfo.InvariantCulture));
            for (var column = 2; column < cells.Length; column++)
            {
                entries.Add(new Entry(
                    scenario, period, VariableOf[header[column + 1]],
                    cells[column].Length == 0 ? null : double.Parse(cells[column], CultureInfo.InvariantCulture)));
            }
        }

        return entries;
    }
}
