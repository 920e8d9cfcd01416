namespace ForecastFunctions.Core.Baselines.Calibration;

/// <summary>Chips of a technology shipped to date, and their power, by Epoch AI's counts.</summary>
internal sealed class ChipCounts
{
    private readonly IReadOnlyList<string> _names;
    private readonly Baseline _known;

    private ChipCounts(Baseline known, string[] names)
    {
        _known = known;
        _names = names;
        Series = [.. names.Select(Compute), .. names.Select(Power)];
    }

    /// <summary>NVIDIA's.</summary>
    public static ChipCounts Nvidia(Baseline known) => new(known, ["nvda"]);

    /// <summary>AMD's.</summary>
    public static ChipCounts OtherGpu(Baseline known) => new(known, ["amd"]);

    /// <summary>Google's and Amazon's custom chips.</summary>
    public static ChipCounts Asic(Baseline known) => new(known, ["tpu", "trainium"]);

    /// <summary>The series that they come from.</summary>
    public IReadOnlyList<string> Series { get; }

    /// <summary>Million H100e shipped by the end of a year, or <see langword="null"/> where that is not known.</summary>
    public double? Installed(int year) => Sum(year, Compute) / 1e6;

    /// <summary>MW shipped by the end of a year, or <see langword="null"/> where that is not known.</summary>
    public double? InstalledPower(int year) => Sum(year, Power);

    /// <summary>Million H100e added in a year.</summary>
    public double? Added(int year) => Installed(year) - Installed(year - 1);

    /// <summary>MW added in a year.</summary>
    public double? AddedPower(int year) => InstalledPower(year) - InstalledPower(year - 1);

    /// <summary>A kind of chip that is not counted yet by then counts as none; one that no longer is, as unknown.</summary>
    private double? Sum(int year, Func<string, string> seriesOf)
    {
        var end = new DateOnly(year, 12, 31);
        double? sum = null;
        foreach (var series in _names.Select(seriesOf).Select(_known.Series).Where(s => s.Count > 0))
        {
            if (series[0].PeriodEnd > end)
                continue;
            if (series.FirstOrDefault(o => o.PeriodEnd == end) is not { } observation)
                return null;
            sum = (sum ?? 0) + observation.Value;
        }

        return sum;
    }

    private static string Compute(string name) => $"{name}.h100e_cumulative.p50";

    private static string Power(string name) => $"{name}.power_mw_cumulative.p50";
}
