using System.Security.Cryptography;
using ForecastFunctions.Core.SeriesCatalogues;
using ForecastFunctions.Core.Storage;
using ForecastFunctions.Infrastructure.Tables;

namespace ForecastFunctions.UnitTests.Infrastructure;

public sealed class CatalogueRowTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
    private static readonly TableKey Key = TableKeys.Catalogue("acme", "ours");

    [Fact]
    public void Row_OfTheLargestCatalogue_FitsAndIsReadBack()
    {
        var random = new Random(1);
        var catalogue = new SeriesCatalogue
        {
            Name = new string('n', 64),
            Description = new string('é', SeriesCatalogue.MaxDescriptionLength),
            Revision = 1_000_000,
            UpdatedAt = Now,
            Parts =
            [
                .. Enumerable.Range(1, CataloguePart.MaxNumber).Select(number => new CataloguePart(
                    number, Name(), Name(), random.Next(1, 100_000), random.Next(1, 250_000), random.Next(1, 1_000), Now.AddTicks(random.NextInt64(1L << 40)))),
            ],
        };

        var row = CatalogueRow.Write(Key, catalogue, "write");
        TableLimits.Check(row);
        var read = CatalogueRow.Read(row);

        Assert.Equal(catalogue.Parts, read.Parts);
        Assert.Equal((catalogue.Name, catalogue.Description, catalogue.Revision, Now), (read.Name, read.Description, read.Revision, read.UpdatedAt));
        Assert.True(CatalogueRow.IsWrite(row, "write"));
        Assert.False(CatalogueRow.IsWrite(null, "write"));

        string Name()
        {
            var bytes = new byte[16];
            random.NextBytes(bytes);
            return Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16));
        }
    }

    [Fact]
    public void Row_OfACatalogueWithoutParts_IsReadBackAndADamagedOneRefused()
    {
        var row = CatalogueRow.Write(Key, new SeriesCatalogue { Name = "ours", Revision = 1, UpdatedAt = Now }, "write");

        Assert.Empty(CatalogueRow.Read(row).Parts);
        row["Parts"] = PackedContent.PackText("1 a b\n");
        Assert.Throws<DamagedContentException>(() => CatalogueRow.Read(row));
        row.Remove("Parts");
        Assert.Throws<DamagedContentException>(() => CatalogueRow.Read(row));
    }
}
