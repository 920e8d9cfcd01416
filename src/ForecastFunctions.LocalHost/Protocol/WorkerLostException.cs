namespace ForecastFunctions.LocalHost.Protocol;

/// <summary>The worker went away before it answered.</summary>
internal sealed class WorkerLostException() : Exception("The worker ended before it answered.");
