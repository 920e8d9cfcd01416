namespace ForecastFunctions.Http;

/// <summary>
/// The routes of the HTTP functions. One route serves a table in all its forms: its segment is the table's name, alone or with the
/// suffix of a form. No two routes match one path, since the platform would take the function whose name comes first.
/// </summary>
internal static class Routes
{
    /// <summary>The part of a route that names the table and its form.</summary>
    public const string Table = "table";

    /// <summary>What stands before a table's name in its segment.</summary>
    private const string Begin = "{table:regex(^";

    /// <summary>What stands after it: nothing, or the suffix of a form.</summary>
    private const string End = @"(\.csv|\.metadata\.json)?$)}";

    public const string Index = "v1";
    public const string Health = "v1/health";
    public const string Ready = "v1/ready";
    public const string Projections = "v1/" + Begin + "projections" + End;
    public const string Projection = "v1/projections/{runId}";
    public const string Comparisons = "v1/" + Begin + "comparisons" + End;
    public const string Comparison = "v1/comparisons/{runId}";
    public const string Attributions = "v1/" + Begin + "attributions" + End;
    public const string Attribution = "v1/attributions/{runId}";
    public const string Sensitivities = "v1/" + Begin + "sensitivities" + End;
    public const string Sensitivity = "v1/sensitivities/{runId}";
    public const string GoalSeeks = "v1/" + Begin + "goal-seeks" + End;
    public const string GoalSeek = "v1/goal-seeks/{runId}";
    public const string Forecasts = "v1/" + Begin + "forecasts" + End;
    public const string Backtests = "v1/" + Begin + "backtests" + End;
    public const string ForecastMethods = "v1/" + Begin + "forecast-methods" + End;
    public const string Scenarios = "v1/" + Begin + "scenarios" + End;
    public const string Scenario = "v1/scenarios/{name}";
    public const string ScenarioValidation = "v1/scenarios:validate";
    public const string Parameters = "v1/" + Begin + "parameters" + End;
    public const string Variables = "v1/" + Begin + "variables" + End;
    public const string Baselines = "v1/" + Begin + "baselines" + End;
    public const string Baseline = "v1/baselines/{version}";
    public const string Observations = "v1/baselines/{version}/" + Begin + "observations" + End;
    public const string BaselineDiffs = "v1/" + Begin + "baseline-diffs" + End;
    public const string Refreshes = "v1/" + Begin + "refreshes" + End;
    public const string Keys = "v1/" + Begin + "keys" + End;
    public const string Key = "v1/keys/{partner}";
    public const string Charts = "v1/charts/{kind}/{file}";
    public const string Explorer = "explorer/{*path}";
    public const string Excel = "v1/excel/{file}";
    public const string Value = "v1/value";
    public const string ODataRoot = "odata";
    public const string ODataResource = "odata/{resource}";
    public const string ODataPart = "odata/{resource}/{part}";
}
