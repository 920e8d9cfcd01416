using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Calibration;

/// <summary>Chips of a technology shipped to date, and their power, by Epoch AI's counts; none of them counts as retired.</summary>
internal sealed class ChipCounts
{
    private readonly IReadOnlyList<string> _names;
    private readonly Baseline _known;

    private ChipCounts(Baseline known, string[] names)
    {
        _known = known;
        _names = names;
        Series = [.. names.Select(Compute).Concat(names.Select(Power)).Where(s => known.Series(s).Count > 0)];
    }

    /// <summary>NVIDIA's.</summary>
    public static ChipCounts Nvidia(Baseline known) => new(known, ["nvda"]);

    /// <summary>AMD's.</summary>
    public static ChipCounts OtherGpu(Baseline known) => new(known, ["amd"]);

    /// <summary>Google's and Amazon's custom chips.</summary>
    public static ChipCounts Asic(Baseline known) => new(known, ["tpu", "trainium"]);

    /// <summary>The series that they come from, of those that there are.</summary>
    public IReadOnlyList<string> Series { get; }

    /// <summary>Million H100e shipped by the end of a period, or <see langword="null"/> where that is not known.</summary>
    public double? Installed(Period period) => Sum(period, Compute) / 1e6;

    /// <summary>MW shipped by the end of a period, or <see langword="null"/> where that is not known.</summary>
    public double? InstalledPower(Period period) => Sum(period, Power);

    /// <summary>Million H100e added in a period.</summary>
    public double? Added(Period period) => Installed(period) - Installed(Before(period));

    /// <summary>MW added in a period.</summary>
    public double? AddedPower(Period period) => InstalledPower(period) - InstalledPower(Before(period));

    /// <summary>The figures that a count by the end of a period is the sum of.</summary>
    public IReadOnlyList<Observation> FiguresAt(Period period)
        => [.. Series.SelectMany(_known.Series).Where(o => o.PeriodEnd == period.End)];

    /// <summary>The period before, of the same length.</summary>
    public static Period Before(Period period) => period.Quarter switch
    {
        null => Period.OfYear(period.Year - 1),
        1 => Period.OfQuarter(period.Year - 1, 4),
        { } quarter => Period.OfQuarter(period.Year, quarter - 1),
    };

    /// <summary>A kind of chip that is not counted yet by then counts as none; one that no longer is, as unknown.</summary>
    private double? Sum(Period period, Func<string, string> seriesOf)
    {
        double? sum = null;
        foreach (var series in _names.Select(seriesOf).Select(_known.Series).Where(s => s.Count > 0))
        {
            if (series[0].PeriodEnd > period.End)
                continue;
            if (series.FirstOrDefault(o => o.PeriodEnd == period.End) is not { } observation)
                return null;
            sum = (sum ?? 0) + observation.Value;
        }

        return sum;
    }

    private static string Compute(string name) => $"{name}.h100e_cumulative.p50";

    private static string Power(string name) => $"{name}.power_mw_cumulative.p50";
}
