using System.Text;
using System.Text.Json.Nodes;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Refreshes;
using ForecastFunctions.Infrastructure.Tables;

namespace ForecastFunctions.UnitTests.Infrastructure;

public class RefreshReportJsonTests
{
    [Fact]
    public void Report_OfAnEarlierRelease_ReadsWithoutWhatItDidNotKnow()
    {
        var report = new RefreshReport(
            "id", DateTimeOffset.UnixEpoch, TimeSpan.Zero, "schedule", RefreshOutcome.Pinned, "a", "a", 0, [],
            [new("curated", 1, 0, 0, TimeSpan.Zero) { Series = ["one"], Missing = ["other"] }],
            [new("curated", "other", SourceFaultCodes.Vanished, "It is gone.") { Series = ["other"] }], [])
        {
            StoredVersion = "b",
            IsPinned = true,
        };
        var json = JsonNode.Parse(RefreshReportJson.Write(report))!.AsObject();
        var today = Read();
        Assert.Equal(("b", true), (today.StoredVersion, today.IsPinned));
        Assert.Equal(["other"], today.Sources[0].Missing);
        Assert.Equal(["other"], today.Faults[0].Series);

        Assert.True(json.Remove("storedVersion") && json.Remove("isPinned"));
        Assert.True(json["sources"]![0]!.AsObject().Remove("missing") && json["sources"]![0]!.AsObject().Remove("series"));
        Assert.True(json["faults"]![0]!.AsObject().Remove("series"));
        var earlier = Read();
        Assert.Null(earlier.StoredVersion);
        Assert.Null(earlier.IsPinned);
        Assert.Empty(earlier.Sources[0].Missing);
        Assert.Empty(earlier.Sources[0].Series);
        Assert.Empty(earlier.Faults[0].Series);

        RefreshReport Read() => RefreshReportJson.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), "a report");
    }
}
