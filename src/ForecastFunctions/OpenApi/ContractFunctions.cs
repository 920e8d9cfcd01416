using ForecastFunctions.Application.Contract;
using ForecastFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.OpenApi;

/// <summary><c>/openapi.json</c>: the contract, for tools.</summary>
public sealed class ContractFunctions
{
    private const string MediaType = "application/json";

    /// <summary>Asks for the contract.</summary>
    public static readonly Operation Read = new(
        "readContract", "Contract", ["GET"], "/v1/openapi.json", null, "The contract as an OpenAPI 3.1 document", [])
    {
        Answer = new OperationAnswer.File(MediaType, "The document"),
    };

    private static readonly Lazy<Document> Contract = new(() => new Document(ContractDocument.Write(), JsonText.ContentType)
    {
        CacheControl = CachePolicy.Latest,
    });

    /// <summary>Reads it.</summary>
    [Function("Contract")]
    public Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, Route = Routes.Contract)] HttpRequest request)
        => Methods.DispatchPlain(request, Read, () =>
        {
            ContentNegotiation.Require(request, MediaType);
            return Task.FromResult(Contract.Value);
        });
}
