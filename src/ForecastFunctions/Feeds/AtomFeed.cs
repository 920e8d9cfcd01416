using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using ForecastFunctions.Http;

namespace ForecastFunctions.Feeds;

/// <summary>Something that came to be, for those who want to be told.</summary>
/// <param name="Id">Names it for good: a URN.</param>
/// <param name="Title">It in words.</param>
/// <param name="Updated">When it came to be.</param>
/// <param name="Text">What there is to know of it.</param>
/// <param name="Path">Where it is read, below <c>/api</c>.</param>
/// <param name="ChangesPath">Where what it changed is read; <see langword="null"/> where it changed nothing.</param>
internal sealed record FeedEntry(string Id, string Title, DateTimeOffset Updated, string Text, string Path, string? ChangesPath);

/// <summary>Feeds by the Atom syndication format (RFC 4287). The same entries have the same bytes.</summary>
internal static class AtomFeed
{
    /// <summary>The media type.</summary>
    public const string ContentType = "application/atom+xml; charset=utf-8";

    /// <summary>The most entries of a feed.</summary>
    public const int MaxEntries = 100;

    private const string Author = "ForecastFunctions";

    /// <summary>Writes a feed.</summary>
    /// <param name="id">Names it for good.</param>
    /// <param name="title">It in words.</param>
    /// <param name="path">Its own path below <c>/api</c>.</param>
    /// <param name="entries">What came to be; the newest are shown, the latest first.</param>
    /// <param name="addressOf">The address of a path.</param>
    public static Document Write(string id, string title, string path, IEnumerable<FeedEntry> entries, Func<string, Uri> addressOf)
    {
        var shown = entries.OrderByDescending(e => e.Updated).ThenByDescending(e => e.Id, StringComparer.Ordinal).Take(MaxEntries).ToList();
        var feed = new SyndicationFeed([.. shown.Select(e => Of(e, addressOf))])
        {
            Id = id,
            Title = new TextSyndicationContent(title),
            LastUpdatedTime = shown.Count > 0 ? shown[0].Updated : DateTimeOffset.UnixEpoch,
        };
        feed.Authors.Add(new SyndicationPerson { Name = Author });
        feed.Links.Add(SyndicationLink.CreateSelfLink(addressOf(path), "application/atom+xml"));
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
            feed.SaveAsAtom10(xml);
        return new Document(buffer.ToArray(), ContentType) { CacheControl = CachePolicy.Revalidate };
    }

    private static SyndicationItem Of(FeedEntry entry, Func<string, Uri> addressOf)
    {
        var item = new SyndicationItem
        {
            Id = entry.Id,
            Title = new TextSyndicationContent(entry.Title),
            LastUpdatedTime = entry.Updated,
            PublishDate = entry.Updated,
            Summary = new TextSyndicationContent(entry.Text),
        };
        item.Links.Add(SyndicationLink.CreateAlternateLink(addressOf(entry.Path), "application/json"));
        if (entry.ChangesPath is { } changes)
            item.Links.Add(new SyndicationLink(addressOf(changes), "related", "What changed", "application/json", 0));
        return item;
    }
}
