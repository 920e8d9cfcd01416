namespace ForecastFunctions.Core.Projections;

/// <summary>How far apart columns stand that are read or written row by row.</summary>
internal static class ColumnStride
{
    /// <summary>A cache line of doubles, at least as long as a vector.</summary>
    private const int Line = 8;

    /// <summary>
    /// An odd number of cache lines. With a power of two, the same row of all columns would fall into one set of the
    /// cache, which holds eight of them.
    /// </summary>
    /// <param name="draws">How many rows there are.</param>
    public static int Of(int draws) => ((draws + Line - 1) / Line | 1) * Line;
}
