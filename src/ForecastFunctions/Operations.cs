using ForecastFunctions.Application.Backtests;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Application.Projections;
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
        ForecastTable.Operation, BacktestTable.Operation, MethodCatalogue.Operation,
        HealthFunctions.IsAlive, HealthFunctions.IsReady,
        IndexFunctions.Read,
    ];
}
