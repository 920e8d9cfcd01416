using ForecastFunctions.Application.Attributions;
using ForecastFunctions.Application.Backtests;
using ForecastFunctions.Application.Comparisons;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Application.GoalSeeks;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Sensitivities;
using ForecastFunctions.Health;
using ForecastFunctions.Index;

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
        HealthFunctions.IsAlive, HealthFunctions.IsReady,
        IndexFunctions.Read,
    ];
}
