using System.Globalization;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.TestKit;

/// <summary>
/// The numbers of the model's version 1.0.0, computed by an independent program: six presets,
/// 2024 to 2030. A file belongs to one version of the model for good; a new version brings a new file.
/// </summary>
public static class ReferenceVectors
{
    /// <summary>The columns of the files and the variables that they are.</summary>
    public static readonly IReadOnlyDictionary<string, string> VariableOf = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ratio"] = "Ratio|Compute",
        ["inference_share"] = "Share|Inference|Compute",
        ["spend_usd_bn"] = "AI Compute|Spend",
        ["inf_spend"] = "AI Compute|Spend|Inference",
        ["trn_spend"] = "AI Compute|Spend|Training",
        ["nvda_inf_share"] = "Share|NVIDIA|Inference Spend",
        ["asic_inf_share"] = "Share|Custom ASIC|Inference Spend",
        ["nvda_total_share"] = "Share|NVIDIA|Spend",
        ["nvda_rev"] = "Vendor Revenue|NVIDIA|Data Centre",
        ["amd_rev"] = "Vendor Revenue|AMD|AI",
        ["avgo_ai_rev"] = "Vendor Revenue|Broadcom|AI",
        ["mrvl_ai_rev"] = "Vendor Revenue|Marvell|AI",
        ["custom_chip_only"] = "Custom Chips|Spend",
        ["compute_added_mH100e"] = "Compute|Added",
        ["installed_mH100e"] = "Compute|Installed",
        ["facility_gw"] = "Power|Facility",
        ["twh"] = "Electricity",
    };

    /// <summary>One number of a file.</summary>
    public readonly record struct Entry(string Scenario, Period Period, string Variable, double Value);

    /// <summary>Every number of the file that belongs to the current version of the model.</summary>
    public static IReadOnlyList<Entry> Read(Step step)
    {
        var name = $"model-{ModelVersion.Current}-{(step == Step.Year ? "annual" : "quarterly")}.csv";
        using var stream = typeof(ReferenceVectors).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"There are no reference vectors {name}: a new version of the model needs its own.");
        using var reader = new StreamReader(stream);
        var header = reader.ReadLine()!.Split(',');
        var entries = new List<Entry>();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            var year = int.Parse(cells[1], CultureInfo.InvariantCulture);
            var period = step == Step.Year
                ? Period.OfYear(year) : Period.OfQuarter(year, int.Parse(cells[2], CultureInfo.InvariantCulture));
            for (var column = step == Step.Year ? 2 : 3; column < header.Length; column++)
                entries.Add(
                    new Entry(cells[0], period, VariableOf[header[column]], double.Parse(cells[column], CultureInfo.InvariantCulture)));
        }

        return entries;
    }
}
