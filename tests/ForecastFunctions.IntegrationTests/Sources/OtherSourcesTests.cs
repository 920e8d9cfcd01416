using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Infrastructure.Sources;
using ForecastFunctions.Infrastructure.Sources.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace ForecastFunctions.IntegrationTests.Sources;

public sealed class OtherSourcesTests
{
    [Fact]
    public async Task EpochAi_Healthy_IsAllFourDesigners()
    {
        await using var upstream = await SourceDocuments.StartAsync();
        await using var sources = new SourcesUnderTest(upstream);

        var reading = await sources.ReadAsync(SourcesUnderTest.EpochAi);

        Assert.Equal(
            ["amd", "nvda", "tpu", "trainium"],
            reading.Observations.Select(observation => observation.SeriesId.Split('.')[0]).Distinct());
        var fault = Assert.Single(reading.Faults);
        Assert.Equal(("csv_export/nvidia_cumulative_totals.csv", SourceFaultCodes.IncompletePeriod), (fault.Subject, fault.Code));
        Assert.Contains("2026-03-31", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("404", SourceFaultCodes.NotFound)]
    [InlineData("HTML", SourceFaultCodes.ContentType)]
    [InlineData("HTML as text", SourceFaultCodes.Malformed)]
    [InlineData("no UTF-8", SourceFaultCodes.Malformed)]
    [InlineData("another designer", SourceFaultCodes.Malformed)]
    [InlineData("header alone", SourceFaultCodes.NoData)]
    public async Task EpochAi_OneFileFaulty_NamesTheFaultAndDeliversTheRest(string fault, string code)
    {
        await using var upstream = await SourceDocuments.StartAsync();
        upstream.On(SourceDocuments.NvidiaCounts, fault switch
        {
            "404" => Answers.Status(404),
            "HTML" => Answers.Text("text/html", "<html></html>"),
            "HTML as text" => Answers.Text("text/plain", "<html></html>"),
            "no UTF-8" => Answers.Body("text/plain", [0xff, 0xfe, 0x41]),
            "another designer" => Answers.Text("text/plain", ChipCountDocuments.Amd),
            _ => Answers.Text("text/plain", ChipCountDocuments.Nvidia.Split('\n')[0]),
        });
        await using var sources = new SourcesUnderTest(upstream);

        var reading = await sources.ReadAsync(SourcesUnderTest.EpochAi);

        Assert.Equal(("csv_export/nvidia_cumulative_totals.csv", code),
            Assert.Single(reading.Faults) is var one ? (one.Subject, one.Code) : default);
        Assert.Equal(12, reading.Observations.Count);
    }

    [Fact]
    public async Task Curated_AtAnAddress_IsThat()
    {
        await using var upstream = await SourceDocuments.StartAsync();
        await using var sources = new SourcesUnderTest(upstream);

        var reading = await sources.ReadAsync(SourcesUnderTest.Curated);

        Assert.Empty(reading.Faults);
        Assert.Equal(["avgo.ai_revenue.q", "nvda.datacenter_revenue.q"], reading.Observations.Select(observation => observation.SeriesId));
        Assert.Equal((1, SourceDocuments.CuratedCsv.Length), (reading.Cost.Requests, reading.Cost.Bytes));
    }

    [Fact]
    public async Task Curated_WithoutAnAddress_IsEmbeddedAndCostsNoRequest()
    {
        await using var upstream = await SourceDocuments.StartAsync();
        await using var sources = new SourcesUnderTest(upstream, ("Sources:Curated:Address", ""));

        var reading = await sources.ReadAsync(SourcesUnderTest.Curated);

        Assert.Empty(reading.Faults);
        Assert.True(reading.Observations.Count > 400);
        Assert.Equal((0, 0), (reading.Cost.Requests, reading.Cost.Bytes));
    }

    [Fact]
    public async Task Curated_KnownAfterToday_IsLeftOutAndSaid()
    {
        await using var upstream = await SourceDocuments.StartAsync();
        upstream.On(SourceDocuments.Curated,
            Answers.Text("text/csv", SourceDocuments.CuratedCsv.Replace("2025-09-04", "2026-11-29", StringComparison.Ordinal)));
        await using var sources = new SourcesUnderTest(upstream);

        var reading = await sources.ReadAsync(SourcesUnderTest.Curated);

        Assert.Equal("nvda.datacenter_revenue.q", Assert.Single(reading.Observations).SeriesId);
        Assert.Equal(SourceFaultCodes.ImpossibleDate, Assert.Single(reading.Faults).Code);
    }

    [Fact]
    public async Task Curated_Faulty_IsAFaultAndNoObservation()
    {
        await using var upstream = await SourceDocuments.StartAsync();
        upstream.On(SourceDocuments.Curated,
            Answers.Text("text/csv", SourceDocuments.CuratedCsv.Replace("5200000000", "NaN", StringComparison.Ordinal)));
        await using var sources = new SourcesUnderTest(upstream);

        var reading = await sources.ReadAsync(SourcesUnderTest.Curated);

        Assert.Empty(reading.Observations);
        var fault = Assert.Single(reading.Faults);
        Assert.Equal(($"{upstream.Address}/curated.csv", SourceFaultCodes.Malformed), (fault.Subject, fault.Code));
        Assert.Contains("line 3, column value", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reader_ErrorOfTheProgram_IsAFaultToo()
    {
        await using var upstream = await SourceDocuments.StartAsync();
        using var client = new HttpClient();
        using var reader = new DocumentReader("test", client, new HttpSettings(), TimeProvider.System, NullLogger.Instance);

        var document = await reader.FetchAsync<string>(
            "document", new Uri($"{upstream.Address}{SourceDocuments.Curated}"), _ => throw new NotSupportedException(),
            CancellationToken.None);

        Assert.Equal(("document", SourceFaultCodes.Unexpected), (document.Fault?.Subject, document.Fault?.Code));
    }
}
