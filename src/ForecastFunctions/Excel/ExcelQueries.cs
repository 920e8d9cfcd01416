using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Catalogue;
using ForecastFunctions.Application.Comparisons;
using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Application.Scorecards;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Excel.PowerQuery;

namespace ForecastFunctions.Excel;

/// <summary>The Power Query module of this service, with the columns of its own tables.</summary>
public static class ExcelQueries
{
    /// <summary>The queries that are there for a caller, by the name of their file: a table each, and all functions.</summary>
    public static IReadOnlyDictionary<string, Func<QueryModule, string>> Files { get; }
        = new Dictionary<string, Func<QueryModule, string>>(StringComparer.Ordinal)
        {
            ["scenarios"] = module => module.ToQuery("Scenarios"),
            ["projection"] = module => module.ToQuery("Projection"),
            ["comparison"] = module => module.ToQuery("Comparison"),
            ["scorecard"] = module => module.ToQuery("Scorecard"),
            ["observations"] = module => module.ToQuery("Observations"),
            ["parameters"] = module => module.ToQuery("Parameters"),
            ["variables"] = module => module.ToQuery("Variables"),
            ["operations"] = module => module.ToQuery("Operations"),
            ["chart"] = module => module.ToQuery("Chart"),
            ["functions"] = module => module.ToFunctions(),
        };

    /// <summary>The module for callers who reach the service at an address.</summary>
    public static QueryModule ModuleAt(Uri address)
        => new(address, Presets.All.Select(p => p.Name), new Dictionary<string, IReadOnlyList<SheetColumn>>(StringComparer.Ordinal)
        {
            ["ScenarioColumns"] = SheetTables.Columns(ScenarioTables.Scenarios),
            ["ProjectionColumns"] = SheetTables.Columns(ProjectionRuns.Table),
            ["ComparisonColumns"] = SheetTables.Columns(ComparisonRuns.Table),
            ["ScorecardColumns"] = SheetTables.Columns(ScorecardTables.Summaries),
            ["ObservationColumns"] = SheetTables.Columns(BaselineTables.Observations),
            ["ParameterColumns"] = SheetTables.Columns(CatalogueTables.Parameters),
            ["VariableColumns"] = SheetTables.Columns(CatalogueTables.Variables),
            ["OperationColumns"] = SheetTables.Columns(JobTable.Table),
        });
}
