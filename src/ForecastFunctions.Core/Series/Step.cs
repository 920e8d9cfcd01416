namespace ForecastFunctions.Core.Series;

/// <summary>The length of the periods that an answer is cut into.</summary>
public enum Step
{
    /// <summary>Calendar years.</summary>
    Year,

    /// <summary>Calendar quarters.</summary>
    Quarter,
}
