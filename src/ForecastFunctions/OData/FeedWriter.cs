using Microsoft.OData;
using Microsoft.OData.Edm;

namespace ForecastFunctions.OData;

/// <summary>Writes payloads with the OData library, in JSON with minimal metadata.</summary>
public static class FeedWriter
{
    /// <summary>The media type of what is written.</summary>
    public const string ContentType = "application/json;odata.metadata=minimal;charset=utf-8";

    /// <summary>Writes the list of the sets.</summary>
    public static byte[] WriteServiceDocument(Uri root)
        => Write(new ODataUri { ServiceRoot = root }, writer => writer.WriteServiceDocument(EntityModel.Model.GenerateServiceDocument()));

    /// <summary>Writes a page of entities.</summary>
    /// <param name="uri">What was asked.</param>
    /// <param name="query">What is wanted of each entity.</param>
    /// <param name="entities">The entities of the page.</param>
    /// <param name="count">How many pass the filter, where that is wanted.</param>
    /// <param name="nextLink">The address of the next page; <see langword="null"/> on the last.</param>
    public static byte[] Write(ODataUri uri, FeedQuery query, IReadOnlyList<object> entities, int? count, Uri? nextLink)
        => Write(uri, message =>
        {
            var set = EntityModel.Model.FindDeclaredEntitySet(query.Set.Name);
            var writer = message.CreateODataResourceSetWriter(set, set.EntityType);
            writer.WriteStart(new ODataResourceSet { Count = count, NextPageLink = nextLink });
            foreach (var entity in entities)
            {
                writer.WriteStart(ResourceOf(query, entity));
                writer.WriteEnd();
            }

            writer.WriteEnd();
        });

    /// <summary>Writes one entity.</summary>
    public static byte[] Write(ODataUri uri, FeedQuery query, object entity)
        => Write(uri, message =>
        {
            var set = EntityModel.Model.FindDeclaredEntitySet(query.Set.Name);
            var writer = message.CreateODataResourceWriter(set, set.EntityType);
            writer.WriteStart(ResourceOf(query, entity));
            writer.WriteEnd();
        });

    private static ODataResource ResourceOf(FeedQuery query, object entity) => new()
    {
        Properties = query.Selected.Select(p => new ODataProperty { Name = p.Name, Value = Literals.ToEdm(p.Value(entity)) }),
    };

    private static byte[] Write(ODataUri uri, Action<ODataMessageWriter> write)
    {
        using var buffer = new MemoryStream();
        var settings = new ODataMessageWriterSettings
        {
            Version = ODataVersion.V4,
            Validations = ValidationKinds.All,
            EnableMessageStreamDisposal = false,
            ODataUri = uri,
        };
        settings.SetContentType(ODataFormat.Json);
        using (var message = new ODataMessageWriter(new BufferedMessage(buffer), settings, EntityModel.Model))
            write(message);
        return buffer.ToArray();
    }

    /// <summary>A message whose body is kept; its headers are those of the HTTP answer, which is written elsewhere.</summary>
    private sealed class BufferedMessage(Stream body) : IODataResponseMessage
    {
        private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

        public IEnumerable<KeyValuePair<string, string>> Headers => _headers;

        public int StatusCode { get; set; } = 200;

        public string? GetHeader(string headerName) => _headers.GetValueOrDefault(headerName);

        public void SetHeader(string headerName, string headerValue) => _headers[headerName] = headerValue;

        public Stream GetStream() => body;
    }
}
