using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Application.Jobs;

/// <summary>An operation as it is stored.</summary>
/// <param name="Job">The operation.</param>
/// <param name="Version">Changes with every write.</param>
public sealed record StoredJob(Job Job, string Version);

/// <summary>An operation that the sweep is to look at.</summary>
/// <param name="Key">The operation.</param>
/// <param name="RegisteredAt">When it was last asked for.</param>
/// <param name="IsSettled">Whether it had ended, and was cleaned up, when the sweep last looked; then it has expired.</param>
/// <param name="Version">Changes when it is asked for again.</param>
public sealed record RegisteredJob(JobKey Key, DateTimeOffset RegisteredAt, bool IsSettled, string Version);

/// <summary>
/// Keeps operations, those of one owner apart from others', and a register of them all for the sweep. Every member throws
/// <see cref="StorageUnavailableException"/> when the storage cannot be reached.
/// </summary>
public interface IJobStore
{
    /// <summary>An operation, or <see langword="null"/>.</summary>
    Task<StoredJob?> FindAsync(JobKey key, CancellationToken cancellationToken);

    /// <summary>The canonical form of what an operation asks, or <see langword="null"/> where it is gone.</summary>
    Task<string?> FormOfAsync(JobKey key, CancellationToken cancellationToken);

    /// <summary>The operations of an owner.</summary>
    Task<IReadOnlyList<Job>> ListAsync(string owner, CancellationToken cancellationToken);

    /// <summary>Writes an operation that is new, or a new attempt at one.</summary>
    /// <param name="job">The operation.</param>
    /// <param name="form">The canonical form of what is asked.</param>
    /// <param name="version">The version that it replaces; <see langword="null"/> where there was none.</param>
    /// <param name="cancellationToken">Ends it before it is written.</param>
    /// <returns>False, and nothing is changed, where another write came first.</returns>
    Task<bool> WriteAsync(Job job, string form, string? version, CancellationToken cancellationToken);

    /// <summary>
    /// Writes how far an operation has come and, in the same transaction, what that cost its owner: so a block is charged if and only
    /// if its bit was set, and once.
    /// </summary>
    /// <param name="job">The operation.</param>
    /// <param name="version">The version that was read.</param>
    /// <param name="numbers">What is charged; 0 for nothing.</param>
    /// <param name="cancellationToken">Ends it before it is written.</param>
    /// <returns>False, and nothing is changed, where another write came first.</returns>
    Task<bool> ChangeAsync(Job job, string version, long numbers, CancellationToken cancellationToken);

    /// <summary>Puts an operation in the register, before it is written.</summary>
    Task RegisterAsync(JobKey key, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The operations that have not been settled, and those settled that have expired.</summary>
    Task<IReadOnlyList<RegisteredJob>> ReadRegisterAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Notes that nothing is left to do for an operation until it expires, unless it was asked for again.</summary>
    /// <param name="entry">As the register had it.</param>
    /// <param name="expiresAt">When that is.</param>
    /// <param name="cancellationToken">Ends it before it is written.</param>
    Task SettleAsync(RegisteredJob entry, DateTimeOffset expiresAt, CancellationToken cancellationToken);

    /// <summary>Forgets an operation and then its entry in the register, unless it was asked for again.</summary>
    /// <param name="entry">As the register had it.</param>
    /// <param name="version">The version of the operation; <see langword="null"/> where there is none.</param>
    /// <param name="cancellationToken">Ends it; the next sweep goes on.</param>
    Task RemoveAsync(RegisteredJob entry, string? version, CancellationToken cancellationToken);
}

/// <summary>A block of an attempt at an operation.</summary>
/// <param name="Job">The operation.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Block">The block's number, from 0.</param>
public sealed record BlockKey(JobKey Job, int Attempt, int Block);

/// <summary>What became of the wish to compute a block.</summary>
public abstract record BlockTurn
{
    /// <summary>It is to be computed now.</summary>
    /// <param name="Takes">How often it was taken up, this time included.</param>
    public sealed record Taken(int Takes) : BlockTurn;

    /// <summary>It is stored already.</summary>
    public sealed record Stored : BlockTurn;

    /// <summary>Somebody else computes it.</summary>
    /// <param name="Until">When it may be taken up by others, should that one not have stored it by then.</param>
    public sealed record Busy(DateTimeOffset Until) : BlockTurn;
}

/// <summary>
/// Keeps the results of blocks, each in its place, and who computes which. Every member throws
/// <see cref="StorageUnavailableException"/> when the storage cannot be reached.
/// </summary>
public interface IJobBlockStore
{
    /// <summary>Takes up a block for some time, unless it is stored, or somebody else has taken it up.</summary>
    /// <param name="key">The block.</param>
    /// <param name="now">The present.</param>
    /// <param name="until">How long nobody else takes it up.</param>
    /// <param name="cancellationToken">Ends it before it is written.</param>
    Task<BlockTurn> TakeAsync(BlockKey key, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Lets others take up a block at once, unless it is stored.</summary>
    Task ReleaseAsync(BlockKey key, CancellationToken cancellationToken);

    /// <summary>Stores the result of a block in its place; whoever stores it again stores the same.</summary>
    Task SaveAsync(BlockKey key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>The result of a block.</summary>
    /// <exception cref="DamagedContentException">It is not there, or not what was stored.</exception>
    Task<ReadOnlyMemory<byte>> ReadAsync(BlockKey key, CancellationToken cancellationToken);

    /// <summary>Removes what there is of a block.</summary>
    Task RemoveAsync(BlockKey key, CancellationToken cancellationToken);

    /// <summary>Removes what there is of an attempt.</summary>
    Task RemoveAsync(JobKey key, int attempt, CancellationToken cancellationToken);
}

/// <summary>Asks for work to be done, by whichever instance is free. What it is given may arrive twice, and late.</summary>
public interface IJobMessages
{
    /// <summary>Refuses work where there are no queues for it.</summary>
    /// <exception cref="Contract.ProblemException">501: none are set up.</exception>
    void RequireQueues();

    /// <summary>Asks for work.</summary>
    /// <param name="messages">What is to be done.</param>
    /// <param name="delay">How long it is not to be begun.</param>
    /// <param name="cancellationToken">Ends it; what was asked for until then is asked for.</param>
    /// <exception cref="StorageUnavailableException">The queues cannot be reached.</exception>
    Task SendAsync(IEnumerable<JobMessage> messages, TimeSpan delay, CancellationToken cancellationToken);
}

/// <summary>Tells how long messages have waited.</summary>
public interface IJobQueues
{
    /// <summary>The age of the oldest message that waits in each queue, by what its messages ask for; zero where none waits.</summary>
    /// <exception cref="StorageUnavailableException">The queues cannot be reached.</exception>
    Task<IReadOnlyList<(string Queue, TimeSpan Age)>> AgesAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>A kind of question that can be larger than a request.</summary>
public interface IJobKind
{
    /// <summary>The kind, by the name of its resource.</summary>
    string Kind { get; }

    /// <summary>Computes some units; the result depends on nothing but the form and these.</summary>
    /// <param name="form">The canonical form.</param>
    /// <param name="first">The first unit, from 0.</param>
    /// <param name="count">How many.</param>
    /// <param name="owner">Whose turn it takes at the processor.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<ReadOnlyMemory<byte>> ComputeAsync(string form, int first, int count, string owner, CancellationToken cancellationToken);

    /// <summary>
    /// Puts what the blocks have come to where it is read, where that is elsewhere: before the last of them is counted, so that an operation
    /// that has succeeded can be read. It may come more than once.
    /// </summary>
    /// <param name="form">The canonical form.</param>
    /// <param name="owner">Whose operation it is.</param>
    /// <param name="results">Reads the results of all blocks, in order.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task ConcludeAsync(
        string form, string owner, Func<Task<IReadOnlyList<ReadOnlyMemory<byte>>>> results, CancellationToken cancellationToken)
        => Task.CompletedTask;
}
