using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ForecastFunctions.Mcp;

/// <summary>A table that is no run as a tool.</summary>
/// <param name="operation">The operation.</param>
/// <param name="read">Reads the table; faults are added to the arguments.</param>
internal sealed class TableTool(Operation operation, Func<Arguments, Caller, CancellationToken, Task<TableContent>> read) : ITool
{
    /// <inheritdoc/>
    public Operation Operation => operation;

    /// <inheritdoc/>
    public IReadOnlyList<Member> Members { get; init; } = ToolMembers.Of(operation);

    /// <inheritdoc/>
    public async Task<ToolAnswer> CallAsync(Arguments arguments, Caller caller, CancellationToken cancellationToken)
    {
        var content = await read(arguments, caller, cancellationToken);
        arguments.RefuseOthers(Members);
        arguments.ThrowIfFaulty();
        return new ToolAnswer(content.Title, content.Table, content.Rows, QueryHelpers.AddQueryString(content.Path, content.Query))
        {
            BaselineVersion = content.BaselineVersion,
            Facts = content.Facts ?? default,
            Notes = content.Notes,
        };
    }
}
