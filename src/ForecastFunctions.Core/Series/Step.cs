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
}

/// <summary>How the lengths relate.</summary>
public static class StepLength
{
    /// <summary>How many calendar months a period has.</summary>
    public static int Months(this Step step) => step switch
    {
        Step.Year => 12,
        Step.Quarter => 3,
        Step.Month => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "There is no such length."),
    };

    /// <summary>How many periods a year has: the number of periods after which a season recurs.</summary>
    public static int PerYear(this Step step) => 12 / step.Months();
}
