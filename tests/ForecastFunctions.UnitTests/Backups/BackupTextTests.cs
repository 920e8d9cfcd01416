using CsCheck;
using ForecastFunctions.Application.Backups;
using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.UnitTests.Backups;

public sealed class BackupTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 3, 30, 0, TimeSpan.Zero);

    private static readonly Gen<object> Values = Gen.OneOf<object>(
        Gen.String.Select(v => (object)v),
        Gen.Bool.Select(v => (object)v),
        Gen.Int.Select(v => (object)v),
        Gen.Long.Select(v => (object)v),
        Gen.Double.Select(v => (object)v),
        Gen.DateTime.Select(v => (object)new DateTimeOffset(DateTime.SpecifyKind(v, DateTimeKind.Utc))),
        Gen.Guid.Select(v => (object)v),
        Gen.Byte.Array.Select(v => (object)v));

    private static readonly Gen<BackupRow> Rows =
        Gen.Select(Gen.String, Gen.String, Gen.Dictionary(Gen.String, Values)[0, 5],
            (partition, row, columns) => new BackupRow("keys", partition, row, columns));

    [Fact]
    public void Rows_OfAnyColumns_ReadBackAsTheyWere()
        => Rows.Array[0, 6].Sample(rows =>
        {
            var read = BackupText.Read(BackupText.Write(rows, Now));

            Assert.Equal(rows.Length, read.Count);
            foreach (var (before, after) in rows.Zip(read))
            {
                Assert.Equal((Whole(before.Table), Whole(before.Partition), Whole(before.Row)), (after.Table, after.Partition, after.Row));
                Assert.Equal(before.Columns.Count, after.Columns.Count);
            }
        });

    [Fact]
    public void Columns_OfEachType_KeepTypeAndValue()
    {
        var columns = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["text"] = "ü\n\"",
            ["truth"] = true,
            ["int"] = int.MinValue,
            ["long"] = long.MaxValue,
            ["double"] = 0.1,
            ["infinite"] = double.PositiveInfinity,
            ["time"] = Now.AddTicks(1),
            ["guid"] = new Guid("11111111-2222-3333-4444-555555555555"),
            ["bytes"] = new byte[] { 0, 255 },
        };

        var read = Assert.Single(BackupText.Read(BackupText.Write([new BackupRow("keys", "p", "r", columns)], Now)));

        Assert.Equal(columns, read.Columns);
        Assert.All(columns, c => Assert.Equal(c.Value.GetType(), read.Columns[c.Key].GetType()));
    }

    /// <summary>One wrong byte anywhere, and nothing is read.</summary>
    [Fact]
    public void Text_WithOneByteChanged_IsRefused()
    {
        var text = BackupText.Write([new BackupRow("keys", "partner", "acme", new Dictionary<string, object> { ["Scope"] = "Read" })], Now);

        Gen.Select(Gen.Int[0, text.Length - 2], Gen.Byte[1, 255]).Sample((place, change) =>
        {
            var changed = (byte[])text.Clone();
            changed[place] ^= change;
            Assert.Throws<DamagedContentException>(() => BackupText.Read(changed));
        });
    }

    [Fact]
    public void Text_CutOffAnywhere_IsRefused()
    {
        var text = BackupText.Write([new BackupRow("keys", "p", "r", new Dictionary<string, object>()), new BackupRow("keys", "p", "s", new Dictionary<string, object>())], Now);

        for (var length = 0; length < text.Length - 1; length++)
            Assert.Throws<DamagedContentException>(() => BackupText.Read(text.AsSpan(0, length)));
    }

    [Fact]
    public void Text_OfANewerVersion_SaysWhichReleaseReadsIt()
    {
        var exception = Assert.Throws<DamagedContentException>(() => BackupText.Read(
            """
            {"format":"forecast-backup","version":2,"madeAt":"2026-11-28T03:30:00Z"}
            {"rows":0,"sha256":"x"}
            """u8));

        Assert.Contains("its version is 2, and this release reads up to 1: restore it with a newer one", exception.Message);
    }

    /// <summary>Half a surrogate pair is no character: it is written as the replacement character.</summary>
    private static string Whole(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
