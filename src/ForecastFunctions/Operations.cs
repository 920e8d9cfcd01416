using ForecastFunctions.Application.Attributions;
using ForecastFunctions.Application.Backtests;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Catalogue;
using ForecastFunctions.Application.Comparisons;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Application.GoalSeeks;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Refreshes;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Application.Sensitivities;
using ForecastFunctions.Charts;
using ForecastFunctions.Excel;
using ForecastFunctions.Explorer;
using ForecastFunctions.Health;
using ForecastFunctions.Index;
using ForecastFunctions.OData;
using ForecastFunctions.Value;

namespace ForecastFunctions;

/// <summary>Everything that callers can ask over HTTP. The index, access and the documentation are made from this list.</summary>
public static class Operations
{
    /// <summary>Every operation.</summary>
    public static IReadOnlyList<Operation> All { get; } =
    [
        ProjectionRuns.Kind.Ask, ProjectionRuns.Kind.Read,
        ComparisonRuns.Kind.Ask, ComparisonRuns.Kind.Read,
        AttributionRuns.Kind.Ask, AttributionRuns.Kind.Read,
        SensitivityRuns.Kind.Ask, SensitivityRuns.Kind.Read,
        GoalSeekRuns.Kind.Ask, GoalSeekRuns.Kind.Read,
        ForecastTable.Operation, BacktestTable.Operation, MethodCatalogue.Operation,
        .. ScenarioOperations.All,
        .. CatalogueOperations.All,
        .. BaselineOperations.All,
        .. RefreshOperations.All,
        .. KeyOperations.All,
        ExplorerFunctions.Open, ChartFunctions.Draw,
        ExcelFunctions.ReadWorkbook, ExcelFunctions.ReadQuery, ValueFunctions.ReadValue,
        ODataFunctions.ReadFeed, ODataFunctions.ReadResource, ODataFunctions.ReadPartOfResource,
        HealthFunctions.IsAlive, HealthFunctions.IsReady,
        IndexFunctions.Read,
    ];
}
