using System.Text.Json.Serialization.Metadata;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Application.Runs;

/// <summary>
/// A kind of run: how it is asked for, and how it is shown. Every edge asks and shows all kinds by these declarations.
/// </summary>
/// <typeparam name="TRequest">What can be asked.</typeparam>
/// <typeparam name="TSpecification">All that decides the numbers.</typeparam>
/// <typeparam name="TResult">The numbers.</typeparam>
/// <param name="Ask">Asks for a run.</param>
/// <param name="Read">Reads a run again by its id.</param>
/// <param name="Bind">Reads the request from what a caller sent.</param>
/// <param name="Show">The table of a run in a view, with the facts beside it.</param>
public sealed record RunKind<TRequest, TSpecification, TResult>(
    Operation Ask, Operation Read, Func<Arguments, TRequest> Bind, Func<Run<TSpecification, TResult>, RunView, RunTable> Show)
    where TSpecification : IRunSpecification<TSpecification, TResult>
    where TResult : IRunResult<TResult>
{
    /// <summary>Asks for a run.</summary>
    public Operation Ask { get; init; } = Ask with
    {
        Members = [.. Ask.Members, RunMembers.Keep],
        Answer = OfRun(Ask.Answer),
        IsQueuedOnWish = true,
        Problems = [.. Ask.Problems, .. ProblemKind.OfComputing, ProblemKind.TooManyOperations, ProblemKind.NotImplemented],
    };

    /// <summary>Reads a run again by its id; it answers what asking does.</summary>
    public Operation Read { get; init; } = Read with
    {
        PathMembers = [RunMembers.RunId],
        Answer = OfRun(Read.Answer ?? Ask.Answer),
        Problems = [.. Read.Problems, ProblemKind.RunExpired, .. ProblemKind.OfComputing],
    };

    /// <summary>What a run is called in a sentence: <c>run</c>, <c>comparison</c>.</summary>
    public string Word { get; init; } = "run";

    /// <summary>Tells what the table of a run is before it is computed; absent where that takes its numbers.</summary>
    public Func<Prepared<TSpecification>, RunView, TableDescription>? Describe { get; init; }

    /// <summary>How a run is computed in parts, where it is an operation that is too large for one; absent of kinds that never are.</summary>
    public RunDivision<TSpecification, TResult>? Division { get; init; }

    /// <summary>The table with a line for each variable, for CSV, where there is one.</summary>
    public Func<Run<TSpecification, TResult>, RunView, RunTable>? ShowWide { get; init; }

    /// <summary>The table in the layout of the Integrated Assessment Modeling Consortium, where there is one.</summary>
    public Func<Run<TSpecification, TResult>, RunView, RunTable>? ShowIamc { get; init; }

    private static OperationAnswer? OfRun(OperationAnswer? answer) => answer is OperationAnswer.Rows rows ? rows with { IsRun = true } : answer;
}

/// <summary>How runs of a kind are computed in parts, which together have the bytes of the run computed whole.</summary>
/// <param name="SizeOf">How many units a run has, and how many of them are a part; <see langword="null"/> of one that is computed whole.</param>
/// <param name="Compute">Computes some units from a first one on.</param>
/// <param name="Combine">The run of all parts.</param>
public sealed record RunDivision<TSpecification, TResult>(
    Func<TSpecification, (int Units, int PerPart)?> SizeOf, Func<TSpecification, int, int, CancellationToken, ReadOnlyMemory<byte>> Compute,
    Func<TSpecification, IReadOnlyList<ReadOnlyMemory<byte>>, TResult> Combine);

/// <summary>The members that all kinds of runs have.</summary>
public static class RunMembers
{
    /// <summary>Whether the run is stored.</summary>
    public static readonly Member<bool?> Keep = new(
        "keep", MemberType.Flag,
        "false computes the run and does not store it, at a quarter of the charge: to look and try. Its id gives it until the service "
            + "forgets it, and asking with true keeps it",
        "true or false", a => a.AsBoolean())
    {
        Default = "true",
    };

    /// <summary>The run.</summary>
    public static readonly Member<string> RunId = new(
        "runId", MemberType.Text, "The run's id, as runId and run_id in answers give it", "an id of 32 hexadecimal digits", a => a.AsText())
    {
        Body = new Shape.Text { Pattern = "^[0-9a-f]{32}$" },
        Example = "6611c3e7be98911ee19f57a7e9c1afed",
    };
}

/// <summary>The rows that a run is shown in, and the facts beside them.</summary>
/// <param name="Table">The table.</param>
/// <param name="Rows">The rows of the view; of long tables they are made when they are read.</param>
/// <param name="Facts">What is said of the run as a whole.</param>
/// <param name="Title">The table in words.</param>
/// <param name="FileStem">The name of its file, without a suffix.</param>
public sealed record RunTable(Table Table, IReadOnlyCollection<object> Rows, RunFacts Facts, string Title, string FileStem)
{
    /// <summary>What a reader of the numbers should know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What is measured in the rows.</summary>
    public IReadOnlyList<MeasuredVariable> Variables { get; init; } = [];

    /// <summary>What the table is.</summary>
    public TableDescription Description => new(Title, [.. Table.Cells.Select(c => c.Name)], Notes, Variables);
}

/// <summary>The facts of a run: a record, and how it is written in JSON.</summary>
/// <param name="Value">The record.</param>
/// <param name="Type">Its contract.</param>
public sealed record RunFacts(object Value, JsonTypeInfo Type);
