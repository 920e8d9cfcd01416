using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Core.Calibration;

/// <summary>
/// The vintage that could have been made on a day: of every observation known by then, calibrated then and there. It is
/// named by its content, so all days between two figures have one vintage.
/// </summary>
public static class VintageAsOf
{
    /// <summary>The first day that has a vintage: that of the article's.</summary>
    public static readonly DateOnly FirstDay = ArticleBaseline.AsOf;

    /// <summary>Why a day has no vintage, and which days have one; <see langword="null"/> where it has one.</summary>
    /// <param name="day">The day.</param>
    /// <param name="today">The day of the caller's clock.</param>
    public static string? WhyNot(DateOnly day, DateOnly today)
        => day < FirstDay ? $"The first vintage is of {FirstDay:yyyy-MM-dd}; there is none as of {day:yyyy-MM-dd}. Any day from then to {today:yyyy-MM-dd} has one."
            : day > today ? $"{day:yyyy-MM-dd} lies in the future, and nobody knows yet what will be known then. Any day from {FirstDay:yyyy-MM-dd} to {today:yyyy-MM-dd} has a vintage."
            : null;

    /// <summary>The vintage as of a day; <c>2024-12</c> until a year can be calibrated from what is known.</summary>
    /// <param name="observations">What is known, of any later day; what was not yet known on the day is left out.</param>
    /// <param name="day">A day from <see cref="FirstDay"/> on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The day is before <see cref="FirstDay"/>.</exception>
    public static Baseline Of(IEnumerable<Observation> observations, DateOnly day)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(day, FirstDay);
        List<Observation> known = [.. observations.Where(o => o.KnownSince <= day)];
        return BaselineCalibration.Calibrate(known).Baseline ?? ArticleBaseline.From(known);
    }

    /// <summary>What a fresh installation begins with: the article's vintage, and the one of everything known, which is current.</summary>
    /// <param name="observations">The observations that come with the program.</param>
    /// <param name="today">The day of the caller's clock; a clock that is wrong by years has the article's vintage alone.</param>
    /// <returns>The vintages to store, the current one last; one alone where the two are the same.</returns>
    public static IReadOnlyList<Baseline> ForAFreshInstallation(IReadOnlyList<Observation> observations, DateOnly today)
    {
        var article = ArticleBaseline.From(observations);
        var newest = Of(observations, today < FirstDay ? FirstDay : today);
        return newest == article ? [article] : [article, newest];
    }
}
