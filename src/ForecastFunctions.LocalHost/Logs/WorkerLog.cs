using Microsoft.Extensions.Logging;

namespace ForecastFunctions.LocalHost.Logs;

/// <summary>One line of what the host or its worker had to say.</summary>
/// <param name="Time">When the host received it.</param>
/// <param name="Level">How grave it is.</param>
/// <param name="Category">The logger's category; <c>Worker.Output</c> for the worker's console, <c>Host</c> for the host.</param>
/// <param name="Message">The message.</param>
/// <param name="InvocationId">The invocation it belongs to, if any.</param>
/// <param name="Exception">Type, message and stack of an exception, if any.</param>
public sealed record WorkerLog(
    DateTimeOffset Time,
    LogLevel Level,
    string Category,
    string Message,
    string? InvocationId = null,
    string? Exception = null);
