using System.Text.Json;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Application.Partners;
using Microsoft.AspNetCore.WebUtilities;

namespace ForecastFunctions.Mcp;

/// <summary>A question about series as a tool.</summary>
/// <param name="operation">The operation.</param>
/// <param name="read">Reads the question.</param>
/// <param name="prepare">The use case.</param>
internal sealed class SeriesTool<TRequest>(
    Operation operation, Func<Arguments, TRequest> read, Func<TRequest, CancellationToken, Task<Outcome<SeriesQuestion>>> prepare) : ITool
{
    /// <inheritdoc/>
    public Operation Operation => operation;

    /// <inheritdoc/>
    public IReadOnlyList<Member> Members { get; } = ToolMembers.Of(operation);

    /// <inheritdoc/>
    public async Task<ToolAnswer> CallAsync(Arguments arguments, Caller caller, CancellationToken cancellationToken)
    {
        var question = ToolMembers.Take(arguments, Members, await prepare(read(arguments), cancellationToken));
        var answer = arguments.Take(await question.ComputeAsync(caller, cancellationToken));
        return new ToolAnswer(
            question.Description.Title, operation.Table!, answer.Rows,
            question.PinnedQuery is { } query ? QueryHelpers.AddQueryString(operation.Path, query) : null)
        {
            Facts = JsonSerializer.SerializeToElement(answer.Facts.Value, answer.Facts.Type),
            Notes = question.Description.Notes,
        };
    }
}
