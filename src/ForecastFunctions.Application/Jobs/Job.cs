using System.Security.Cryptography;
using System.Text;

namespace ForecastFunctions.Application.Jobs;

/// <summary>How far an operation has come.</summary>
public enum JobStatus
{
    /// <summary>It is written down, and nobody has begun it.</summary>
    NotStarted,

    /// <summary>Its blocks are computed.</summary>
    Running,

    /// <summary>Every block is stored.</summary>
    Succeeded,

    /// <summary>It came to no end.</summary>
    Failed,

    /// <summary>Its owner has ended it.</summary>
    Canceled,
}

/// <summary>The name of an operation: whose it is, and the hash of what is asked.</summary>
/// <param name="Owner">The caller whose it is.</param>
/// <param name="Id">32 lower-case hex digits.</param>
public sealed record JobKey(string Owner, string Id)
{
    /// <summary>The key of a question: the same question of the same owner has the same one.</summary>
    /// <param name="owner">Who asks.</param>
    /// <param name="form">The canonical form of what is asked, which names its kind.</param>
    public static JobKey Of(string owner, string form)
        => new(owner, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{owner}\n{form}")).AsSpan(0, 16)));
}

/// <summary>How large an operation is. A unit is what is asked for many times: a member, a series; a block is computed at once.</summary>
/// <param name="Units">How many units.</param>
/// <param name="UnitsPerBlock">How many of them a block has; the last one may have fewer.</param>
/// <param name="NumbersPerUnit">What a unit costs its owner's quota.</param>
public sealed record JobSize(int Units, int UnitsPerBlock, long NumbersPerUnit)
{
    /// <summary>How many blocks there are.</summary>
    public int Blocks => (Units + UnitsPerBlock - 1) / UnitsPerBlock;

    /// <summary>What the whole costs.</summary>
    public long Numbers => Units * NumbersPerUnit;

    /// <summary>How many units a block has.</summary>
    public int UnitsOf(int block) => Math.Min(UnitsPerBlock, Units - (block * UnitsPerBlock));
}

/// <summary>Why an operation failed.</summary>
/// <param name="Code">The code of the problem.</param>
/// <param name="Detail">What went wrong, for its owner.</param>
public sealed record JobProblem(string Code, string Detail);

/// <summary>
/// An operation: work larger than a request, cut into blocks. It is one attempt at a question; what an attempt has stored is its own.
/// </summary>
public sealed record Job
{
    /// <summary>How long it is kept once it has ended.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>Its name.</summary>
    public required JobKey Key { get; init; }

    /// <summary>The kind of question, by the name of its resource.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is, in words.</summary>
    public required string Title { get; init; }

    /// <summary>The attempt, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>How large it is.</summary>
    public required JobSize Size { get; init; }

    /// <summary>Where what it comes to is read; <see langword="null"/> where it is read by its own id.</summary>
    public string? Result { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last seen to move, or was put in the queue again.</summary>
    public required DateTimeOffset TouchedAt { get; init; }

    /// <summary>The blocks that are stored.</summary>
    public required BlockMap Done { get; init; }

    /// <summary>How far it has come.</summary>
    public JobStatus Status { get; init; }

    /// <summary>When the first of it was taken up.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How often it was put in the queue again because it did not move.</summary>
    public int Sweeps { get; init; }

    /// <summary>Why it failed.</summary>
    public JobProblem? Problem { get; init; }

    /// <summary>What last went wrong with one of its blocks, which may have gone well since.</summary>
    public JobProblem? Trouble { get; init; }

    /// <summary>Whether it goes on.</summary>
    public bool IsOpen => Status is JobStatus.NotStarted or JobStatus.Running;

    /// <summary>Names its state: it changes with every block, and with every attempt.</summary>
    public string Revision => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Attempt}-{Status}-{Done.Count}");

    /// <summary>When it is forgotten.</summary>
    public DateTimeOffset? ExpiresAt => EndedAt + Kept;

    /// <summary>How many units are done.</summary>
    public int UnitsDone => Done.IsFull
        ? Size.Units
        : (Done.Count * Size.UnitsPerBlock) - (Done.Contains(Done.Blocks - 1) ? Size.UnitsPerBlock - Size.UnitsOf(Done.Blocks - 1) : 0);

    /// <summary>What it has cost: each block that is stored, once.</summary>
    public long NumbersCharged => UnitsDone * Size.NumbersPerUnit;

    /// <summary>When it will have ended if it goes on as it has so far; nothing before its first block.</summary>
    /// <param name="now">The present.</param>
    public DateTimeOffset? EstimatedEnd(DateTimeOffset now)
        => IsOpen && UnitsDone > 0 && StartedAt is { } started && now > started
            ? now + ((now - started) * ((double)(Size.Units - UnitsDone) / UnitsDone))
            : null;

    /// <summary>The first attempt, or another one.</summary>
    /// <param name="draft">What is asked.</param>
    /// <param name="key">Its name.</param>
    /// <param name="attempt">Which attempt.</param>
    /// <param name="now">The present.</param>
    internal static Job New(JobDraft draft, JobKey key, int attempt, DateTimeOffset now) => new()
    {
        Key = key,
        Kind = draft.Kind,
        Title = draft.Title,
        Attempt = attempt,
        Size = draft.Size,
        Result = draft.Result,
        CreatedAt = now,
        TouchedAt = now,
        Done = BlockMap.Empty(draft.Size.Blocks),
    };

    /// <summary>The operation with another block that is stored; with the last one it has succeeded.</summary>
    internal Job With(int block, DateTimeOffset now)
    {
        var done = Done.With(block);
        return this with
        {
            Done = done,
            TouchedAt = now,
            Status = done.IsFull ? JobStatus.Succeeded : JobStatus.Running,
            StartedAt = StartedAt ?? now,
            EndedAt = done.IsFull ? now : null,
        };
    }

    /// <summary>The operation, ended.</summary>
    internal Job Ended(JobStatus status, DateTimeOffset now, JobProblem? problem = null)
        => this with { Status = status, EndedAt = now, TouchedAt = now, Problem = problem };
}

/// <summary>A question that was found right, and is too large for a request.</summary>
/// <param name="Kind">Its kind, by the name of its resource.</param>
/// <param name="Title">What it is, in words.</param>
/// <param name="Form">Its canonical form, from which each block is computed.</param>
/// <param name="Size">How large it is.</param>
public sealed record JobDraft(string Kind, string Title, string Form, JobSize Size)
{
    /// <summary>Where what it comes to is read; <see langword="null"/> where it is read by the operation's id.</summary>
    public string? Result { get; init; }

    /// <summary>What tells questions apart: where one comes to the same numbers in another form, it is another question.</summary>
    public string Question => Result is null ? Form : $"{Form}\n{Result}";
}
