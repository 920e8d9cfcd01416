using Azure.Data.Tables;
using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>An operation as a row: what it is, which never changes, and how far it has come.</summary>
internal static class JobRow
{
    public const string Form = "Form";

    private const string Owner = "Owner";
    private const string Done = "Done";
    private const string Status = "Status";

    /// <summary>The columns but for the form, which is long and seldom wanted.</summary>
    public static readonly string[] Columns =
    [
        nameof(TableEntity.RowKey), "Timestamp", Owner, nameof(Job.Kind), nameof(Job.Title), nameof(Job.Attempt), nameof(JobSize.Units),
        nameof(JobSize.UnitsPerBlock), nameof(JobSize.NumbersPerUnit), nameof(Job.CreatedAt), nameof(Job.TouchedAt), Done, Status,
        nameof(Job.StartedAt), nameof(Job.EndedAt), nameof(Job.Sweeps), nameof(Job.Result), "ProblemCode", "ProblemDetail", "TroubleCode", "TroubleDetail",
    ];

    /// <summary>The whole row.</summary>
    public static TableEntity Write(Job job, string form)
    {
        var row = WriteState(job);
        row[Form] = PackedContent.PackText(form);
        row[Owner] = job.Key.Owner;
        row[nameof(Job.Kind)] = job.Kind;
        row[nameof(Job.Title)] = job.Title;
        row[nameof(Job.Attempt)] = job.Attempt;
        row[nameof(JobSize.Units)] = job.Size.Units;
        row[nameof(JobSize.UnitsPerBlock)] = job.Size.UnitsPerBlock;
        row[nameof(JobSize.NumbersPerUnit)] = job.Size.NumbersPerUnit;
        row[nameof(Job.CreatedAt)] = job.CreatedAt.ToUniversalTime();
        if (job.Result is not null)
            row[nameof(Job.Result)] = job.Result;
        return row;
    }

    /// <summary>How far it has come. What is set once is never unset within an attempt, and a new attempt replaces the row.</summary>
    public static TableEntity WriteState(Job job)
    {
        var (partition, name) = TableKeys.Operation(job.Key.Owner, job.Key.Id);
        var row = new TableEntity(partition, name)
        {
            [Status] = job.Status.ToString(),
            [Done] = job.Done.Bits.ToArray(),
            [nameof(Job.TouchedAt)] = job.TouchedAt.ToUniversalTime(),
            [nameof(Job.Sweeps)] = job.Sweeps,
        };
        if (job.StartedAt is { } started)
            row[nameof(Job.StartedAt)] = started.ToUniversalTime();
        if (job.EndedAt is { } ended)
            row[nameof(Job.EndedAt)] = ended.ToUniversalTime();
        Write(row, "Problem", job.Problem);
        Write(row, "Trouble", job.Trouble);
        return row;
    }

    /// <summary>The operation of a row.</summary>
    /// <exception cref="DamagedContentException">The row is incomplete.</exception>
    public static Job Read(TableEntity row)
    {
        var name = $"operation {row.RowKey}";
        if ((row[Owner], row[nameof(Job.Kind)], row[nameof(Job.Title)], row[nameof(Job.Attempt)], row[nameof(JobSize.Units)],
                row[nameof(JobSize.UnitsPerBlock)], row[nameof(JobSize.NumbersPerUnit)]) is not
                (string owner, string kind, string title, int attempt, int units, int unitsPerBlock, long numbersPerUnit)
            || (row[nameof(Job.CreatedAt)], row[nameof(Job.TouchedAt)], row[Done], row[Status] as string) is not
                (DateTimeOffset createdAt, DateTimeOffset touchedAt, byte[] done, { } status)
            || !Enum.TryParse<JobStatus>(status, out var known))
            throw new DamagedContentException(name, "its row is incomplete");
        var size = new JobSize(units, unitsPerBlock, numbersPerUnit);
        return new Job
        {
            Key = new JobKey(owner, row.RowKey[(row.RowKey.IndexOf('|', StringComparison.Ordinal) + 1)..]),
            Kind = kind,
            Title = title,
            Attempt = attempt,
            Size = size,
            Result = row[nameof(Job.Result)] as string,
            CreatedAt = createdAt,
            TouchedAt = touchedAt,
            Done = DoneOf(size, done, name),
            Status = known,
            StartedAt = row[nameof(Job.StartedAt)] as DateTimeOffset?,
            EndedAt = row[nameof(Job.EndedAt)] as DateTimeOffset?,
            Sweeps = row[nameof(Job.Sweeps)] as int? ?? 0,
            Problem = ReadProblem(row, "Problem"),
            Trouble = ReadProblem(row, "Trouble"),
        };
    }

    private static BlockMap DoneOf(JobSize size, byte[] bits, string name)
    {
        try
        {
            return BlockMap.Of(size.Blocks, bits);
        }
        catch (FormatException e)
        {
            throw new DamagedContentException(name, "its map of blocks is not that of its blocks", e);
        }
    }

    private static void Write(TableEntity row, string column, JobProblem? problem)
    {
        if (problem is null)
            return;
        row[column + nameof(JobProblem.Code)] = problem.Code;
        row[column + nameof(JobProblem.Detail)] = problem.Detail;
    }

    private static JobProblem? ReadProblem(TableEntity row, string column)
        => (row[column + nameof(JobProblem.Code)], row[column + nameof(JobProblem.Detail)]) is (string code, string detail)
            ? new JobProblem(code, detail) : null;
}
