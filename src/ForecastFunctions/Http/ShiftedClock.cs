namespace ForecastFunctions.Http;

/// <summary>A clock that stands at another moment when it is made, and runs on as fast as any other.</summary>
/// <param name="start">What it shows first.</param>
public sealed class ShiftedClock(DateTimeOffset start) : TimeProvider
{
    private readonly long _began = System.GetTimestamp();

    /// <summary>The clock that begins at a moment; the machine's own where none is stated.</summary>
    public static TimeProvider From(DateTimeOffset? start) => start is { } moment ? new ShiftedClock(moment) : System;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => start.ToUniversalTime() + System.GetElapsedTime(_began);
}
