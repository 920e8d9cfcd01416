using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Http;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.Jobs;

/// <summary>How callers ask for work that is larger than a request, and are told of it.</summary>
public static class JobAnswer
{
    /// <summary>The preference (RFC 7240) without which nobody is answered 202.</summary>
    public const string Preference = "respond-async";

    /// <summary>Refuses a question that is larger than a request and does not say that it may be answered later.</summary>
    /// <param name="request">The request.</param>
    /// <param name="arguments">Is told of the fault.</param>
    public static void RequirePreference(HttpRequest request, Arguments arguments)
    {
        if (!IsPreferred(request))
        {
            arguments.AddFault(Fault.At(new Place("header", "Prefer"), FaultCode.Missing,
                $"This is larger than a request, and is answered later: send the header Prefer: {Preference}. The answer is 202, and "
                    + "Operation-Location in it tells where to see how far it has come."));
        }
    }

    /// <summary>Whether a request says that it may be answered later.</summary>
    public static bool IsPreferred(HttpRequest request)
        => request.Headers["Prefer"].SelectMany(p => p?.Split(',') ?? [])
            .Any(p => string.Equals(p.Split(';')[0].Trim(), Preference, StringComparison.OrdinalIgnoreCase));

    /// <summary>202: the work is under way, or was done before.</summary>
    public static Document Accepted(Job job, DateTimeOffset now) => Of(job, now) with
    {
        Status = StatusCodes.Status202Accepted,
        OperationLocation = JobTable.AddressOf(job),
        RetryAfter = JobTable.RetryAfter(job, now),
    };

    /// <summary>How far the work has come; while it goes on, with when to ask again.</summary>
    public static Document Of(Job job, DateTimeOffset now)
        => new(JsonText.WriteRow(JobTable.Table.Columns, new JobRow(job, now)), JsonText.ContentType)
        {
            CacheControl = CachePolicy.None,
            Revision = job.Revision,
            RetryAfter = job.IsOpen ? JobTable.RetryAfter(job, now) : null,
        };
}
