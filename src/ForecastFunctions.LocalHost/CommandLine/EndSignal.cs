using System.Runtime.InteropServices;

namespace ForecastFunctions.LocalHost.CommandLine;

/// <summary>Ctrl+C, SIGTERM or a closed terminal: the first asks for a graceful end, the second ends at once.</summary>
internal sealed class EndSignal : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration[] _registrations;

    public EndSignal() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Tell),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Tell),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, Tell),
    ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Completes with the first signal.</summary>
    public Task Told => _told.Task;

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    private void Tell(PosixSignalContext context)
    {
        if (!_told.TrySetResult()) return;
        context.Cancel = true;
        _source.Cancel();
    }
}
