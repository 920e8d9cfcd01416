using Azure.Data.Tables;
using ForecastFunctions.Infrastructure.Tables;

namespace ForecastFunctions.UnitTests.Infrastructure;

public sealed class TableKeysTests
{
    private static readonly string Checksum = new('a', 64);
    private static readonly string RunId = new('0', 32);
    private static readonly string[] Owners = ["/", @"\", "#", "?", "%2F", "\0", "\t", "\u0085", "😀", "ä", "a|b", "=1+1", "\u00e9",
        "e\u0301", "a b"];
    private static readonly string LongestVersion = new('v', 64);

    [Fact]
    public void Keys_OfEverything_DifferAndAreAllowed()
    {
        TableKey[] keys =
        [
            TableKeys.CurrentPointer, TableKeys.Snapshot("current"), TableKeys.Snapshot(LongestVersion), TableKeys.Run(RunId),
            TableKeys.Part(TableKeys.Snapshot("current"), 0, Checksum, 1),
            TableKeys.Part(TableKeys.Snapshot(LongestVersion), 0, Checksum, 999),
            TableKeys.Scenario("a", "b"), TableKeys.Scenario("a", "register"), TableKeys.Register("a"), TableKeys.Register("A"),
            TableKeys.Register("=61"),
            .. Owners.Select(TableKeys.Register), .. Owners.Select(owner => TableKeys.Scenario(owner, owner)),
            TableKeys.Part(TableKeys.Run(RunId), 0, Checksum, 1), TableKeys.Part(TableKeys.Run(RunId), 1, Checksum, 1),
            TableKeys.Part(TableKeys.Run(RunId), 0, new string('b', 64), 1),
        ];

        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.All(keys, key => TableLimits.Check(new TableEntity(key.Partition, key.Row)));
    }

    [Fact]
    public void Keys_AreWhatTheyWere() => Assert.Equal(
        "pointer/current snapshot/2024-12 snapshot|part/2024-12|00000|aaaaaaaaaaaaaaaa|007 00/00000000000000000000000000000000 "
        + "a=2Fb/scenario|x-1 a=2Fb/register",
        string.Join(' ', new[]
        {
            TableKeys.CurrentPointer, TableKeys.Snapshot("2024-12"), TableKeys.Part(TableKeys.Snapshot("2024-12"), 0, Checksum, 7),
            TableKeys.Run(RunId),
            TableKeys.Scenario("a/b", "x-1"), TableKeys.Register("a/b"),
        }.Select(key => $"{key.Partition}/{key.Row}")));
}
