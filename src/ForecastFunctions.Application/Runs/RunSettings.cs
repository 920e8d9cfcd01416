namespace ForecastFunctions.Application.Runs;

/// <summary>How long results are kept: section <c>Runs</c> of the configuration.</summary>
public sealed class RunSettings
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Runs";

    /// <summary>The most days that can be set.</summary>
    public const int MaxPruneAfterDays = 36_500;

    /// <summary>After how many days a result that nobody has read is pruned.</summary>
    public int PruneAfterDays { get; set; } = 90;

    /// <summary>What is said where the number of days is not one.</summary>
    public static string PruneAfterDaysWanted => $"Runs:PruneAfterDays is not a whole number of days from 1 to {MaxPruneAfterDays}.";

    /// <summary>Whether the number of days is one.</summary>
    public bool IsPruneAfterDaysValid => PruneAfterDays is >= 1 and <= MaxPruneAfterDays;
}
