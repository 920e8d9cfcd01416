using CsCheck;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Infrastructure.Sources.Curated;

namespace ForecastFunctions.UnitTests.Baselines;

/// <summary>Markets that could be: vendors' quarters from 2022-Q4 on, plausible and wild, with or without what is estimated.</summary>
internal static class MadeUpMarket
{
    public static readonly Period First = Period.OfQuarter(2022, 4);

    /// <summary>Vintages of any market: booming, shrinking, with any share of Broadcom's, of base years 2024 to 2029.</summary>
    public static readonly Gen<Baseline> Vintages = Gen.Select(
        Gen.Double[-0.2, 0.45].Array[30], Gen.Double[0.03, 0.45], Gen.Int[9, 29], Gen.Bool,
        (growth, broadcom, quarters, withEstimates) => Vintage(Quarters(growth, broadcom, quarters), withEstimates));

    /// <summary>The vintages of this world: the article's, those of every quarter since, and the newest with and without estimates.</summary>
    public static IEnumerable<Baseline> Real()
    {
        var curated = CuratedObservations.Read();
        yield return ArticleBaseline.From(curated);
        foreach (var day in curated.Select(o => o.KnownSince).Where(d => d >= VintageAsOf.FirstDay).Distinct().Order())
            yield return VintageAsOf.Of(curated, day);
    }

    /// <summary>Quarters of both vendors, bn USD.</summary>
    public static IReadOnlyList<Observation> Quarters(IReadOnlyList<double> growth, double broadcom, int count)
    {
        var observations = new List<Observation>();
        var (period, revenue) = (First, 4.0);
        for (var i = 0; i < count; i++, period = period.Next)
        {
            observations.Add(Nvidia(period, revenue));
            observations.Add(Broadcom(period, revenue * broadcom));
            revenue *= Math.Exp(growth[i]);
        }

        return observations;
    }

    public static Observation Nvidia(Period quarter, double billions) => Quarter(BaselineCalibration.NvidiaSeries, quarter.End.AddDays(26), billions, 28);

    public static Observation Broadcom(Period quarter, double billions) => Quarter(BaselineCalibration.BroadcomSeries, quarter.End.AddDays(33), billions, 32);

    public static Baseline Vintage(IReadOnlyList<Observation> quarters, bool withEstimates)
    {
        var others = withEstimates
            ? CuratedObservations.Read().Where(o => !BaselineCalibration.RequiredSeries.Contains(o.SeriesId, StringComparer.Ordinal)) : [];
        return BaselineCalibration.Calibrate(ObservationMerge.Of(quarters, others)).Baseline
            ?? throw new InvalidOperationException("A made-up market has no vintage.");
    }

    private static Observation Quarter(string series, DateOnly end, double billions, int lag) => new(
        series, end, Frequency.Quarterly, Math.Round(billions * 1e9, 0), "USD", ObservationStatus.Reported, "Made up", "A test", end.AddDays(lag));
}
