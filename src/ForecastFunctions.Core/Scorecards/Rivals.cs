using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Scorecards;

/// <summary>
/// Plain forecasts that the model has to beat: of the same variable, on the same day, from nothing but the quarters that the
/// vintage knows of it. Each has the calibrated distribution of its method's errors.
/// </summary>
public static class Rivals
{
    /// <summary>A rival's forecast is taken at so many probabilities, equally far apart.</summary>
    private const int SampleSize = 1_000;

    private static readonly IReadOnlyList<ForecastMethod> Methods =
        [ForecastMethods.Naive, new OnLogarithms(ForecastMethods.Drift), ForecastMethods.Combination];

    /// <summary>Their names: the last value, drift in logarithms, and the default statistical forecast.</summary>
    public static IReadOnlyList<string> Names { get; } = ["last-value", "drift", "statistical"];

    /// <summary>The place of the lowest score; nothing where there is none.</summary>
    public static int? BestOf(IReadOnlyList<double?> crps)
    {
        int? best = null;
        for (var i = 0; i < crps.Count; i++)
        {
            if (crps[i] is { } score && !(best is { } other && crps[other] <= score))
                best = i;
        }

        return best;
    }

    /// <summary>1 − CRPS over a rival's; nothing where the rival was perfect.</summary>
    public static double? SkillAgainst(double rival, double crps) => rival > 0 ? 1 - crps / rival : null;

    /// <summary>What each rival forecasts of some quarters, in the order of the names; nothing where it cannot.</summary>
    /// <param name="vintage">Tells what was known.</param>
    /// <param name="variable">The variable.</param>
    /// <param name="periods">Quarters, ascending.</param>
    internal static IReadOnlyList<IReadOnlyDictionary<Period, PredictiveSample>> Of(
        VintageInHand vintage, Variable variable, IReadOnlyList<Period> periods)
    {
        var (last, values) = Known(vintage, variable);
        return [.. Methods.Select(method => Samples(method, last, values, periods))];
    }

    private static Dictionary<Period, PredictiveSample> Samples(
        ForecastMethod method, Period last, List<double> values, IReadOnlyList<Period> periods)
    {
        List<Period> ahead = [.. periods.Where(p => p > last)];
        if (ahead.Count == 0 || values.Count < TimeSeries.MinimumLength || values.Exists(v => !(v > 0)))
            return [];
        Forecast forecast;
        try
        {
            forecast = method.Forecast(new TimeSeries(values), ahead[^1].Ordinal - last.Ordinal);
        }
        catch (InvalidSeriesException)
        {
            // Too few quarters for the method: the rival has nothing to say, and the score names none.
            return [];
        }

        var quantiles = Enumerable.Range(0, SampleSize).Select(i => forecast.Quantile((i + 0.5) / SampleSize)).ToList();
        return ahead.ToDictionary(
            p => p, p => new PredictiveSample([.. quantiles.Select(q => q[p.Ordinal - last.Ordinal - 1])]));
    }

    /// <summary>The last quarter that is known of a variable, and its quarters up to then as far back as there is no gap.</summary>
    private static (Period Last, List<double> Values) Known(VintageInHand vintage, Variable variable)
    {
        var first = Period.OfQuarter(ProjectionSpecification.FirstYear, 1);
        var last = Period.OfQuarter(vintage.About.Day.Year, (vintage.About.Day.Month + 2) / 3);
        while (last > first && vintage.History.Find(variable, last) is null)
            last = last.Plus(-1);
        var values = new List<double>();
        for (var period = last; period >= first && vintage.History.Find(variable, period) is { } figure; period = period.Plus(-1))
            values.Insert(0, figure.Value);
        return (last, values);
    }
}
