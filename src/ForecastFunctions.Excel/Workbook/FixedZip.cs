using System.IO.Compression;

namespace ForecastFunctions.Excel.Workbook;

/// <summary>Makes a package depend on its content alone: the same parts give the same bytes, and so the same ETag.</summary>
internal static class FixedZip
{
    /// <summary>The earliest that a package can state.</summary>
    public static readonly DateTimeOffset Timestamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The package with every part of that time.</summary>
    public static byte[] Of(MemoryStream package)
    {
        using var buffer = new MemoryStream();
        using (var source = new ZipArchive(package, ZipArchiveMode.Read, leaveOpen: true))
        using (var target = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            // Readers that sniff look at the first entry.
            foreach (var entry in source.Entries
                .OrderBy(e => e.FullName is not "[Content_Types].xml").ThenBy(e => e.FullName, StringComparer.Ordinal))
            {
                var copy = target.CreateEntry(entry.FullName);
                copy.LastWriteTime = Timestamp;
                using var from = entry.Open();
                using var to = copy.Open();
                from.CopyTo(to);
            }
        }

        return buffer.ToArray();
    }
}
