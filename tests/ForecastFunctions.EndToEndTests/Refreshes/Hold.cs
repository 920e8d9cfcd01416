namespace ForecastFunctions.EndToEndTests.Refreshes;

/// <summary>A place where a request is held until it is let go, or its client is no more.</summary>
internal sealed class Hold
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _letGo = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when a request is held.</summary>
    public Task Reached => _reached.Task.WaitAsync(Fixtures.Api.Patience);

    public void LetGo() => _letGo.TrySetResult();

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        _reached.TrySetResult();
        return _letGo.Task.WaitAsync(cancellationToken);
    }
}
