using System.Globalization;
using ForecastFunctions.Application.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ForecastFunctions.Http;

/// <summary>
/// What a write demands of the state that it meets (RFC 9110, 13.1): <c>If-Match</c> an ETag of it, or <c>*</c> for any;
/// <c>If-None-Match: *</c> that there is none. The ETag of every representation of a state will do, since each begins with
/// the state's revision.
/// </summary>
public sealed class WriteCondition
{
    private readonly IList<EntityTagHeaderValue>? _ifMatch;
    private readonly IList<EntityTagHeaderValue>? _ifNoneMatch;

    private WriteCondition(IList<EntityTagHeaderValue>? ifMatch, IList<EntityTagHeaderValue>? ifNoneMatch)
    {
        _ifMatch = ifMatch;
        _ifNoneMatch = ifNoneMatch;
    }

    /// <summary>Reads the headers; one that cannot be read is a fault, for to ignore it would be to write unconditionally.</summary>
    public static WriteCondition Read(HttpRequest request, Arguments arguments)
        => new(Read(request, arguments, HeaderNames.IfMatch), Read(request, arguments, HeaderNames.IfNoneMatch));

    /// <summary>Ends a write whose condition does not hold.</summary>
    /// <param name="revision">The revision of the state, or <see langword="null"/> where there is nothing.</param>
    /// <param name="what">What is written, as a sentence begins: <c>The scenario 'x'</c>.</param>
    /// <exception cref="ProblemException">412: it does not hold.</exception>
    public void Check(long? revision, string what)
    {
        if (_ifMatch is not null && !Names(_ifMatch, revision))
        {
            throw ProblemException.ChangedMeanwhile(revision is null
                ? $"{what} does not exist (any more), so If-Match cannot hold."
                : $"{what} is no longer as If-Match names it. Read it again, and repeat the change on what it is now.");
        }

        if (_ifNoneMatch is not null && Names(_ifNoneMatch, revision))
            throw ProblemException.ChangedMeanwhile($"{what} exists, and If-None-Match demands that it does not.");
    }

    private static bool Names(IList<EntityTagHeaderValue> tags, long? revision)
        => revision is { } now && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any)
            || (!tag.IsWeak && string.Equals(RevisionOf(tag.Tag), now.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)));

    private static string RevisionOf(StringSegment tag) => tag.ToString().Trim('"').Split(Document.RevisionEnd, 2)[0];

    private static IList<EntityTagHeaderValue>? Read(HttpRequest request, Arguments arguments, string name)
    {
        var values = request.Headers[name];
        if (values.Count == 0)
            return null;
        if (EntityTagHeaderValue.TryParseStrictList([.. values.Select(v => v ?? "")], out var tags) && tags.Count > 0)
            return tags;
        arguments.AddFault(Fault.At(new Place("header", name), FaultCode.Malformed,
            $"{name} is * or a list of ETags in quotation marks, as answers give them."));
        return [];
    }
}
