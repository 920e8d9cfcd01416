namespace ForecastFunctions.LocalHost;

/// <summary>
/// Decides about starting again what has died: the first time at once, then after 1, 2 and 4 seconds, and not at all when it
/// dies soon after each start.
/// </summary>
internal sealed class QuickDeaths
{
    private const int Allowed = 4;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    private int _count;

    /// <summary>Whether it is not to be started again.</summary>
    public bool AreTooMany => _count >= Allowed;

    /// <summary>How long to wait before the next start.</summary>
    public TimeSpan Pause => _count <= 1 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Pow(2, _count - 2));

    /// <summary>Notes a death after so long a life.</summary>
    public void NoteDeath(TimeSpan life) => _count = life < Soon ? _count + 1 : 1;

    /// <summary>Notes that it did not start.</summary>
    public void NoteFailedStart() => _count++;

    /// <summary>What to say when there are too many.</summary>
    public LocalHostException GiveUp(string what) => new(
        $"{what} died {_count} times, each within {Soon.TotalSeconds:0} s: see its log above; no other is started.");
}
