using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Catalogue;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Refreshes;
using ForecastFunctions.Application.Scenarios;
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
        .. ScenarioOperations.All,
        .. CatalogueOperations.All,
        .. BaselineOperations.All,
        .. RefreshOperations.All,
        .. KeyOperations.All,
        HealthFunctions.IsAlive, HealthFunctions.IsReady,
        IndexFunctions.Read,
    ];
}
