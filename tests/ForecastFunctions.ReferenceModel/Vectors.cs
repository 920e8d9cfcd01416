using System.Globalization;

namespace ForecastFunctions.ReferenceModel;

/// <summary>The reference vectors: the deterministic numbers of the six scenarios, 2024 to 2030, in the columns of their files.</summary>
public static class Vectors
{
    private const int LastYear = 2030;

    private static readonly (string Column, string Variable)[] Columns =
    [
        ("ratio", "Ratio|Compute"), ("inference_share", "Share|Inference|Compute"), ("spend_usd_bn", "AI Compute|Spend"),
        ("inf_spend", "AI Compute|Spend|Inference"), ("trn_spend", "AI Compute|Spend|Training"),
        ("nvda_inf_share", "Share|NVIDIA|Inference Spend"), ("asic_inf_share", "Share|Custom ASIC|Inference Spend"),
        ("nvda_total_share", "Share|NVIDIA|Spend"), ("nvda_rev", "Vendor Revenue|NVIDIA|Data Centre"), ("amd_rev", "Vendor Revenue|AMD|AI"),
        ("avgo_ai_rev", "Vendor Revenue|Broadcom|AI"), ("mrvl_ai_rev", "Vendor Revenue|Marvell|AI"),
        ("custom_chip_only", "Custom Chips|Spend"), ("compute_added_mH100e", "Compute|Added"), ("installed_mH100e", "Compute|Installed"),
        ("facility_gw", "Power|Facility"), ("twh", "Electricity"),
    ];

    /// <summary>Writes a file.</summary>
    /// <param name="isAnnual">Whether a row is a year, rather than a quarter.</param>
    /// <param name="output">Where it is written.</param>
    public static void Write(bool isAnnual, TextWriter output)
    {
        output.WriteLine(string.Join(',', [.. isAnnual ? (string[])["scenario", "year"] : ["scenario", "year", "quarter"],
            .. Columns.Select(c => c.Column)]));
        foreach (var (scenario, year, quarter, numbers) in Rows(isAnnual))
        {
            output.WriteLine(string.Join(',',
            [
                scenario, year.ToString(CultureInfo.InvariantCulture),
                .. quarter is { } q ? [q.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
                .. numbers.Select(n => n.ToString("G15", CultureInfo.InvariantCulture)),
            ]));
        }
    }

    /// <summary>The rows of a file: scenario, year, quarter of a quarterly one, and the numbers in the order of the columns.</summary>
    public static IEnumerable<(string Scenario, int Year, int? Quarter, IReadOnlyList<double> Numbers)> Rows(bool isAnnual)
    {
        int[] places = [.. Columns.Select(c => ScalarModel.Variables.ToList().IndexOf(c.Variable))];
        foreach (var (scenario, parameters) in ArticleScenarios.All)
        {
            // One path: its mean is its value; two of them, since a standard deviation wants two.
            var model = new ScalarModel(
                ArticleScenarios.BaseYear, parameters.ToDictionary(p => p.Key, p => new[] { p.Value, p.Value }, StringComparer.Ordinal));
            var numbers = model.Run(LastYear, isAnnual, []);
            var perPeriod = 2 * ScalarModel.Variables.Count;
            var periodsPerYear = isAnnual ? 1 : 4;
            for (var period = 0; period * perPeriod < numbers.Length; period++)
            {
                yield return (
                    scenario, ArticleScenarios.BaseYear + period / periodsPerYear, isAnnual ? null : period % 4 + 1,
                    [.. places.Select(place => numbers[period * perPeriod + 2 * place])]);
            }
        }
    }
}
