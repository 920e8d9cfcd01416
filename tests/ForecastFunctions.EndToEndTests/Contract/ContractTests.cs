using System.Text.Json;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Contract;

[Collection(ProductTests.Name)]
public sealed class ContractTests(ProductFixture fixture)
{
    [Fact]
    public async Task Document_OfTheService_IsTheOneInTheRepository()
    {
        var served = (await fixture.Api.GetAsync("/openapi.json")).Ok();

        Assert.Equal(await File.ReadAllBytesAsync(Repository.PathOf("src", "ForecastFunctions", "openapi.json")), served.Body);
        Assert.Equal("application/json; charset=utf-8", served.ContentType);
    }

    [Fact]
    public void Check_OfAnAnswerThatTheDocumentDoesNotTell_Fails()
    {
        var row = JsonElement.Parse("""{"status": "ok", "modelVersion": "1.0.0", "runsComputed": 1, "runsServed": "1", "colour": "red"}""");
        var health = ContractPaths.Find(new Uri("/api/v1/health", UriKind.Relative)).Single();
        var schema = health.Element.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema");

        var faults = string.Join(' ', ContractSchema.FaultsOf(row, schema));

        Assert.Contains("/runsServed", faults, StringComparison.Ordinal);
        Assert.Contains("/colour", faults, StringComparison.Ordinal);
        Assert.Empty(ContractPaths.Find(new Uri("/api/v1/colours", UriKind.Relative)));
        Assert.Equal("/v1/projections/{runId}.csv", ContractPaths.Find(new Uri("/api/v1/projections/0123.csv?limit=1", UriKind.Relative))[0].Path);
    }
}
