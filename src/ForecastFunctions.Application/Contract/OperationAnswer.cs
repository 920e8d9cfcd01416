using System.Text.Json.Serialization.Metadata;

namespace ForecastFunctions.Application.Contract;

/// <summary>
/// What an operation answers where the rows of its table are not all, or are not what JSON has. The documentation, and with it the
/// check of every answer, is made from it.
/// </summary>
public abstract record OperationAnswer
{
    /// <summary>The rows of the operation's table, with facts beside them in JSON.</summary>
    /// <param name="Type">The contract of the facts.</param>
    public sealed record Rows(JsonTypeInfo Type) : OperationAnswer
    {
        /// <summary>Whether they are of a run, which says so where it could not be stored.</summary>
        public bool IsRun { get; init; }

        /// <summary>What stands beside them on request; <see langword="null"/> where nothing does.</summary>
        public AnswerBeside? Beside { get; init; }
    }

    /// <summary>One object, in JSON.</summary>
    /// <param name="Type">Its contract.</param>
    public sealed record Whole(JsonTypeInfo Type) : OperationAnswer
    {
        /// <summary>Whether it comes as a page too, where <c>Accept</c> would rather have HTML.</summary>
        public bool IsPage { get; init; }
    }

    /// <summary>One object, in JSON, whose members are columns.</summary>
    /// <param name="Name">Its name in the documentation.</param>
    /// <param name="Columns">Its members.</param>
    public sealed record Row(string Name, IReadOnlyList<Column> Columns) : OperationAnswer;

    /// <summary>A document of another kind.</summary>
    /// <param name="MediaType">Its media type.</param>
    /// <param name="Meaning">What it is.</param>
    public sealed record File(string MediaType, string Meaning) : OperationAnswer
    {
        /// <summary>The media types in which it comes too, by <c>Accept</c>.</summary>
        public IReadOnlyList<string> Others { get; init; } = [];

        /// <summary>Whether it is bytes, and not a text.</summary>
        public bool IsBinary { get; init; }

        /// <summary>The table whose lines it is, of CSV; <see langword="null"/> of other documents.</summary>
        public Table? Lines { get; init; }

        /// <summary>What an answer 202 without content means, where there is one.</summary>
        public string? Accepted { get; init; }
    }

    /// <summary>Nothing: the status says it all.</summary>
    public sealed record Nothing : OperationAnswer;
}

/// <summary>The whole answer of another operation, as a member of an answer.</summary>
/// <param name="Name">The member.</param>
/// <param name="Meaning">What it is, and when it is there.</param>
/// <param name="Operation">The operation whose answer it is; its rows come all together.</param>
public sealed record AnswerBeside(string Name, string Meaning, Operation Operation);
