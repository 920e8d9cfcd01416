using ForecastFunctions.Application.Anomalies;
using ForecastFunctions.Application.Attributions;
using ForecastFunctions.Application.Backtests;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Catalogue;
using ForecastFunctions.Application.Comparisons;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Ensembles;
using ForecastFunctions.Application.Explanations;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Application.GoalSeeks;
using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Paths;
using ForecastFunctions.Application.Refreshes;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Application.Scorecards;
using ForecastFunctions.Application.Sensitivities;
using ForecastFunctions.Application.SeriesCatalogues;
using ForecastFunctions.Charts;
using ForecastFunctions.Docs;
using ForecastFunctions.Excel;
using ForecastFunctions.Explorer;
using ForecastFunctions.Feeds;
using ForecastFunctions.Guides;
using ForecastFunctions.Health;
using ForecastFunctions.Index;
using ForecastFunctions.Mcp;
using ForecastFunctions.OData;
using ForecastFunctions.OpenApi;
using ForecastFunctions.Value;

namespace ForecastFunctions;

/// <summary>Everything that callers can ask over HTTP. The index, access and the documentation are made from this list.</summary>
public static class Operations
{
    /// <summary>Every operation.</summary>
    public static IReadOnlyList<Operation> All { get; } =
    [
        ExplainedRuns.Kind.Ask, ExplainedRuns.Kind.Read,
        ExplanationTable.Operation, PathTable.Operation, ProbabilityTable.Operation,
        ComparisonRuns.Kind.Ask, ComparisonRuns.Kind.Read,
        AttributionRuns.Kind.Ask, AttributionRuns.Kind.Read,
        SensitivityRuns.Kind.Ask, SensitivityRuns.Kind.Read,
        GoalSeekRuns.Kind.Ask, GoalSeekRuns.Kind.Read,
        EnsembleTable.Ask, EnsembleTable.Read,
        .. JobTable.All,
        ForecastTable.Operation, BacktestTable.Operation, AnomalyTable.Operation, MethodCatalogue.Operation,
        .. SeriesCatalogueTables.All,
        .. ScorecardOperations.All,
        .. ScenarioOperations.All,
        .. CatalogueOperations.All,
        .. BaselineOperations.All,
        .. RefreshOperations.All,
        .. KeyOperations.All,
        ExplorerFunctions.Open, ExplorerFunctions.ReadFile, ChartFunctions.Draw,
        ExcelFunctions.ReadWorkbook, ExcelFunctions.ReadQuery, ValueFunctions.ReadValue,
        ODataFunctions.ReadFeed, ODataFunctions.ReadResource, ODataFunctions.ReadPartOfResource,
        HealthFunctions.IsAlive, HealthFunctions.IsReady,
        IndexFunctions.Read, ContractFunctions.Read, ReferenceFunctions.ReadReference, ReferenceFunctions.ReadAsset,
        FeedFunctions.OfBaselines, FeedFunctions.OfRefreshes,
        GuideFunctions.ReadShort, GuideFunctions.Read,
        McpFunctions.Call,
    ];
}
