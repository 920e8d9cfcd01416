namespace ForecastFunctions.LocalHost;

/// <summary>A worker has started.</summary>
public sealed class WorkerStartedEventArgs(int processId) : EventArgs
{
    /// <summary>Its process id.</summary>
    public int ProcessId { get; } = processId;
}
