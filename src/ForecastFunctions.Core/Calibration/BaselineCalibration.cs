using System.Globalization;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Calibration;

/// <summary>
/// Makes a baseline of observations: the parameters that data can move are computed from them, each with the series it
/// came from and the status of the weakest; the others keep the article's assumption, told from the new base year.
/// </summary>
/// <remarks>
/// NVIDIA's and Broadcom's quarters are required. AMD's revenue and the counts of chips are estimates that come late:
/// without them other GPUs, prices, power and stock are where the article's path has them in the base year.
/// </remarks>
public static class BaselineCalibration
{
    /// <summary>NVIDIA's data-centre revenue by quarter.</summary>
    public const string NvidiaSeries = "nvda.datacenter_revenue.q";

    /// <summary>Broadcom's AI revenue by quarter.</summary>
    public const string BroadcomSeries = "avgo.ai_revenue.q";

    /// <summary>The first base year: the article's.</summary>
    public const int FirstBaseYear = 2024;

    /// <summary>
    /// What an initial growth is calibrated within, log/yr. It leaves room to the parameter's bounds, so that beliefs that
    /// add to it or take from it hold on every vintage.
    /// </summary>
    private static readonly Bounds Growth = new(-0.5, 1.5);

    /// <summary>The series without which there is no vintage.</summary>
    public static IReadOnlyList<string> RequiredSeries { get; } = [NvidiaSeries, BroadcomSeries];

    /// <summary>A low and a high estimate of AMD's revenue from AI accelerators by quarter.</summary>
    internal static IReadOnlyList<string> AmdSeries { get; } = ["amd.instinct_revenue.q.p5", "amd.instinct_revenue.q.p95"];

    /// <summary>
    /// The vintage that the observations amount to; the same observations always give the same one. Whatever they are,
    /// nothing is thrown: what cannot be calibrated to is the fault of the result.
    /// </summary>
    /// <param name="observations">What is known.</param>
    public static CalibrationResult Calibrate(IReadOnlyList<Observation> observations)
    {
        ArgumentNullException.ThrowIfNull(observations);
        if (RequiredSeries.FirstOrDefault(r => !observations.Any(o => string.Equals(o.SeriesId, r, StringComparison.Ordinal))) is { } absent)
        {
            return CalibrationResult.Failed(
                CalibrationFaultCodes.SeriesMissing, absent,
                $"There is no observation of {absent}. A vintage needs the four quarters of a year of each of {string.Join(", ", RequiredSeries)}.");
        }

        try
        {
            return OfKnown(observations);
        }
        catch (Exception e) when (e is ArgumentException or ArithmeticException or InvalidOperationException or KeyNotFoundException)
        {
            return CalibrationResult.Failed(CalibrationFaultCodes.NotCalibratable, "calibration", e.Message);
        }
    }

    private static CalibrationResult OfKnown(IReadOnlyList<Observation> observations)
    {
        // The content decides the day, not the clock: what brings nothing new must not look like something new.
        var asOf = observations.Max(o => o.KnownSince);
        var known = new Baseline("draft", "Draft", asOf, FirstBaseYear, [], observations);
        var nvidia = VendorRevenue.Of(known, NvidiaSeries);
        var broadcom = VendorRevenue.Of(known, BroadcomSeries);
        var amd = VendorRevenue.Midpoint(known, [.. AmdSeries]);
        var baseYear = nvidia.Quarters.Keys.Select(q => q.Year).Distinct()
            .Where(y => y >= FirstBaseYear && nvidia.Covers(y) && broadcom.Covers(y))
            .DefaultIfEmpty(0).Max();
        if (baseYear == 0)
            return Incomplete(nvidia, broadcom);

        var parameters = new CalibratedParameters(baseYear);
        var spend = new BaseYearSpend(parameters, nvidia, broadcom, amd);
        CalibrateSpend(parameters, spend);
        CalibrateGrowth(parameters, nvidia, broadcom);
        CalibrateChips(parameters, known, spend);
        CalibrateShares(parameters, asOf, spend);
        LayerBases.Calibrate(parameters, known);

        var draft = new Baseline("draft", Title(baseYear, asOf), asOf, baseYear, parameters.ToList(), observations);
        return CalibrationResult.Of(
            new Baseline($"{asOf:yyyy-MM-dd}-{draft.ContentHash[..8]}", draft.Title, asOf, baseYear, draft.Parameters, observations));
    }

    private static CalibrationResult Incomplete(VendorRevenue nvidia, VendorRevenue broadcom)
    {
        var (series, revenue) = Enumerable.Range(FirstBaseYear, 200).Any(nvidia.Covers) ? (BroadcomSeries, broadcom) : (NvidiaSeries, nvidia);
        var known = revenue.Quarters.Keys.Where(q => q.Year >= FirstBaseYear).Order().ToList();
        return CalibrationResult.Failed(
            CalibrationFaultCodes.YearIncomplete, series,
            $"No year since {FirstBaseYear} is complete in each of {string.Join(", ", RequiredSeries)}; of {series}, "
            + (known.Count == 0 ? "no quarter since then is known." : $"{string.Join(", ", known)} are known."));
    }

    private static string Title(int baseYear, DateOnly asOf)
        => string.Create(CultureInfo.InvariantCulture, $"Base year {baseYear}, as known on {asOf:yyyy-MM-dd}");

    private static void CalibrateSpend(CalibratedParameters parameters, BaseYearSpend spend)
        => parameters.Set(
            Parameters.SpendBase, spend.Total, RebasedArticle.Scaled(Parameters.SpendBase, spend.Total), spend.Status, spend.Revenues,
            "Calendar-year revenue of NVIDIA's data centre, and of Broadcom "
            + (spend.HasAmd
                ? "and AMD over their shares of custom-ASIC and other-GPU spend"
                : $"over its share of custom-ASIC spend; AMD's is not known, so other GPUs have the article's share of spend, told from {parameters.BaseYear}"));

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

        var (p5, p50, p95) = (InitialRate(parameters, growth.P5), InitialRate(parameters, growth.P50), InitialRate(parameters, growth.P95));
        if (!Growth.Contains(p50))
        {
            parameters.Keep(initial, string.Create(
                CultureInfo.InvariantCulture, $"data gave {p50:0.###}, outside the {Growth.Min:R} to {Growth.Max:R} that growth is calibrated within"));
            return;
        }

        var (low, high) = (Math.Max(p5, Growth.Min), Math.Min(p95, Growth.Max));
        parameters.Set(
            initial, p50, low < high ? Normal.FromRange(low, high) : null, ParameterStatus.Derived, [nvidia, broadcom],
            GrowthBasis(growth, next, quarters[^1].Key, quarters.Count)
                + (low > p5 || high < p95 ? string.Create(CultureInfo.InvariantCulture, $"; its range is cut at {Growth.Min:R} and {Growth.Max:R}") : ""));
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

    private static void CalibrateChips(CalibratedParameters parameters, Baseline known, BaseYearSpend spend)
    {
        Technology[] technologies =
        [
            new("NVIDIA", ChipCounts.Nvidia(known), spend.Nvidia, spend.NvidiaRevenue,
                Parameters.NvidiaPriceBase, Parameters.NvidiaPowerBase,
                Parameters.NvidiaStockBase, Parameters.NvidiaStockPower),
            new("other GPUs", ChipCounts.OtherGpu(known), spend.OtherGpu, spend.AmdRevenue,
                Parameters.OtherGpuPriceBase, Parameters.OtherGpuPowerBase,
                Parameters.OtherGpuStockBase, Parameters.OtherGpuStockPower),
            new("custom ASICs", ChipCounts.Asic(known), spend.Asic, spend.BroadcomRevenue,
                Parameters.AsicPriceBase, Parameters.AsicPowerBase,
                Parameters.AsicStockBase, Parameters.AsicStockPower),
        ];
        foreach (var technology in technologies)
        {
            CalibrateStock(parameters, technology);
            CalibratePrice(parameters, technology);
        }
    }

    private static void CalibrateStock(CalibratedParameters parameters, Technology t)
    {
        var before = Period.OfYear(parameters.BaseYear - 1);
        if (t.Chips.Installed(before) is { } stock && t.Chips.InstalledPower(before) is { } power)
        {
            parameters.Set(
                t.Stock, stock, null, ParameterStatus.Estimated, [],
                $"Epoch AI chip counts, end of {before}, none retired", t.Chips.Series);
            parameters.Set(
                t.StockPower, power, null, ParameterStatus.Estimated, [],
                $"Epoch AI chip power, end of {before}, none retired", t.Chips.Series);
            return;
        }

        parameters.Keep(t.Stock, $"chip counts of {t.Name} for the end of {before} are not known");
        parameters.Keep(t.StockPower, $"chip counts of {t.Name} for the end of {before} are not known");
    }

    private static void CalibratePrice(CalibratedParameters parameters, Technology t)
    {
        var year = Period.OfYear(parameters.BaseYear);
        if (!(t.Chips.Added(year) is > 0 and var added) || !(t.Chips.AddedPower(year) is > 0 and var addedPower))
        {
            parameters.Keep(t.Price, $"chip counts of {t.Name} for {year} are not known");
            parameters.Keep(t.Power, $"chip counts of {t.Name} for {year} are not known");
            return;
        }

        var perChip = addedPower / added;
        parameters.Set(
            t.Power, perChip, RebasedArticle.Scaled(t.Power, perChip), ParameterStatus.Estimated, [],
            $"Epoch AI power and count of chips added in {year}", t.Chips.Series);
        if (t.Revenue is null)
        {
            parameters.Keep(t.Price, $"revenue from {t.Name} in {year} is not known");
            return;
        }

        var price = t.Spend * 1_000 / added;
        parameters.Set(
            t.Price, price, RebasedArticle.Scaled(t.Price, price), ParameterStatus.Estimated, [t.Revenue],
            $"Spend of {year} over Epoch AI's count of chips added", t.Chips.Series);
    }

    private static void CalibrateShares(CalibratedParameters parameters, DateOnly asOf, BaseYearSpend spend)
    {
        var draft = new Baseline("draft", "Draft", asOf, parameters.BaseYear, parameters.WithoutSeries(), []);
        var shares = ToldParameters.ShareLines.ToDictionary(l => l.Base, l => parameters[l.Base]);
        var fitted = ShareFit.Fit(draft, shares, spend.Nvidia, spend.Asic);
        foreach (var parameter in shares.Keys)
        {
            if (fitted is null)
            {
                parameters.Keep(parameter, $"no shares within their bounds give the vendors' revenue of {parameters.BaseYear}");
                continue;
            }

            var restIsAssumed = !spend.HasAmd && (parameter == Parameters.AsicInferenceBase || parameter == Parameters.AsicTrainingBase);
            parameters.Set(
                parameter, fitted[parameter], null, restIsAssumed ? ParameterStatus.Assumed : ParameterStatus.Estimated, spend.Revenues,
                $"Fitted to vendor revenue of {parameters.BaseYear}; the difference between inference and training stays the article's"
                + (spend.HasAmd ? "" : ", and so does other GPUs' share of spend, since AMD's revenue is not known"));
        }
    }

    private sealed record Technology(
        string Name, ChipCounts Chips, double Spend, VendorRevenue? Revenue,
        Parameter Price, Parameter Power, Parameter Stock, Parameter StockPower);
}
