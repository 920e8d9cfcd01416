using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.History;

/// <summary>
/// What a vintage knows of the variables of a projection: vendors' revenue by the calendar quarter that holds the middle
/// of their fiscal one, spend as their sum with the rest as the vintage's parameters state it, compute and power by
/// technology by Epoch AI's counts. A year's flow is the sum of its four quarters, and nothing where one is missing; a
/// year's stock is that at its end. Nobody has published the electricity of AI compute, so there is none.
/// </summary>
public sealed class ObservedHistory
{
    private const string Calendar = "by the calendar quarter that holds the middle of the fiscal one";
    private const string Counted = "Epoch AI's counts of chips shipped, median; none of them counts as retired";

    private readonly Dictionary<Variable, Func<Period, ObservedFigure?>> _figures;

    /// <summary>The history that a vintage knows.</summary>
    public ObservedHistory(Baseline vintage)
    {
        var nvidia = Revenue(vintage, $"NVIDIA's data-centre revenue, {Calendar}", BaselineCalibration.NvidiaSeries);
        var broadcom = Revenue(vintage, $"Broadcom's AI revenue, {Calendar}", BaselineCalibration.BroadcomSeries);
        var amd = Revenue(vintage, "AMD's revenue from AI accelerators, the middle of a low and a high estimate", [.. BaselineCalibration.AmdSeries]);
        var marvell = Revenue(
            vintage, $"Marvell's data-centre revenue, {Calendar}; its AI part alone is not published", "mrvl.datacenter_revenue.q");
        var asicSpend = Over(broadcom, vintage, Parameters.VendorBroadcom, "Broadcom's AI revenue over its share of custom-ASIC spend");
        var otherSpend = Over(amd, vintage, Parameters.VendorAmd, "AMD's AI revenue over its share of other-GPU spend");
        _figures = new()
        {
            [Variables.NvidiaRevenue] = nvidia,
            [Variables.BroadcomRevenue] = broadcom,
            [Variables.AmdRevenue] = amd,
            [Variables.MarvellRevenue] = marvell,
            [Variables.TechnologySpend.Nvidia] = nvidia,
            [Variables.TechnologySpend.Asic] = asicSpend,
            [Variables.TechnologySpend.OtherGpu] = otherSpend,
            [Variables.Spend] = Sum("NVIDIA's, Broadcom's and AMD's revenue, the latter two over their shares of spend", nvidia, asicSpend, otherSpend),
        };
        var (gpu, other, asic) = (ChipCounts.Nvidia(vintage), ChipCounts.OtherGpu(vintage), ChipCounts.Asic(vintage));
        Add(Variables.ComputeInstalled, Variables.ComputeInstalledBy, (chips, period) => chips.Installed(period));
        Add(Variables.ItPower, Variables.ItPowerBy, (chips, period) => chips.InstalledPower(period) / 1_000);
        Add(Variables.ComputeAdded, Variables.ComputeAddedBy, (chips, period) => chips.Added(period));
        FirstYear = FirstYearOf(vintage);

        void Add(Variable all, TechnologyVariables by, Func<ChipCounts, Period, double?> value)
        {
            _figures[by.Nvidia] = Chips(gpu, value);
            _figures[by.OtherGpu] = Chips(other, value);
            _figures[by.Asic] = Chips(asic, value);
            _figures[all] = Sum(Counted, _figures[by.Nvidia], _figures[by.OtherGpu], _figures[by.Asic]);
        }
    }

    /// <summary>The first year of which anything is known; <see langword="null"/> where nothing is.</summary>
    public int? FirstYear { get; }

    /// <summary>What is known of a variable in a period, or <see langword="null"/>.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="period">A year or a quarter; a year that is known only in part has no flow.</param>
    public ObservedFigure? Find(Variable variable, Period period) => _figures.GetValueOrDefault(variable)?.Invoke(period);

    private static Func<Period, ObservedFigure?> Revenue(Baseline vintage, string note, params string[] series)
    {
        var quarters = series.SelectMany(vintage.Series)
            .GroupBy(o => FiscalCalendar.CalendarQuarter(o.PeriodEnd))
            .Where(g => g.Count() == series.Length)
            .ToDictionary(g => g.Key, g => ObservedFigure.Together(
                g.Average(o => o.Value) / 1e9, [.. g.Select(o => new ObservedFigure(o.Value, o.Status, [o.SeriesId], o.KnownSince, note))], note));
        return period => period.Step == Step.Quarter
            ? quarters.GetValueOrDefault(period)
            : Quarters(period).Select(quarters.GetValueOrDefault).ToList() is var four && four.TrueForAll(q => q is not null)
                ? ObservedFigure.Together(four.Sum(q => q!.Value), four!, note)
                : null;
    }

    private static Func<Period, ObservedFigure?> Over(
        Func<Period, ObservedFigure?> revenue, Baseline vintage, Parameter share, string note)
    {
        var over = vintage.FindParameter(share.Id)?.Value ?? share.Default;
        return period => revenue(period) is { } figure && over > 0
            ? figure with
            {
                Value = figure.Value / over,
                Status = (ObservationStatus)Math.Max((int)figure.Status, (int)ObservationStatus.Estimated),
                Note = note,
            }
            : null;
    }

    private static Func<Period, ObservedFigure?> Sum(string note, params Func<Period, ObservedFigure?>[] parts)
        => period => parts.Select(p => p(period)).ToList() is var figures && figures.TrueForAll(f => f is not null)
            ? ObservedFigure.Together(figures.Sum(f => f!.Value), figures!, note)
            : null;

    private static Func<Period, ObservedFigure?> Chips(ChipCounts chips, Func<ChipCounts, Period, double?> value)
        => period => value(chips, period) is { } count && chips.FiguresAt(period) is { Count: > 0 } figures
            ? new ObservedFigure(count, figures.Max(f => f.Status), chips.Series, figures.Max(f => f.KnownSince), Counted)
            : null;

    private static IEnumerable<Period> Quarters(Period year) => Enumerable.Range(1, 4).Select(q => Period.OfQuarter(year.Year, q));

    private static int? FirstYearOf(Baseline vintage)
    {
        string[] series =
        [
            .. BaselineCalibration.RequiredSeries, .. BaselineCalibration.AmdSeries, "mrvl.datacenter_revenue.q",
            .. ChipCounts.Nvidia(vintage).Series, .. ChipCounts.OtherGpu(vintage).Series, .. ChipCounts.Asic(vintage).Series,
        ];
        return series.Select(vintage.Series).Where(s => s.Count > 0)
            .Select(s => (int?)FiscalCalendar.CalendarQuarter(s[0].PeriodEnd).Year).Min();
    }
}
