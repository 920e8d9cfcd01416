using System.Text.Json.Serialization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Http;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.OData;

/// <summary>An error in the form of OData.</summary>
/// <param name="Error">What is wrong.</param>
public sealed record ODataErrorAnswer(ODataError Error);

/// <summary>What is wrong with a request to the feed.</summary>
/// <param name="Code">A stable name for programs.</param>
/// <param name="Message">What is wrong, in words.</param>
/// <param name="Details">Every fault of the request.</param>
public sealed record ODataError(
    string Code, string Message,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ODataErrorDetail>? Details)
{
    private static readonly PathString Root = new("/api/odata");

    /// <summary>Whether a request is answered in OData's form.</summary>
    public static bool IsWanted(HttpRequest request) => request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);

    /// <summary>The problem in OData's form, and its media type.</summary>
    public static (byte[] Body, string ContentType) Write(HttpResponse response, ProblemException problem)
    {
        response.Headers["OData-Version"] = "4.0";
        var details = problem.Faults?.Select(f => new ODataErrorDetail(f.Code, f.Message, f.Target)).ToList();
        var answer = new ODataErrorAnswer(new ODataError(problem.Kind.Code, problem.Message, details));
        return (JsonText.Write(answer, ODataJson.Default.ODataErrorAnswer), JsonText.ContentType);
    }
}

/// <summary>One fault.</summary>
/// <param name="Code">A stable name for programs.</param>
/// <param name="Message">What is wrong, in words.</param>
/// <param name="Target">The option or the parameter.</param>
public sealed record ODataErrorDetail(string Code, string Message, string Target);

/// <summary>The JSON of errors in OData's form.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ODataErrorAnswer))]
internal sealed partial class ODataJson : JsonSerializerContext;
