namespace ForecastFunctions.Problems;

/// <summary>
/// Bounds how often the log is told the same: ten times in ten seconds, and then how often it was not told. A storage that does not
/// answer would otherwise write a line for every request of everybody.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class LogAllowance(TimeProvider time)
{
    /// <summary>How many lines are let through in a while.</summary>
    public const int Lines = 10;

    /// <summary>How long that is.</summary>
    public static readonly TimeSpan While = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private long _since = time.GetTimestamp();
    private int _let;
    private int _kept;

    /// <summary>Takes the right to a line; false where there is none.</summary>
    /// <param name="keptBack">How many lines have been kept back since the last one.</param>
    public bool TryTake(out int keptBack)
    {
        lock (_lock)
        {
            keptBack = 0;
            if (time.GetElapsedTime(_since) >= While)
                (_since, _let) = (time.GetTimestamp(), 0);
            if (_let == Lines)
            {
                _kept++;
                return false;
            }

            _let++;
            (keptBack, _kept) = (_kept, 0);
            return true;
        }
    }
}
