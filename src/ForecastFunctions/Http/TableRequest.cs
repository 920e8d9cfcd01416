using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.Http;

/// <summary>What every request for a table states: its form, and which part of it is wanted.</summary>
/// <param name="Reader">Reads what else the request states; its faults are not raised yet.</param>
/// <param name="Form">The form.</param>
/// <param name="Page">Which rows.</param>
public sealed record TableRequest(RequestReader Reader, TableForm Form, PageRequest Page)
{
    /// <summary>Reads <c>format</c>, <c>decimal</c>, <c>limit</c> and <c>cursor</c> from the query.</summary>
    /// <param name="request">The request.</param>
    /// <param name="suffix">What the path's suffix asks for, where it has one.</param>
    /// <param name="rowsPerPage">The limit of a request for JSON that states none; CSV comes whole.</param>
    /// <exception cref="ProblemException">406: nothing that Accept allows is offered.</exception>
    public static TableRequest Read(HttpRequest request, Representation? suffix, int? rowsPerPage = null)
    {
        var reader = RequestReader.OfQuery(request);
        var form = ContentNegotiation.Choose(request, reader, suffix);
        var page = PageRequest.Read(reader, form.Representation == Representation.Json ? rowsPerPage : null);
        return new TableRequest(reader, form, page);
    }
}
