namespace ForecastFunctions.Infrastructure.Sources;

/// <summary>A source does not have the form that was agreed, and nothing of it is used.</summary>
/// <param name="source">The source.</param>
/// <param name="line">The line, from 1.</param>
/// <param name="column">The name of the column, or null for the line as a whole.</param>
/// <param name="problem">What is wrong.</param>
/// <param name="innerException">What the parser said, if it was the one to notice.</param>
public sealed class SourceFormatException(string source, long line, string? column, string problem, Exception? innerException = null)
    : Exception($"{source}, line {line}{(column is null ? "" : $", column {column}")}: {problem}", innerException)
{
    /// <summary>The line, from 1.</summary>
    public long Line { get; } = line;

    /// <summary>The name of the column, or null for the line as a whole.</summary>
    public string? Column { get; } = column;
}
