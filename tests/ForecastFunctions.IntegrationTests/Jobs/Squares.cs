using System.Text;
using ForecastFunctions.Application.Jobs;

namespace ForecastFunctions.IntegrationTests.Jobs;

/// <summary>Squares the numbers of units: work that can be made to go wrong.</summary>
internal sealed class Squares : IJobKind
{
    private int _computed;

    public string Kind => "squares";

    public int Computed => Volatile.Read(ref _computed);

    /// <summary>What all blocks have come to, once it was put where it is read.</summary>
    public IReadOnlyList<string> Concluded { get; private set; } = [];

    public Func<int, Task> OnBlock { get; set; } = _ => Task.CompletedTask;

    public Func<int, Exception?> Fault { get; set; } = _ => null;

    public Exception? FaultOfConclusion { get; set; }

    public async Task ConcludeAsync(
        string form, string owner, Func<Task<IReadOnlyList<ReadOnlyMemory<byte>>>> results, CancellationToken cancellationToken)
    {
        Assert.Equal(("form", "acme & sons"), (form, owner));
        if (FaultOfConclusion is { } fault)
            throw fault;
        Concluded = [.. (await results()).SelectMany(c => Encoding.UTF8.GetString(c.Span).Split(' '))];
    }

    public async Task<ReadOnlyMemory<byte>> ComputeAsync(string form, int first, int count, string owner, CancellationToken cancellationToken)
    {
        Assert.Equal(("form", "acme & sons"), (form, owner));
        await OnBlock(Interlocked.Increment(ref _computed));
        return Fault(first / 3) is { } fault
            ? throw fault
            : Encoding.UTF8.GetBytes(string.Join(' ', Enumerable.Range(first, count).Select(unit => unit * unit)));
    }
}
