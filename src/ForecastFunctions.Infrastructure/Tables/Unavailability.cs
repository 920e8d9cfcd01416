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

    public static StorageUnavailableException Of(string table, string intent, Exception exception) =>
        new($"Table {table} is unavailable: the attempt to {intent} failed. {Reason(exception)}", exception);

    /// <summary>The failure in a line: of several tries, the last one's.</summary>
    public static string Reason(Exception exception) => exception switch
    {
        RequestFailedException { Status: > 0 } refusal => $"It was answered {refusal.Status} {refusal.ErrorCode}".TrimEnd() + ".",
        OperationCanceledException => "It took too long.",
        AggregateException { InnerExceptions: [.., var last] } => Reason(last),
        _ => exception.Message.Split('\n', 2)[0].TrimEnd(),
    };

    /// <summary>
    /// No answer (0), time-outs, throttling and server errors; and refusals, since a role that was assigned at
    /// deployment takes minutes to arrive.
    /// </summary>
    private static bool IsTransient(int status) => status is 0 or 401 or 403 or 408 or 429 or >= 500;
}
