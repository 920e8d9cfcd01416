using System.Globalization;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Baselines.Calibration;

/// <summary>Forecasts the log growth of a quarterly series from one year to the next.</summary>
/// <param name="quarters">The series, oldest first, ending where it is known to.</param>
/// <param name="ahead">How many further quarters the year after the base year needs.</param>
/// <param name="baseYear">The sum over the base year.</param>
/// <returns>The 5th, 50th and 95th percentile of the log growth.</returns>
public delegate (double P5, double P50, double P95) GrowthForecast(IReadOnlyList<double> quarters, int ahead, double baseYear);

/// <summary>
/// Makes a baseline of observations: the parameters that data can move are computed from them, each with the series it
/// came from and the status of the weakest; the others keep the article's assumption, told from the new base year.
/// </summary>
public static class BaselineCalibration
{
    private const string NvidiaSeries = "nvda.datacenter_revenue.q";
    private const string BroadcomSeries = "avgo.ai_revenue.q";

    private static readonly string[] AmdSeries = ["amd.instinct_revenue.q.p5", "amd.instinct_revenue.q.p95"];

    /// <summary>The baseline that the observations amount to; the same observations always give the same one.</summary>
    /// <param name="observations">What is known.</param>
    /// <param name="growth">Forecasts the growth that spend starts from.</param>
    /// <returns>The baseline, or <see langword="null"/> where no year since 2024 is complete in every required series.</returns>
    public static Baseline? Calibrate(IReadOnlyList<Observation> observations, GrowthForecast growth)
    {
        if (observations.Count == 0)
            return null;

        // The content decides the day, not the clock: what brings nothing new must not look like something new.
        var asOf = observations.Max(o => o.KnownSince);
        var known = new Baseline("draft", "Draft", asOf, 2024, [], observations);
        var nvidia = VendorRevenue.Of(known, NvidiaSeries);
        var broadcom = VendorRevenue.Of(known, BroadcomSeries);
        var amd = VendorRevenue.Midpoint(known, AmdSeries);
        var baseYear = nvidia.Quarters.Keys.Select(q => q.Year).Distinct()
            .Where(y => y >= 2024 && nvidia.Covers(y) && broadcom.Covers(y) && amd.Covers(y))
            .DefaultIfEmpty(0).Max();
        if (baseYear == 0)
            return null;

        var parameters = new CalibratedParameters(baseYear);
        CalibrateSpend(parameters, nvidia, broadcom, amd);
        CalibrateGrowth(parameters, nvidia, broadcom, growth);
        CalibrateChips(parameters, known, nvidia, broadcom, amd);
        CalibrateShares(parameters, asOf, nvidia, broadcom, amd);

        var draft = new Baseline("draft", Title(baseYear, asOf), asOf, baseYear, parameters.ToList(), observations);
        return new Baseline($"{asOf:yyyy-MM-dd}-{draft.ContentHash[..8]}", draft.Title, asOf, baseYear, draft.Parameters, observations);
    }

    private static string Title(int baseYear, DateOnly asOf)
        => string.Create(CultureInfo.InvariantCulture, $"Base year {baseYear}, as known on {asOf:yyyy-MM-dd}");

    private static void CalibrateSpend(CalibratedParameters parameters, VendorRevenue nvidia, VendorRevenue broadcom, VendorRevenue amd)
    {
        var spend = NvidiaSpend(parameters, nvidia) + AsicSpend(parameters, broadcom) + OtherGpuSpend(parameters, amd);
        parameters.Set(
            Parameters.SpendBase, spend, RebasedArticle.Scaled(Parameters.SpendBase, spend), nvidia.Status, [nvidia, broadcom, amd],
            "Calendar-year revenue of NVIDIA's data centre, and of Broadcom and AMD over their shares of custom-ASIC and other-GPU spend");
    }

    private static void CalibrateGrowth(CalibratedParameters parameters, VendorRevenue nvidia, VendorRevenue broadcom, GrowthForecast growth)
    {
        var quarters = nvidia.Quarters.Keys.Intersect(broadcom.Quarters.Keys).Order().ToList();
        var next = parameters.BaseYear + 1;
        var sums = quarters.Where(q => q.Year <= next).Select(q => nvidia.Quarters[q] + broadcom.Quarters[q]).ToList();
        var ahead = 4 - quarters.Count(q => q.Year == next);
        var (p5, p50, p95) = growth(sums, ahead, nvidia.OfYear(parameters.BaseYear) + broadcom.OfYear(parameters.BaseYear));

        var bounds = Parameters.SpendGrowthInitial.BoundsFor(parameters.BaseYear);
        double Initial(double ofYear) => Math.Clamp(InitialRate(parameters, ofYear), bounds.Min, bounds.Max);
        var law = Initial(p5) < Initial(p95) ? Normal.FromRange(Initial(p5), Initial(p95)) : null;
        parameters.Set(
            Parameters.SpendGrowthInitial, Initial(p50), law, ParameterStatus.Derived, [nvidia, broadcom],
            string.Create(CultureInfo.InvariantCulture, $"Statistical forecast of NVIDIA's and Broadcom's quarterly AI revenue: {Math.Exp(p50) - 1:P0} in {next}"));
    }

    /// <summary>The initial rate of a growth G in the year after the base year: g0 = gL + (G − gL)κ/(1 − e^(−κ)).</summary>
    private static double InitialRate(CalibratedParameters parameters, double growth)
    {
        var (longRun, fade) = (parameters[Parameters.SpendGrowthLongRun], parameters[Parameters.SpendGrowthFade]);
        return longRun + (growth - longRun) * fade / (1 - Math.Exp(-fade));
    }

    private static void CalibrateChips(CalibratedParameters parameters, Baseline known, VendorRevenue nvidia, VendorRevenue broadcom, VendorRevenue amd)
    {
        Technology[] technologies =
        [
            new(ChipCounts.Nvidia(known), nvidia, NvidiaSpend(parameters, nvidia), Parameters.NvidiaPriceBase, Parameters.NvidiaPowerBase, Parameters.NvidiaStockBase, Parameters.NvidiaStockPower),
            new(ChipCounts.OtherGpu(known), amd, OtherGpuSpend(parameters, amd), Parameters.OtherGpuPriceBase, Parameters.OtherGpuPowerBase, Parameters.OtherGpuStockBase, Parameters.OtherGpuStockPower),
            new(ChipCounts.Asic(known), broadcom, AsicSpend(parameters, broadcom), Parameters.AsicPriceBase, Parameters.AsicPowerBase, Parameters.AsicStockBase, Parameters.AsicStockPower),
        ];
        var year = parameters.BaseYear;
        foreach (var t in technologies)
        {
            if (t.Chips.Installed(year - 1) is { } stock && t.Chips.InstalledPower(year - 1) is { } power)
            {
                parameters.Set(t.Stock, stock, null, ParameterStatus.Estimated, [], $"Epoch AI chip counts, end of {year - 1}, none retired", t.Chips.Series);
                parameters.Set(t.StockPower, power, null, ParameterStatus.Estimated, [], $"Epoch AI chip power, end of {year - 1}, none retired", t.Chips.Series);
            }

            if (t.Chips.Added(year) is > 0 and var added && t.Chips.AddedPower(year) is > 0 and var addedPower)
            {
                var price = t.Spend * 1_000 / added;
                parameters.Set(t.Price, price, RebasedArticle.Scaled(t.Price, price), ParameterStatus.Estimated, [t.Revenue], $"Spend of {year} over Epoch AI's count of chips added", t.Chips.Series);
                var perChip = addedPower / added;
                parameters.Set(t.Power, perChip, RebasedArticle.Scaled(t.Power, perChip), ParameterStatus.Estimated, [], $"Epoch AI power and count of chips added in {year}", t.Chips.Series);
            }
        }
    }

    private static void CalibrateShares(CalibratedParameters parameters, DateOnly asOf, VendorRevenue nvidia, VendorRevenue broadcom, VendorRevenue amd)
    {
        var draft = new Baseline("draft", "Draft", asOf, parameters.BaseYear, parameters.WithoutSeries(), []);
        var shares = RebasedArticle.ShareLines.ToDictionary(l => l.Base, l => parameters[l.Base]);
        if (ShareFit.Fit(draft, shares, NvidiaSpend(parameters, nvidia), AsicSpend(parameters, broadcom)) is not { } fitted)
            return;
        foreach (var (parameter, share) in fitted)
        {
            parameters.Set(parameter, share, null, ParameterStatus.Estimated, [nvidia, broadcom, amd],
                $"Fitted to vendor revenue of {parameters.BaseYear}; the difference between inference and training stays the article's");
        }
    }

    private static double NvidiaSpend(CalibratedParameters parameters, VendorRevenue nvidia) => nvidia.OfYear(parameters.BaseYear);

    private static double AsicSpend(CalibratedParameters parameters, VendorRevenue broadcom) => broadcom.OfYear(parameters.BaseYear) / parameters[Parameters.VendorBroadcom];

    private static double OtherGpuSpend(CalibratedParameters parameters, VendorRevenue amd) => amd.OfYear(parameters.BaseYear) / parameters[Parameters.VendorAmd];

    private sealed record Technology(
        ChipCounts Chips, VendorRevenue Revenue, double Spend, Parameter Price, Parameter Power, Parameter Stock, Parameter StockPower);
}
