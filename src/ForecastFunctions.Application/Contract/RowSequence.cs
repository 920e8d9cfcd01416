using System.Collections;

namespace ForecastFunctions.Application.Contract;

/// <summary>
/// Rows that are counted without being made: each is made when it is read, every time anew, so that a long table is never in
/// memory as a whole.
/// </summary>
/// <param name="count">How many there are.</param>
/// <param name="rows">Makes them, the same each time.</param>
/// <typeparam name="T">The row.</typeparam>
public sealed class RowSequence<T>(int count, IEnumerable<T> rows) : IReadOnlyCollection<T>
{
    /// <inheritdoc/>
    public int Count { get; } = count;

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => rows.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
