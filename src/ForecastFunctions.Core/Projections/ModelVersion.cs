namespace ForecastFunctions.Core.Projections;

/// <summary>The version of the equations and of everything else that decides the numbers of a run.</summary>
public static class ModelVersion
{
    /// <summary>
    /// Semantic version. The same request must give the same numbers as long as this stays; a change of numbers needs
    /// a new one, and a golden test holds the two together.
    /// </summary>
    public const string Current = "1.1.0";
}
