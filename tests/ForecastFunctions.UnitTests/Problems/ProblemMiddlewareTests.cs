using System.Text.Json;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Storage;
using ForecastFunctions.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace ForecastFunctions.UnitTests.Problems;

public sealed class ProblemMiddlewareTests
{
    private const string Secret = "tables.example.com";

    public static TheoryData<Exception, int, string> Failures => new()
    {
        { new BadHttpRequestException(Secret, StatusCodes.Status400BadRequest), 400, "broken-off" },
        { new BadHttpRequestException(Secret, StatusCodes.Status408RequestTimeout), 408, "body-too-slow" },
        { new ModelVersionGoneException("1.0.0"), 410, "run-expired" },
        { new InvalidOperationException(Secret), 500, "internal-error" },
        { new OperationCanceledException(Secret), 503, "took-too-long" },
        { new StorageUnavailableException(Secret, new InvalidOperationException(Secret)), 503, "storage-unavailable" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Failure_OfEveryKind_IsAProblemThatTellsNothingOfTheInside(Exception failure, int status, string code)
    {
        var http = new DefaultHttpContext();

        var failures = new Failures(NullLogger<Failures>.Instance, TimeProvider.System);
        await new ProblemMiddleware(failures, NullLogger<ProblemMiddleware>.Instance).Invoke(new CallContext(http), _ => throw failure);

        var body = ((MemoryStream)http.Response.Body).ToArray();
        var problem = JsonElement.Parse(body);
        Assert.Equal((status, code), (http.Response.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Equal(code, http.Response.Headers["x-ms-error-code"]);
        Assert.Equal(status == 503, http.Response.Headers.RetryAfter.Count == 1);
        Assert.DoesNotContain(Secret, problem.GetRawText());
    }
}
