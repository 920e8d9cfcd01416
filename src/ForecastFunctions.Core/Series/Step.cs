namespace ForecastFunctions.Core.Series;

/// <summary>The length of periods, the longest first.</summary>
public enum Step
{
    /// <summary>Calendar years.</summary>
    Year,

    /// <summary>Calendar quarters.</summary>
    Quarter,

    /// <summary>Calendar months. Observed series have them; the model does not.</summary>
    Month,

    /// <summary>Weeks from Monday to Sunday, counted as in ISO 8601. Observed series have them; the model does not.</summary>
    Week,

    /// <summary>Days. Observed series have them; the model does not.</summary>
    Day,
}

/// <summary>How the lengths relate.</summary>
public static class StepLength
{
    /// <summary>How many calendar months a period has.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is made of days.</exception>
    public static int Months(this Step step) => step switch
    {
        Step.Year => 12,
        Step.Quarter => 3,
        Step.Month => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "It is not made of months."),
    };

    /// <summary>Whether a period is a whole number of months, so that years are made of such.</summary>
    public static bool IsOfMonths(this Step step) => step <= Step.Month;

    /// <summary>How many periods a year has.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A year is not made of such.</exception>
    public static int PerYear(this Step step) => 12 / step.Months();

    /// <summary>
    /// The numbers of periods after which a season recurs, the usual one first: the year, and for days the week.
    /// </summary>
    public static IReadOnlyList<int> Seasons(this Step step) => step switch
    {
        Step.Week => [52],
        Step.Day => [7, 365],
        _ => [step.PerYear()],
    };
}
