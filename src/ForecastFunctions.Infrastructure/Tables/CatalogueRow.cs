using System.Globalization;
using Azure.Data.Tables;
using ForecastFunctions.Core.SeriesCatalogues;
using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>A catalogue as a row: what is said of it, and a line for each part in a compressed column.</summary>
internal static class CatalogueRow
{
    public const string WriteId = "WriteId";

    private const string Name = "Name";
    private const string Description = "Description";
    private const string Parts = "Parts";
    private const string Revision = "Revision";
    private const string UpdatedAt = "UpdatedAt";

    public static readonly string[] Columns = [nameof(TableEntity.RowKey), Name, Description, Parts, Revision, UpdatedAt];

    /// <summary>The whole row.</summary>
    public static TableEntity Write(TableKey key, SeriesCatalogue catalogue, string writeId) => new(key.Partition, key.Row)
    {
        [Name] = catalogue.Name,
        [Description] = catalogue.Description,
        [Parts] = PackedContent.PackText(string.Concat(catalogue.Parts.Select(TextOf).Append("").Select(text => text + "\n"))),
        [Revision] = catalogue.Revision,
        [UpdatedAt] = catalogue.UpdatedAt.ToUniversalTime(),
        [WriteId] = writeId,
    };

    /// <summary>Whether a row is the one of a write.</summary>
    public static bool IsWrite(TableEntity? row, string writeId) => string.Equals(row?.GetString(WriteId), writeId, StringComparison.Ordinal);

    /// <summary>The catalogue of a row.</summary>
    /// <exception cref="DamagedContentException">The row is incomplete.</exception>
    public static SeriesCatalogue Read(TableEntity row)
    {
        var called = $"catalogue {row.RowKey}";
        if ((row[Name], row[Description], row[Parts], row[Revision], row[UpdatedAt]) is not
            (string name, string description, byte[] parts, long revision, DateTimeOffset updatedAt))
            throw new DamagedContentException(called, "its row is incomplete");
        return new SeriesCatalogue
        {
            Name = name,
            Description = description,
            Parts = [.. PackedContent.Unpack(parts, called).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(text => PartOf(text, called))],
            Revision = revision,
            UpdatedAt = updatedAt,
        };
    }

    private static string TextOf(CataloguePart part) => string.Create(CultureInfo.InvariantCulture,
        $"{part.Number} {part.Hash} {part.UploadId} {part.Series} {part.Observations} {part.Longest} {part.UpdatedAt.UtcTicks}");

    private static CataloguePart PartOf(string text, string called)
    {
        var cells = text.Split(' ');
        try
        {
            return new CataloguePart(
                Number(cells[0]), cells[1], cells[2], Number(cells[3]), Number(cells[4]), Number(cells[5]),
                new DateTimeOffset(long.Parse(cells[6], CultureInfo.InvariantCulture), TimeSpan.Zero));
        }
        catch (Exception e) when (e is FormatException or OverflowException or IndexOutOfRangeException)
        {
            throw new DamagedContentException(called, "a part of it can't be read", e);
        }

        static int Number(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);
    }
}
