using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ForecastFunctions.Application.Contract;
using Microsoft.AspNetCore.WebUtilities;

namespace ForecastFunctions.Http;

/// <summary>
/// A page of a list that does not change: the list's content is named in the cursor, so a page can never mix two of them.
/// </summary>
/// <param name="Rows">The rows of the page.</param>
/// <param name="NextCursor">Gives the next page as <c>cursor=</c>; <see langword="null"/> on the last.</param>
/// <typeparam name="T">The row.</typeparam>
public sealed record Page<T>(IReadOnlyCollection<T> Rows, string? NextCursor);

/// <summary>Which part of a list is wanted.</summary>
/// <param name="Offset">The first row.</param>
/// <param name="Limit">The most rows, or <see langword="null"/> for all.</param>
/// <param name="Content">The digest of the name of the list that the cursor was made for, or <see langword="null"/> without one.</param>
public sealed record PageRequest(int Offset, int? Limit, string? Content)
{
    /// <summary>Reads <c>limit</c> and <c>cursor</c>.</summary>
    /// <param name="arguments">The request.</param>
    /// <param name="defaultLimit">The limit of a request that states none.</param>
    public static PageRequest Read(Arguments arguments, int? defaultLimit = null)
    {
        var limit = arguments.Read(FormMembers.Limit);
        if (limit < FormMembers.Limit.Min || limit > FormMembers.Limit.Max)
        {
            arguments.AddFault(Fault.OutOfRange(
                "limit", $"limit is {FormMembers.Limit.Wanted}.", FormMembers.Limit.Min, FormMembers.Limit.Max));
        }

        var cursor = arguments.Read(FormMembers.Cursor);
        if (cursor is null)
            return new PageRequest(0, limit ?? defaultLimit, null);
        if (TryDecode(cursor) is var (content, offset))
            return new PageRequest(offset, limit ?? defaultLimit, content);
        arguments.AddFault(new Fault("cursor", FaultCode.Malformed, "cursor is what nextCursor gave, unchanged."));
        return new PageRequest(0, limit ?? defaultLimit, null);
    }

    /// <summary>Cuts the page out of the rows.</summary>
    /// <param name="rows">Every row.</param>
    /// <param name="content">Names the rows; the same rows always have the same name.</param>
    /// <exception cref="ProblemException">400: the cursor belongs to other rows.</exception>
    public Page<T> Of<T>(IReadOnlyCollection<T> rows, string content)
    {
        var digest = Digest(content);
        if (Content is not null && (!string.Equals(Content, digest, StringComparison.Ordinal) || Offset >= rows.Count))
        {
            throw ProblemException.Invalid([Fault.At(new Place("query", "cursor"), FaultCode.Conflict,
                "The cursor belongs to another list, or to the same one with other parameters.")]);
        }

        var end = Limit is { } limit ? Math.Min(rows.Count, Offset + limit) : rows.Count;
        var page = Offset == 0 && end == rows.Count ? rows : new RowSequence<T>(end - Offset, rows.Skip(Offset).Take(end - Offset));
        return new Page<T>(page, end < rows.Count ? Encode(digest, end) : null);
    }

    /// <summary>The path and query of the next page: with the same limit, and without a key.</summary>
    /// <param name="path">The path of the list.</param>
    /// <param name="query">What else decides the list.</param>
    /// <param name="nextCursor">The cursor of the next page.</param>
    public string NextLink(string path, IEnumerable<KeyValuePair<string, string?>> query, string nextCursor)
        => Link(path, query, nextCursor);

    /// <summary>The path and query of this page.</summary>
    /// <param name="path">The path of the list.</param>
    /// <param name="query">What else decides the list.</param>
    public string ThisLink(string path, IEnumerable<KeyValuePair<string, string?>> query)
        => Link(path, query, Content is null ? null : Encode(Content, Offset));

    private string Link(string path, IEnumerable<KeyValuePair<string, string?>> query, string? cursor)
        => QueryHelpers.AddQueryString(
            path, [.. query, new("limit", Limit?.ToString(CultureInfo.InvariantCulture)), new("cursor", cursor)]);

    /// <summary>Keeps cursors short, however long the name of a list of many variables gets.</summary>
    private static string Digest(string content)
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, 12));

    private static string Encode(string digest, int offset)
        => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{offset} {digest}")));

    private static (string Content, int Offset)? TryDecode(string cursor)
    {
        if (cursor.Length > 100 || !Base64Url.IsValid(cursor))
            return null;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split(' ', 2);
        return parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var offset) && offset > 0
            ? (parts[1], offset)
            : null;
    }
}
