using ForecastFunctions.Application.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ForecastFunctions.Http;

/// <summary>
/// Reads what a write demands of the state that it meets (RFC 9110, 13.1): <c>If-Match</c> an ETag of it, or <c>*</c> for any;
/// <c>If-None-Match: *</c> that there is none. The ETag of every representation of a state will do, since each begins with
/// the state's revision.
/// </summary>
public static class WriteCondition
{
    /// <summary>Reads the headers; one that cannot be read is a fault, for to ignore it would be to write unconditionally.</summary>
    public static RevisionCondition Read(HttpRequest request, Arguments arguments)
        => new(Read(request, arguments, HeaderNames.IfMatch), Read(request, arguments, HeaderNames.IfNoneMatch));

    private static Revisions? Read(HttpRequest request, Arguments arguments, string name)
    {
        var values = request.Headers[name];
        if (values.Count == 0)
            return null;
        if (EntityTagHeaderValue.TryParseStrictList([.. values.Select(v => v ?? "")], out var tags) && tags.Count > 0)
        {
            // What begins with W/ was never given: a weak one names no state.
            return new Revisions([.. tags.Where(t => !t.IsWeak).Select(RevisionOf)], tags.Any(t => t.Equals(EntityTagHeaderValue.Any)));
        }

        arguments.AddFault(Fault.At(new Place("header", name), FaultCode.Malformed,
            $"{name} is * or a list of ETags in quotation marks, as answers give them."));
        return new Revisions([]);
    }

    private static string RevisionOf(EntityTagHeaderValue tag) => tag.Tag.ToString().Trim('"').Split(Document.RevisionEnd, 2)[0];
}
