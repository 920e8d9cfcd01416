namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>
/// Lets those of one name go one after the other, and those of different names at once. A name is known only while somebody has
/// or awaits its turn.
/// </summary>
internal sealed class Turns
{
    private readonly Dictionary<string, Turn> _turns = new(StringComparer.Ordinal);

    /// <summary>Waits for the turn of a name; to dispose what is returned hands it on.</summary>
    public async Task<IDisposable> TakeAsync(string name, CancellationToken cancellationToken)
    {
        Turn? turn;
        lock (_turns)
        {
            if (!_turns.TryGetValue(name, out turn))
                _turns[name] = turn = new Turn(this, name);
            turn.Users++;
        }

        try
        {
            await turn.Free.WaitAsync(cancellationToken);
            return turn;
        }
        catch
        {
            Leave(turn);
            throw;
        }
    }

    private void Leave(Turn turn)
    {
        lock (_turns)
        {
            if (--turn.Users > 0)
                return;
            _turns.Remove(turn.Name);
        }

        turn.Free.Dispose();
    }

    private sealed class Turn(Turns turns, string name) : IDisposable
    {
        public string Name => name;

        public SemaphoreSlim Free { get; } = new(1, 1);

        public int Users { get; set; }

        public void Dispose()
        {
            Free.Release();
            turns.Leave(this);
        }
    }
}
