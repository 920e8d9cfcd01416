using ForecastFunctions.Baselines;
using ForecastFunctions.Catalogue;
using ForecastFunctions.Comparisons;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Excel.PowerQuery;
using ForecastFunctions.Projections;
using ForecastFunctions.Scenarios;

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
            ["observations"] = module => module.ToQuery("Observations"),
            ["parameters"] = module => module.ToQuery("Parameters"),
            ["variables"] = module => module.ToQuery("Variables"),
            ["chart"] = module => module.ToQuery("Chart"),
            ["functions"] = module => module.ToFunctions(),
        };

    /// <summary>The module for callers who reach the service at an address.</summary>
    public static QueryModule ModuleAt(Uri address)
        => new(address, Presets.All.Select(p => p.Name), new Dictionary<string, IReadOnlyList<SheetColumn>>(StringComparer.Ordinal)
        {
            ["ScenarioColumns"] = SheetTables.Columns(ScenarioFunctions.Table.Columns),
            ["ProjectionColumns"] = SheetTables.Columns(LongTable.Columns),
            ["ComparisonColumns"] = SheetTables.Columns(ComparisonView.Columns),
            ["ObservationColumns"] = SheetTables.Columns(BaselineFunctions.Observations.Columns),
            ["ParameterColumns"] = SheetTables.Columns(ParameterFunctions.Table.Columns),
            ["VariableColumns"] = SheetTables.Columns(VariableFunctions.Table.Columns),
        });
}
