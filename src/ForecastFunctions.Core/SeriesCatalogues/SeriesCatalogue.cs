using System.Security.Cryptography;
using System.Text;

namespace ForecastFunctions.Core.SeriesCatalogues;

/// <summary>A part of a catalogue: which content it has.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Hash">The hash of its content.</param>
/// <param name="UploadId">The upload that brought the content; no other has the same one.</param>
/// <param name="Series">How many series it has.</param>
/// <param name="Observations">How many observations these have together.</param>
/// <param name="Longest">How many observations the longest of them has.</param>
/// <param name="UpdatedAt">When it was written.</param>
public sealed record CataloguePart(
    int Number, string Hash, string UploadId, int Series, int Observations, int Longest, DateTimeOffset UpdatedAt)
{
    /// <summary>The largest number.</summary>
    public const int MaxNumber = 1_000;

    /// <summary>The part that an upload of a content makes.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="content">The content.</param>
    /// <param name="uploadId">The upload.</param>
    /// <param name="now">The present.</param>
    public static CataloguePart Of(int number, SeriesContent content, string uploadId, DateTimeOffset now)
        => new(number, content.Hash, uploadId, content.Series.Count, content.Observations, content.Longest, now);
}

/// <summary>A catalogue of series, which its owner uploads in parts. The series are in the order of the parts, and of their lines.</summary>
public sealed record SeriesCatalogue
{
    /// <summary>The most catalogues of one owner.</summary>
    public const int MaxCount = 20;

    /// <summary>The most series of one catalogue.</summary>
    public const int MaxSeries = 100_000;

    /// <summary>The longest description.</summary>
    public const int MaxDescriptionLength = 500;

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, in its owner's words.</summary>
    public string Description { get; init; } = "";

    /// <summary>Its parts, in order of their numbers.</summary>
    public IReadOnlyList<CataloguePart> Parts { get; init; } = [];

    /// <summary>Counts its changes.</summary>
    public required long Revision { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>How many series it has.</summary>
    public int Series => Parts.Sum(p => p.Series);

    /// <summary>How many observations these have together.</summary>
    public long Observations => Parts.Sum(p => (long)p.Observations);

    /// <summary>Names what is in it: the same parts in the same order have the same one.</summary>
    public string Content => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Parts.Select(p => p.Hash)))).AsSpan(0, 16));

    /// <summary>A part, or <see langword="null"/>.</summary>
    public CataloguePart? Find(int number) => Parts.FirstOrDefault(p => p.Number == number);

    /// <summary>The catalogue with a part, in the place of the one of its number where there is one.</summary>
    public SeriesCatalogue With(CataloguePart part, DateTimeOffset now)
        => Changed([.. Parts.Where(p => p.Number != part.Number).Append(part).OrderBy(p => p.Number)], now);

    /// <summary>The catalogue without a part.</summary>
    public SeriesCatalogue Without(int number, DateTimeOffset now) => Changed([.. Parts.Where(p => p.Number != number)], now);

    /// <summary>The catalogue with another description.</summary>
    public SeriesCatalogue Described(string description, DateTimeOffset now) => Changed(Parts, now) with { Description = description };

    private SeriesCatalogue Changed(IReadOnlyList<CataloguePart> parts, DateTimeOffset now)
        => this with { Parts = parts, Revision = Revision + 1, UpdatedAt = now };
}
