using System.Globalization;
using System.Text;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;
using Microsoft.OData;

namespace ForecastFunctions.OData;

/// <summary><c>/api/odata</c>: the tables as an OData 4.0 feed, for spreadsheets and reporting tools.</summary>
/// <param name="feeds">Give the entities of the sets.</param>
/// <param name="address">Tells where the caller reaches the service.</param>
/// <param name="gate">Gives the search among entities its turn.</param>
public sealed class ODataFunctions(IEnumerable<IFeed> feeds, ServiceAddress address, ComputeGate gate)
{
    private const string Root = "/odata/";

    /// <summary>Asks for the list of the sets.</summary>
    public static readonly Operation ReadFeed = new(
        "readFeed", "ODataRoot", ["GET"], "/odata/", AccessScope.Read, "The tables as an OData feed", FeedMembers.OfRoot)
    {
        Answer = new FeedAnswer.ListOfSets(),
        Problems = [ProblemKind.NotImplemented],
    };

    /// <summary>Asks for a set, an entity, the model or a run, by OData's own conventions.</summary>
    public static readonly Operation ReadResource = new(
        "readFeedResource", "ODataResource", ["GET"], "/odata/{resource}", AccessScope.Read, "A set, an entity or a run of the feed", FeedMembers.All)
    {
        PathMembers = [FeedMembers.Resource],
        Answer = new FeedAnswer.SetOrEntity(),
        Problems = [ProblemKind.NotImplemented, .. ProblemKind.OfComputing],
        IsListed = false,
    };

    /// <summary>Asks for a part of an entity, of which there are none.</summary>
    public static readonly Operation ReadPartOfResource = new(
        "readFeedPart", "ODataPart", ["GET"], "/odata/{resource}/{part}", AccessScope.Read, "How many entities there are", FeedMembers.OfCount)
    {
        PathMembers = [FeedMembers.Resource, FeedMembers.Part],
        Answer = new FeedAnswer.Count(),
        Problems = [ProblemKind.NotImplemented],
        IsListed = false,
    };

    /// <summary>GET <c>/</c>: the sets.</summary>
    [Function("ODataRoot")]
    public Task<IResult> ReadRoot([HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.ODataRoot)] HttpRequest request)
        => Dispatch(request, () =>
        {
            FeedQueryParser.Check(OptionsOf(request), ["$format"]);
            return Task.FromResult(DocumentOf(FeedWriter.WriteServiceDocument(RootOf(request)), CachePolicy.Latest));
        });

    /// <summary>GET <c>/$metadata</c>, a set, an entity or the function.</summary>
    [Function("ODataResource")]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.ODataResource)] HttpRequest request,
        string resource, CancellationToken cancellationToken)
        => string.Equals(resource, "$metadata", StringComparison.Ordinal)
            ? Methods.Dispatch(Versioned(request), () => Task.FromResult(ReadMetadata(request)))
            : Dispatch(request, () => ReadAsync(request, resource, cancellationToken));

    /// <summary>Longer paths, none of which the feed has: they are refused in OData's form.</summary>
    [Function("ODataPart")]
    public Task<IResult> ReadPart(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.ODataPart)] HttpRequest request,
        string resource, string part, CancellationToken cancellationToken)
        => Dispatch(request, () => ReadAsync(request, $"{resource}/{part}", cancellationToken));

    private static Task<IResult> Dispatch(HttpRequest request, Func<Task<Document>> get)
        => Methods.Dispatch(Versioned(request), async () =>
        {
            HttpArguments.CheckAddress(request);

            // A number is plain text to whoever asks for it.
            if (request.Path.Value?.EndsWith("/$count", StringComparison.Ordinal) != true)
                Require(request, "application/json");
            return (await get()).Checked(request);
        });

    /// <summary>Refuses a request that wants another form than the one there is, by <c>$format</c> or else by its Accept header.</summary>
    /// <exception cref="ProblemException">406: it does.</exception>
    private static void Require(HttpRequest request, string mediaType)
    {
        if (OptionsOf(request).Find(o => o.Key is "$format").Value is not [var format, ..])
            ContentNegotiation.Require(request, mediaType);
        else if (!string.Equals(format, mediaType.Split('/')[1], StringComparison.Ordinal) && !IsMinimal(format, mediaType))
            throw new ProblemException(ProblemKind.NotAcceptable, $"There is nothing for $format={format}; there is {mediaType}.");
    }

    /// <summary>Whether a media type is the one there is, with nothing asked of it but the minimal metadata that it has.</summary>
    private static bool IsMinimal(string format, string mediaType)
        => MediaTypeHeaderValue.TryParse(format, out var type)
            && type.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase)
            && type.Parameters.All(p => p.Name.Equals("charset", StringComparison.OrdinalIgnoreCase)
                ? p.Value.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
                : p.Name.Equals("odata.metadata", StringComparison.OrdinalIgnoreCase) && p.Value.Equals("minimal", StringComparison.Ordinal));

    private static HttpRequest Versioned(HttpRequest request)
    {
        request.HttpContext.Response.Headers["OData-Version"] = "4.0";
        return request;
    }

    private static Document ReadMetadata(HttpRequest request)
    {
        Require(request, "application/xml");
        FeedQueryParser.Check(OptionsOf(request), ["$format"]);
        return new Document(EntityModel.Csdl, "application/xml") { CacheControl = CachePolicy.Latest }.Checked(request);
    }

    private async Task<Document> ReadAsync(HttpRequest request, string resource, CancellationToken cancellationToken)
    {
        var options = OptionsOf(request);
        FeedQueryParser.Check(options);
        var list = options.Where(o => o.Key is not "$skiptoken").Select(o => KeyValuePair.Create(o.Key, o.Value[0])).ToList();
        var root = RootOf(request);
        var parser = FeedQueryParser.Of(root, new PathString("/" + resource).ToUriComponent()[1..], list);
        var target = FeedTarget.Of(parser, resource);
        if (target.Key is not null)
            FeedQueryParser.Check(options, ["$format", "$select"]);
        if (target.IsCount)
            FeedQueryParser.Check(options, ["$filter"]);
        var feed = feeds.First(f => f.Set == target.Set);
        var query = FeedQueryParser.Parse(parser, target.Set, target.Key);
        var uri = new ODataUri { ServiceRoot = root, Path = target.Path, SelectAndExpand = query.Select };
        var caller = request.Caller() with { ReadsLaterBy = "Projections?$filter=RunId eq '{runId}'" };
        if (target.Key is not null)
            return await ReadEntityAsync(feed, target, query, uri, caller, cancellationToken);

        var name = string.Join('&', list.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"{o.Key}={o.Value}").Prepend(resource));
        var token = TokenOf(options, name);
        var content = target.Arguments is { } arguments && feed is ProjectionFeed projections
            ? await projections.RunAsync(arguments, query, token?.Pin, caller, cancellationToken)
            : await feed.ReadAsync(query, token?.Pin, caller, cancellationToken);
        return target.IsCount
            ? new Document(await SearchAsync(content, caller, WriteCount, cancellationToken), "text/plain") { CacheControl = CachePolicy.Revalidate }
            : DocumentOf(await SearchAsync(content, caller, WritePage, cancellationToken), CachePolicy.Revalidate);

        byte[] WriteCount(CancellationToken end)
            => Encoding.ASCII.GetBytes(query.Of(content.Entities, end).Count.ToString(CultureInfo.InvariantCulture));

        byte[] WritePage(CancellationToken end)
        {
            var (entities, count) = query.Of(content.Entities, end);
            var offset = token?.Offset ?? 0;
            var pageSize = token?.PageSize ?? PageSizeOf(request);
            if (offset > entities.Count)
                throw ODataProblems.Malformed("$skiptoken", "The token belongs to another list.");
            var next = Math.Min(entities.Count, offset + pageSize);
            var nextLink = next < entities.Count
                ? LinkTo(root, resource, list, new SkipToken(next, pageSize, content.Pin).Encode(name))
                : null;
            return FeedWriter.Write(uri, query, [.. entities.Skip(offset).Take(next - offset)], query.Count ? count : null, nextLink);
        }
    }

    private async Task<Document> ReadEntityAsync(
        IFeed feed, FeedTarget target, FeedQuery query, ODataUri uri, Caller caller, CancellationToken cancellationToken)
    {
        var content = await feed.ReadAsync(query, null, caller, cancellationToken);
        return DocumentOf(await SearchAsync(content, caller, WriteEntity, cancellationToken), CachePolicy.Revalidate);

        byte[] WriteEntity(CancellationToken end)
        {
            var entity = content.Entities.FirstOrDefault(target.IsKeyOf)
                ?? throw ProblemException.NotFound($"{target.Set.Name} has no entity of that key.");
            return FeedWriter.Write(uri, query, entity);
        }
    }

    /// <summary>Makes the entities, searches them and writes what was wanted: behind the gate, and at the price of as many rows.</summary>
    private async Task<byte[]> SearchAsync(
        FeedContent content, Caller caller, Func<CancellationToken, byte[]> write, CancellationToken cancellationToken)
    {
        var numbers = RowCosts.Of(written: 0, passed: content.Entities.Count);
        return await gate.WorkAsync(numbers, caller, write, cancellationToken);
    }

    private static Document DocumentOf(byte[] body, string cacheControl)
        => new(body, FeedWriter.ContentType) { CacheControl = cacheControl, VariesWith = "Prefer" };

    private Uri RootOf(HttpRequest request) => address.Of(request, Root);

    private static List<KeyValuePair<string, IReadOnlyList<string>>> OptionsOf(HttpRequest request)
        => [.. HttpArguments.QueryOf(request)];

    private static SkipToken? TokenOf(List<KeyValuePair<string, IReadOnlyList<string>>> options, string list)
    {
        if (options.Find(o => o.Key is "$skiptoken").Value is not [var text])
            return null;
        return SkipToken.Decode(text, list)
            ?? throw ODataProblems.Malformed("$skiptoken", "$skiptoken is what @odata.nextLink gave, with the options that it gave.");
    }

    private static Uri LinkTo(Uri root, string resource, List<KeyValuePair<string, string>> options, string token)
    {
        var query = options.Append(KeyValuePair.Create("$skiptoken", token)).Select(o => $"{o.Key}={Uri.EscapeDataString(o.Value)}");
        return FeedQueryParser.Below(root, $"{new PathString("/" + resource).ToUriComponent()[1..]}?{string.Join('&', query)}");
    }

    /// <summary>The page that the caller prefers (Prefer: odata.maxpagesize), as far as that is not too large.</summary>
    private static int PageSizeOf(HttpRequest request)
    {
        foreach (var preference in request.Headers["Prefer"].SelectMany(p => p?.Split(',', StringSplitOptions.TrimEntries) ?? []))
        {
            if (preference.Split('=', 2, StringSplitOptions.TrimEntries) is ["odata.maxpagesize" or "maxpagesize", var size]
                && int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var stated) && stated > 0)
                return Math.Min(stated, FeedQuery.MaxPageSize);
        }

        return FeedQuery.MaxPageSize;
    }
}
