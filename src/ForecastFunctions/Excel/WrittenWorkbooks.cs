using Microsoft.Extensions.Caching.Memory;

namespace ForecastFunctions.Excel;

/// <summary>
/// The workbooks that were written last, a few of them: to write one takes as long as fifty other answers, and it is the same for
/// everybody who reaches the service under the same address until the baseline or the track record changes.
/// </summary>
public sealed class WrittenWorkbooks : IDisposable
{
    private const int MaxBytes = 4 * 1024 * 1024;

    private readonly MemoryCache _written = new(new MemoryCacheOptions { SizeLimit = MaxBytes });

    /// <summary>A workbook, written before or now.</summary>
    /// <param name="address">Where its queries go.</param>
    /// <param name="runs">The ids of all runs whose numbers it holds; they tell its baseline too.</param>
    /// <param name="write">Writes it.</param>
    public async Task<byte[]> GetAsync(Uri address, IEnumerable<string> runs, Func<Task<byte[]>> write)
    {
        var key = (address.AbsoluteUri, string.Join(' ', runs));
        if (_written.TryGetValue(key, out byte[]? before))
            return before!;
        var bytes = await write();
        _written.Set(key, bytes, new MemoryCacheEntryOptions { Size = bytes.Length });
        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose() => _written.Dispose();
}
