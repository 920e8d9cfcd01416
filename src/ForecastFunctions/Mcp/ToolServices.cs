using ForecastFunctions.Application.Attributions;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Catalogue;
using ForecastFunctions.Application.Comparisons;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Explanations;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Application.GoalSeeks;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scorecards;
using ForecastFunctions.Application.Sensitivities;
using ForecastFunctions.Baselines;
using ForecastFunctions.Catalogue;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Explanations;
using ForecastFunctions.Http;
using ForecastFunctions.Scorecards;
using Microsoft.Extensions.DependencyInjection;

namespace ForecastFunctions.Mcp;

/// <summary>The tools: a line for each operation that declares one, with the use case that answers it.</summary>
internal static class ToolServices
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddTools(this IServiceCollection services) => services
        .AddSingleton<AgentServer>()
        .AddTable<SearchCatalogue>(CatalogueOperations.Search, SearchContent.ReadAsync)
        .AddRun<RunProjection, ProjectionRequest, ProjectionSpecification, Projection>(ExplainedRuns.Kind, u => u.PrepareAsync)
        .AddRun<CompareScenarios, ComparisonRequest, Core.Analyses.Comparisons.ComparisonSpecification, Core.Analyses.Comparisons.Comparison>(
            ComparisonRuns.Kind, u => u.PrepareAsync)
        .AddRun<ExplainChange, AttributionRequest, Core.Analyses.Attributions.AttributionSpecification, Core.Analyses.Attributions.Attribution>(
            AttributionRuns.Kind, u => u.PrepareAsync)
        .AddRun<AnalyseSensitivity, SensitivityRequest, Core.Analyses.Sensitivities.SensitivitySpecification, Core.Analyses.Sensitivities.SensitivityResult>(
            SensitivityRuns.Kind, u => u.PrepareAsync)
        .AddRun<SeekGoal, GoalSeekRequest, Core.Analyses.GoalSeeks.GoalSeekSpecification, Core.Analyses.GoalSeeks.SearchResult>(
            GoalSeekRuns.Kind, u => u.PrepareAsync)
        .AddSingleton<ITool>(p => new SeriesTool<ForecastRequest>(
            ForecastTable.Operation, ForecastRequest.Read, p.GetRequiredService<ForecastSeries>().PrepareAsync))
        .AddTable<ReadBaselines>(
            BaselineOperations.Observations,
            (baselines, arguments, _, end) => BaselineContent.ObservationsAsync(
                baselines, arguments.Read(BaselineMembers.Baseline) ?? BaselineLibrary.Latest, arguments, end),
            [BaselineMembers.Baseline])
        .AddTable<ExplainNumber>(
            ExplanationTable.Operation,
            (explain, arguments, caller, end) => ExplanationFunctions.ReadAsync(
                explain, arguments.Read(ToolMembers.RunId) ?? "", arguments, caller, end),
            [ToolMembers.RunId])
        .AddTable<ReadScorecard>(ScorecardOperations.Summarise, ScorecardFunctions.SummariseAsync)
        .AddTable<ReadBaselines>(
            BaselineOperations.Differences, (baselines, arguments, _, end) => BaselineContent.DifferencesAsync(baselines, arguments, end));

    private static IServiceCollection AddRun<TUseCase, TRequest, TSpecification, TResult>(
        this IServiceCollection services, RunKind<TRequest, TSpecification, TResult> kind,
        Func<TUseCase, Func<TRequest, Caller, CancellationToken, Task<Outcome<Prepared<TSpecification>>>>> prepare)
        where TUseCase : class
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
        => services.AddSingleton<ITool>(p => new RunTool<TRequest, TSpecification, TResult>(
            kind, prepare(p.GetRequiredService<TUseCase>()), p.GetRequiredService<RunLibrary>()));

    /// <param name="services">The services.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="read">Reads the table.</param>
    /// <param name="others">What stands in the path of the operation, and an agent states.</param>
    private static IServiceCollection AddTable<TUseCase>(
        this IServiceCollection services, Operation operation,
        Func<TUseCase, Arguments, Caller, CancellationToken, Task<TableContent>> read, params IReadOnlyList<Member> others)
        where TUseCase : class
        => services.AddSingleton<ITool>(p =>
        {
            var useCase = p.GetRequiredService<TUseCase>();
            return new TableTool(operation, (arguments, caller, end) => read(useCase, arguments, caller, end))
            {
                Members = [.. ToolMembers.Of(operation), .. others],
            };
        });
}
