using ForecastFunctions.Application.Contract;

namespace ForecastFunctions.Application.Jobs;

/// <summary>An operation at a moment.</summary>
/// <param name="Job">The operation.</param>
/// <param name="Now">The moment.</param>
public sealed record JobRow(Job Job, DateTimeOffset Now);

/// <summary>Operations: how they are shown, listed and canceled.</summary>
public static class JobTable
{
    /// <summary>The operations of a caller.</summary>
    public static readonly Table Table = new("operations", "Work larger than a request",
    [
        Column.Text<JobRow>("operation_id", "Its id: the same question has the same one", r => r.Job.Key.Id),
        Column.Text<JobRow>("kind", "What was asked, by the name of its resource", r => r.Job.Kind),
        Column.Text<JobRow>("title", "What was asked, in words", r => r.Job.Title),
        Column.Text<JobRow>("status", "How far it has come", r => r.Job.Status.ToString()) with { Choices = [.. Enum.GetNames<JobStatus>()] },
        Column.Whole<JobRow>("attempt", "Which attempt it is: another one begins where it is asked again after it failed or was canceled", r => r.Job.Attempt),
        Column.Whole<JobRow>(
            "units", "How many units of work there are: members of an ensemble, series of a catalogue, parts of a run", r => r.Job.Size.Units),
        Column.Whole<JobRow>("units_done", "How many of them are done", r => r.Job.UnitsDone),
        Column.Whole<JobRow>("numbers_charged", "What it has cost the quota of compute so far", r => r.Job.NumbersCharged),
        Column.Moment<JobRow>("created_at", "When it was asked for", r => r.Job.CreatedAt),
        Column.OptionalMoment<JobRow>("started_at", "When it was begun", r => r.Job.StartedAt),
        Column.OptionalMoment<JobRow>("estimated_end_at", "When it will end if it goes on as it has so far", r => r.Job.EstimatedEnd(r.Now)),
        Column.OptionalMoment<JobRow>("ended_at", "When it ended", r => r.Job.EndedAt),
        Column.OptionalMoment<JobRow>("expires_at", "When it is forgotten, with what it has come to", r => r.Job.ExpiresAt),
        Column.OptionalText<JobRow>("result", "Where what it has come to can be read, once it has succeeded", r => ResultOf(r.Job)),
        Column.OptionalText<JobRow>("problem_code", "The code of the problem, where it failed", r => r.Job.Problem?.Code),
        Column.OptionalText<JobRow>("problem_detail", "Why it failed", r => r.Job.Problem?.Detail),
    ]);

    /// <summary>The id.</summary>
    public static readonly Member<string> OperationId = new(
        "operationId", MemberType.Text, "The operation's id, as Operation-Location and operationId give it", "an id of 32 hexadecimal digits",
        a => a.AsText())
    {
        Body = new Shape.Text { Pattern = "^[0-9a-f]{32}$" },
        Example = "6611c3e7be98911ee19f57a7e9c1afed",
    };

    /// <summary>What tells of one operation.</summary>
    public static readonly OperationAnswer Answer = new OperationAnswer.Row("Operation", Table.Columns);

    /// <summary>Lists them.</summary>
    public static readonly Operation List = new(
        "listOperations", "Operations", ["GET"], "/v1/operations", AccessScope.Read,
        "Your work that is larger than a request; kept for 7 days after its end", FormMembers.OfTables)
    {
        Table = Table,
    };

    /// <summary>Tells of one.</summary>
    public static readonly Operation Read = new(
        "readOperation", "Operation", ["GET"], "/v1/operations/{operationId}", AccessScope.Read, "How far an operation has come", [])
    {
        PathMembers = [OperationId],
        Answer = Answer,
    };

    /// <summary>Cancels one.</summary>
    public static readonly Operation Cancel = new(
        "cancelOperation", "Operation", ["DELETE"], "/v1/operations/{operationId}", AccessScope.Read,
        "Cancel an operation; one that has ended stays as it is", [])
    {
        PathMembers = [OperationId],
        Answer = new OperationAnswer.Nothing(),
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Operation> All { get; } = [List, Read, Cancel];

    /// <summary>Where an operation is told of.</summary>
    public static string AddressOf(Job job) => $"/api/v1/operations/{job.Key.Id}";

    /// <summary>Seconds after which to ask again: a tenth of what is left, from 1 to 30.</summary>
    public static int RetryAfter(Job job, DateTimeOffset now)
        => job.EstimatedEnd(now) is { } end ? (int)Math.Clamp((end - now).TotalSeconds / 10, 1, 30) : 1;

    private static string? ResultOf(Job job) => job.Status == JobStatus.Succeeded ? job.Result ?? $"/api/v1/{job.Kind}/{job.Key.Id}" : null;
}
