using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.History;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Scorecards;

/// <summary>What a vintage of the past was made of. Scores of different bases are never put together.</summary>
public enum VintageBasis
{
    /// <summary>Only of what was public on its day; what no figure could move then is the article's assumption.</summary>
    Known,

    /// <summary>
    /// The article's vintage. It holds no figure of later, but its parameters marked estimated were fitted to the year 2024 by
    /// people who knew figures that came out later.
    /// </summary>
    Hindsight,

    /// <summary>
    /// Of what was public, and of estimates of periods that had ended by then but were published only later, such as counts of
    /// chips: what could have been said had they been there.
    /// </summary>
    Backfilled,
}

/// <summary>A vintage of the past, as its forecasts are told apart.</summary>
/// <param name="Name">The article's version, or the day: <c>2025-06-15</c>.</param>
/// <param name="Day">The day by which everything in it was known.</param>
/// <param name="Basis">What it was made of.</param>
/// <param name="Version">Its version; a backfilled one is not kept anywhere under it.</param>
/// <param name="BaseYear">Its base year, which the model was fitted to.</param>
/// <param name="LastKnown">The last quarter of which every required series was known; horizons are counted from it.</param>
/// <param name="Calibrated">How many of its parameters rest on figures.</param>
/// <param name="Assumed">How many are what the article's vintage assumed.</param>
public sealed record PastVintage(
    string Name, DateOnly Day, VintageBasis Basis, string Version, int BaseYear, Period LastKnown, int Calibrated, int Assumed)
{
    /// <summary>The first quarter that the vintage forecasts: known ones, and those it was fitted to, are no forecast.</summary>
    public Period FirstForecast
        => Period.OfQuarter(BaseYear, 4) is var fitted && fitted > LastKnown ? fitted.Next : LastKnown.Next;
}

/// <summary>A vintage of the past with all that it holds.</summary>
/// <param name="About">What it is.</param>
/// <param name="Baseline">Its parameters and figures.</param>
/// <param name="History">What its figures tell of the model's variables.</param>
internal sealed record VintageInHand(PastVintage About, Baseline Baseline, ObservedHistory History)
{
    /// <summary>The vintage, or <see langword="null"/> where no quarter is known of every required series.</summary>
    public static VintageInHand? Of(string name, DateOnly day, VintageBasis basis, Baseline baseline)
    {
        var history = new ObservedHistory(baseline);
        var last = Period.OfQuarter(day.Year, (day.Month + 2) / 3);
        while (history.Find(Variables.NvidiaRevenue, last) is null || history.Find(Variables.BroadcomRevenue, last) is null)
        {
            if (last.Year < ProjectionSpecification.FirstYear)
                return null;
            last = last.Plus(-1);
        }

        var assumed = baseline.Parameters.Count(p => p.Status == ParameterStatus.Assumed);
        var about = new PastVintage(
            name, day, basis, baseline.Version, baseline.BaseYear, last, baseline.Parameters.Count - assumed, assumed);
        return new(about, baseline, history);
    }
}
