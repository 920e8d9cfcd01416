namespace ForecastFunctions.Application.Jobs;

/// <summary>The patience with operations: section <c>Operations</c> of the configuration.</summary>
public sealed class JobSettings
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Operations";

    /// <summary>
    /// How long a block is left to who has taken it up: as long as a function may run (<c>functionTimeout</c>), so longer than any block
    /// takes. Should a worker be killed meanwhile, its block waits for so long.
    /// </summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a result that was computed waits for a storage that does not take it.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>After what time an operation that does not move is put in the queue again; each time it waits for once more as long.</summary>
    public TimeSpan Idle { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long after its end what an operation has left is cleaned up: longer than a worker can hold on to a block that it had begun.
    /// </summary>
    public TimeSpan Rest { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>What is said where one of them can't be.</summary>
    public static string Wanted => "Operations:Lease, Operations:Patience, Operations:Idle and Operations:Rest are times from 00:00:01 to 1.00:00:00.";

    /// <summary>Whether all of them can be.</summary>
    public bool IsValid => new[] { Lease, Patience, Idle, Rest }.All(t => t >= TimeSpan.FromSeconds(1) && t <= TimeSpan.FromDays(1));
}
