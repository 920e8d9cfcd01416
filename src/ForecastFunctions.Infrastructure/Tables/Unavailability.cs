using Azure;
using Azure.Identity;
using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>Tells failures of the storage, which may pass, from faults of ours, which do not.</summary>
internal static class Unavailability
{
    public static bool Explains(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        RequestFailedException failure => IsTransient(failure.Status),
        AuthenticationFailedException or StorageLeftAloneException => true,
        // The SDK cancels a try that outlasts its network timeout; a caller who gave up is no failure of the storage.
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        // What is left when every try has failed.
        AggregateException tries => tries.InnerExceptions.All(inner => Explains(inner, cancellationToken)),
        _ => false,
    };

    /// <summary>Of several tries, the last one's failure.</summary>
    public static Exception Cause(Exception exception) =>
        exception is AggregateException { InnerExceptions: [.., var last] } ? Cause(last) : exception;

    public static StorageUnavailableException Of(string table, string intent, Exception cause) =>
        new($"Table {table} is unavailable: the attempt to {intent} failed. {Reason(cause)}", cause);

    /// <summary>A failure in a line.</summary>
    public static string Reason(Exception cause) => cause switch
    {
        RequestFailedException { Status: > 0 } refusal => $"It was answered {refusal.Status} {refusal.ErrorCode}".TrimEnd() + ".",
        OperationCanceledException => "It took too long.",
        _ => cause.Message.Split('\n', 2)[0].TrimEnd(),
    };

    /// <summary>
    /// No answer (0), time-outs, throttling and server errors; and refusals, since a role that was assigned at
    /// deployment takes minutes to arrive.
    /// </summary>
    private static bool IsTransient(int status) => status is 0 or 401 or 403 or 408 or 429 or >= 500;
}
