using System.Globalization;
using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Baselines.Calibration;

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
    /// <returns>The baseline, or <see langword="null"/> where no year since 2024 is complete in every required series.</returns>
    public static Baseline? Calibrate(IReadOnlyList<Observation> observations)
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
        CalibrateGrowth(parameters, nvidia, broadcom);
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

    private static void CalibrateGrowth(CalibratedParameters parameters, VendorRevenue nvidia, VendorRevenue broadcom)
    {
        var initial = Parameters.SpendGrowthInitial;
        var next = parameters.BaseYear + 1;
        var quarters = Consecutive(nvidia, broadcom, next);
        var ahead = 4 - quarters.Count(q => q.Key.Year == next);
        var revenue = quarters.Select(q => q.Value).ToList();
        if (Unforecastable(revenue) is { } reason)
        {
            parameters.Keep(initial, reason);
            return;
        }

        RevenueGrowth growth;
        try
        {
            growth = RevenueGrowth.Of(revenue, ahead);
        }
        catch (InvalidSeriesException exception)
        {
            parameters.Keep(initial, exception.Message);
            return;
        }

        var bounds = initial.BoundsFor(parameters.BaseYear);
        var (p5, p50, p95) = (InitialRate(parameters, growth.P5), InitialRate(parameters, growth.P50), InitialRate(parameters, growth.P95));
        var (low, high) = (Math.Max(p5, bounds.Min), Math.Min(p95, bounds.Max));
        parameters.Set(
            initial, p50, low < high ? Normal.FromRange(low, high) : null, ParameterStatus.Derived, [nvidia, broadcom],
            GrowthBasis(growth, next, quarters[^1].Key, quarters.Count)
                + (low > p5 || high < p95 ? $"; its range is cut at the bounds of {initial.Id}" : ""));
    }

    /// <summary>Both vendors' quarters together, bn USD, without gaps: through the base year, up to the end of the next.</summary>
    private static List<KeyValuePair<Period, double>> Consecutive(VendorRevenue nvidia, VendorRevenue broadcom, int lastYear)
    {
        var end = Period.OfQuarter(lastYear - 1, 4);
        var series = new List<KeyValuePair<Period, double>>();
        foreach (var quarter in nvidia.Quarters.Keys.Intersect(broadcom.Quarters.Keys).Where(q => q.Year <= lastYear).Order())
        {
            if (series.Count > 0 && series[^1].Key.Next != quarter)
            {
                if (series[^1].Key >= end)
                    break;
                series.Clear();
            }

            series.Add(new(quarter, nvidia.Quarters[quarter] + broadcom.Quarters[quarter]));
        }

        return series;
    }

    private static string? Unforecastable(List<double> revenue)
        => revenue.Count < RevenueGrowth.FewestQuarters
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"a forecast wants {RevenueGrowth.FewestQuarters} consecutive quarters of NVIDIA's and Broadcom's AI revenue; "
                + $"{revenue.Count} are known")
            : revenue.Any(r => !(r > 0)) ? "a forecast wants AI revenue that is positive in every quarter" : null;

    private static string GrowthBasis(RevenueGrowth growth, int year, Period last, int quarters)
        => growth.Method is null
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"NVIDIA's and Broadcom's AI revenue of {year}, which is known: {Math.Exp(growth.P50) - 1:P0}")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Statistical forecast of NVIDIA's and Broadcom's AI revenue from {quarters} quarters to {last} ({growth.Method}): "
                + $"{Math.Exp(growth.P50) - 1:P0} in {year}, {Math.Exp(growth.P5) - 1:P0} to {Math.Exp(growth.P95) - 1:P0}");

    /// <summary>The initial rate of a growth G in the year after the base year: g0 = gL + (G − gL)κ/(1 − e^(−κ)).</summary>
    private static double InitialRate(CalibratedParameters parameters, double growth)
    {
        var (longRun, fade) = (parameters[Parameters.SpendGrowthLongRun], parameters[Parameters.SpendGrowthFade]);
        return longRun + (growth - longRun) * fade / (1 - Math.Exp(-fade));
    }

    private static void CalibrateChips(
        CalibratedParameters parameters, Baseline known, VendorRevenue nvidia, VendorRevenue broadcom, VendorRevenue amd)
    {
        Technology[] technologies =
        [
            new(ChipCounts.Nvidia(known), nvidia, NvidiaSpend(parameters, nvidia),
                Parameters.NvidiaPriceBase, Parameters.NvidiaPowerBase,
                Parameters.NvidiaStockBase, Parameters.NvidiaStockPower),
            new(ChipCounts.OtherGpu(known), amd, OtherGpuSpend(parameters, amd),
                Parameters.OtherGpuPriceBase, Parameters.OtherGpuPowerBase,
                Parameters.OtherGpuStockBase, Parameters.OtherGpuStockPower),
            new(ChipCounts.Asic(known), broadcom, AsicSpend(parameters, broadcom),
                Parameters.AsicPriceBase, Parameters.AsicPowerBase,
                Parameters.AsicStockBase, Parameters.AsicStockPower),
        ];
        var year = parameters.BaseYear;
        foreach (var t in technologies)
        {
            if (t.Chips.Installed(year - 1) is { } stock && t.Chips.InstalledPower(year - 1) is { } power)
            {
                parameters.Set(
                    t.Stock, stock, null, ParameterStatus.Estimated, [],
                    $"Epoch AI chip counts, end of {year - 1}, none retired", t.Chips.Series);
                parameters.Set(
                    t.StockPower, power, null, ParameterStatus.Estimated, [],
                    $"Epoch AI chip power, end of {year - 1}, none retired", t.Chips.Series);
            }

            if (t.Chips.Added(year) is > 0 and var added && t.Chips.AddedPower(year) is > 0 and var addedPower)
            {
                var price = t.Spend * 1_000 / added;
                parameters.Set(
                    t.Price, price, RebasedArticle.Scaled(t.Price, price), ParameterStatus.Estimated, [t.Revenue],
                    $"Spend of {year} over Epoch AI's count of chips added", t.Chips.Series);
                var perChip = addedPower / added;
                parameters.Set(
                    t.Power, perChip, RebasedArticle.Scaled(t.Power, perChip), ParameterStatus.Estimated, [],
                    $"Epoch AI power and count of chips added in {year}", t.Chips.Series);
            }
        }
    }

    private static void CalibrateShares(
        CalibratedParameters parameters, DateOnly asOf, VendorRevenue nvidia, VendorRevenue broadcom, VendorRevenue amd)
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

    private static double AsicSpend(CalibratedParameters parameters, VendorRevenue broadcom)
        => broadcom.OfYear(parameters.BaseYear) / parameters[Parameters.VendorBroadcom];

    private static double OtherGpuSpend(CalibratedParameters parameters, VendorRevenue amd)
        => amd.OfYear(parameters.BaseYear) / parameters[Parameters.VendorAmd];

    private sealed record Technology(
        ChipCounts Chips, VendorRevenue Revenue, double Spend, Parameter Price, Parameter Power, Parameter Stock, Parameter StockPower);
}
