namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>How long storage that does not answer is waited for.</summary>
internal sealed record StoragePatience
{
    /// <summary>Of a call, with all its tries: well within the time that a caller of ours waits.</summary>
    public static readonly TimeSpan Call = TimeSpan.FromSeconds(10);

    /// <summary>Of one try, its answer read to the end.</summary>
    public TimeSpan Try { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How many tries in a row go unanswered before the storage is left alone.</summary>
    public int UnansweredTries { get; init; } = 4;

    /// <summary>How long it is left alone, before one try finds out whether it answers again.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromSeconds(5);
}
