using System.Text.Json;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Mcp;

/// <summary>A kind of run as a tool: the same run, by the same id, as over HTTP.</summary>
/// <param name="kind">The kind.</param>
/// <param name="prepare">The use case.</param>
/// <param name="runs">Computes and keeps runs.</param>
internal sealed class RunTool<TRequest, TSpecification, TResult>(
    RunKind<TRequest, TSpecification, TResult> kind,
    Func<TRequest, Caller, CancellationToken, Task<Outcome<Prepared<TSpecification>>>> prepare, RunLibrary runs) : ITool
    where TSpecification : IRunSpecification<TSpecification, TResult>
    where TResult : IRunResult<TResult>
{
    /// <inheritdoc/>
    public Operation Operation => kind.Ask;

    /// <inheritdoc/>
    public IReadOnlyList<Member> Members { get; } = ToolMembers.Of(kind.Ask);

    /// <inheritdoc/>
    public async Task<ToolAnswer> CallAsync(Arguments arguments, Caller caller, CancellationToken cancellationToken)
    {
        caller = caller with { ReadsLaterBy = $"GET /api{Operation.Path}/{{runId}}" };
        var view = RunView.Read(arguments, [.. Members]);
        var outcome = await prepare(kind.Bind(arguments), caller, cancellationToken);
        if (outcome.Has(out var asked))
            arguments.AddFaults(view.FaultsOn(asked.Specification, kind.Word));
        var prepared = ToolMembers.Take(arguments, Members, outcome);
        var run = await runs.GetAsync<TSpecification, TResult>(prepared, caller, cancellationToken);
        var table = kind.Show(run, view);
        return new ToolAnswer(table.Title, table.Table, table.Rows, $"{kind.Ask.Path}/{run.Specification.RunId}")
        {
            Facts = JsonSerializer.SerializeToElement(table.Facts.Value, table.Facts.Type),
            Notes = table.Notes,
        };
    }
}
