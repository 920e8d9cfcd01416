using System.Globalization;
using System.Text.Json;
using System.Xml;
using ForecastFunctions.EndToEndTests.Fixtures;
using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;
using Microsoft.OData.Edm.Validation;

namespace ForecastFunctions.EndToEndTests.OData;

/// <summary>A page of a feed, as the OData library reads it.</summary>
public sealed record FeedPage(IReadOnlyList<string> Entities, long? Count, Uri? NextLink);

/// <summary>A client of the feed that reads it with the OData library and takes nothing that its model does not allow.</summary>
public sealed class Feed
{
    private readonly Api _api;

    private Feed(Api api, IEdmModel model)
    {
        _api = api;
        Model = model;
    }

    public IEdmModel Model { get; }

    public static async Task<Feed> OpenAsync(Api api)
    {
        var csdl = (await api.GetAsync("/api/odata/$metadata", ("Accept", "application/xml"))).Ok();
        Assert.StartsWith("application/xml", csdl.ContentType, StringComparison.Ordinal);
        using var xml = XmlReader.Create(new MemoryStream(csdl.Body));
        Assert.True(CsdlReader.TryParse(xml, out var model, out var errors), string.Join(' ', errors));
        Assert.True(model.Validate(out var faults), string.Join(' ', faults));
        return new Feed(api, model);
    }

    /// <summary>A page of entities of a set, each as the text of its properties in order of name.</summary>
    public async Task<FeedPage> ReadAsync(string set, string address, params IEnumerable<(string, string)> headers)
    {
        var answer = (await _api.GetAsync(address, headers)).Ok();
        Assert.Equal("4.0", answer["OData-Version"]);
        Assert.StartsWith(
            $"{_api.Host}api/odata/$metadata#{set}", answer.Json.GetProperty("@odata.context").GetString(), StringComparison.Ordinal);
        using var message = Open(answer);
        var entitySet = Model.FindDeclaredEntitySet(set);
        var reader = message.CreateODataResourceSetReader(entitySet, entitySet.EntityType);
        var entities = new List<string>();
        ODataResourceSet? page = null;
        var sent = new Queue<JsonElement>(answer.Rows);
        while (reader.Read())
        {
            if (reader.State == ODataReaderState.ResourceEnd)
                entities.Add(TextOf((ODataResource)reader.Item, sent.Dequeue()));
            else if (reader.State == ODataReaderState.ResourceSetEnd)
                page = (ODataResourceSet)reader.Item;
        }

        return new FeedPage(entities, page!.Count, page.NextPageLink);
    }

    /// <summary>Every entity, page by page; between the first and the second something may happen.</summary>
    public async Task<(IReadOnlyList<string> Entities, int Pages)> WalkAsync(
        string set, string address, int pageSize, Func<Task>? between = null)
    {
        var entities = new List<string>();
        var pages = 0;
        for (string? next = address; next is not null; pages++)
        {
            var page = await ReadAsync(set, next, ("Prefer", $"odata.maxpagesize={pageSize}"));
            Assert.InRange(page.Entities.Count, next == address ? 0 : 1, pageSize);
            Assert.DoesNotContain("code=", page.NextLink?.Query ?? "", StringComparison.Ordinal);
            entities.AddRange(page.Entities);
            next = page.NextLink?.PathAndQuery;
            if (pages == 0 && between is not null)
                await between();
        }

        return (entities, pages);
    }

    /// <summary>The sets that the service document lists.</summary>
    public async Task<IReadOnlyList<string>> SetsAsync()
    {
        using var message = Open((await _api.GetAsync("/api/odata/")).Ok());
        return [.. message.ReadServiceDocument().EntitySets.Select(set => set.Name)];
    }

    private ODataMessageReader Open(Answer answer)
        => new(new Message(answer),
            new ODataMessageReaderSettings { BaseUri = new Uri(_api.Host, "/api/odata/"), Validations = ValidationKinds.All }, Model);

    /// <summary>Numbers are taken as they were sent: the library reads them by way of a decimal, which costs the last bit.</summary>
    private static string TextOf(ODataResource entity, JsonElement sent)
        => string.Join(" | ", entity.Properties.OfType<ODataProperty>().OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => string.Create(
                CultureInfo.InvariantCulture, $"{p.Name}={(p.Value is double ? sent.GetProperty(p.Name).GetDouble() : p.Value)}")));

    private sealed class Message(Answer answer) : IODataResponseMessage
    {
        public IEnumerable<KeyValuePair<string, string>> Headers
            => [new("Content-Type", answer.ContentType!), new("OData-Version", answer["OData-Version"]!)];

        public int StatusCode { get; set; } = (int)answer.Status;

        public string? GetHeader(string headerName) => answer[headerName];

        public void SetHeader(string headerName, string headerValue) => throw new NotSupportedException();

        public Stream GetStream() => new MemoryStream(answer.Body);
    }
}
