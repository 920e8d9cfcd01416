namespace ForecastFunctions.Application.Runs;

/// <summary>
/// What the rows of an answer cost, in the numbers that runs are made of. A thousand rows are free, as a part of the request:
/// so what is stored can be read, page by page, when the quota of compute is used up.
/// </summary>
public static class RowCosts
{
    /// <summary>The most rows of an answer that comes whole; more of them come by pages.</summary>
    public const int MaxRows = 250_000;

    /// <summary>So many rows are free.</summary>
    public const int FreeRows = 1_000;

    /// <summary>A row that is written costs as much work as so many numbers of a run.</summary>
    public const int NumbersPerRowWritten = 100;

    /// <summary>A row that is passed over, because of a filter or on the way to a page, costs as much work as so many numbers.</summary>
    public const int NumbersPerRowPassed = 10;

    /// <summary>What an answer costs beyond its request.</summary>
    /// <param name="written">How many rows are written.</param>
    /// <param name="passed">How many are passed over.</param>
    public static long Of(long written, long passed)
        => written + passed <= FreeRows
            ? 0
            : (NumbersPerRowWritten * Math.Max(0, written - FreeRows)) + (NumbersPerRowPassed * passed);
}
