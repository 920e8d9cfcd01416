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
    public const string Contract = "v1/openapi.json";
    public const string Docs = "docs";
    public const string Asset = "assets/{asset}";
    public const string Mcp = "mcp";
    public const string ShortGuide = "v1/guide";

    /// <summary>The guides and their pictures by their names, so that other paths below <c>docs</c> are free.</summary>
    public const string Guide = "docs/{guide:regex(^(scenarios|drivers|uncertainty|explanations|baselines|forecasting|track-record|spreadsheets"
        + @"|keys|operating|clients|drivers)(\.md|\.svg)?$)}";
    public const string Health = "v1/health";
    public const string Ready = "v1/ready";
    public const string Projections = "v1/" + Begin + "projections" + End;
    public const string Projection = "v1/projections/{runId}";
    public const string Explanation = "v1/projections/{runId}/" + Begin + "explanation" + End;
    public const string Paths = "v1/projections/{runId}/" + Begin + "paths" + End;
    public const string Probabilities = "v1/projections/{runId}/" + Begin + "probabilities" + End;
    public const string Comparisons = "v1/" + Begin + "comparisons" + End;
    public const string Comparison = "v1/comparisons/{runId}";
    public const string Attributions = "v1/" + Begin + "attributions" + End;
    public const string Attribution = "v1/attributions/{runId}";
    public const string Sensitivities = "v1/" + Begin + "sensitivities" + End;
    public const string Sensitivity = "v1/sensitivities/{runId}";
    public const string Ensembles = "v1/ensembles";
    public const string Ensemble = "v1/ensembles/{operationId}";
    public const string Operations = "v1/" + Begin + "operations" + End;
    public const string Operation = "v1/operations/{operationId}";
    public const string GoalSeeks = "v1/" + Begin + "goal-seeks" + End;
    public const string GoalSeek = "v1/goal-seeks/{runId}";
    public const string Forecasts = "v1/" + Begin + "forecasts" + End;
    public const string Backtests = "v1/" + Begin + "backtests" + End;
    public const string Catalogues = "v1/" + Begin + "catalogues" + End;
    public const string Catalogue = "v1/catalogues/{catalogue}";
    public const string CataloguePart = "v1/catalogues/{catalogue}/parts/{part}";
    public const string CatalogueForecasts = "v1/catalogue-forecasts";
    public const string CatalogueForecast = "v1/catalogue-forecasts/{operationId}";
    public const string CatalogueBacktests = "v1/catalogue-backtests";
    public const string CatalogueBacktest = "v1/catalogue-backtests/{operationId}";
    public const string Anomalies = "v1/" + Begin + "anomalies" + End;
    public const string ForecastMethods = "v1/" + Begin + "forecast-methods" + End;
    public const string Scorecard = "v1/" + Begin + "scorecard" + End;
    public const string ScorecardRun = "v1/scorecard/{runId}";
    public const string ScorecardSummaries = "v1/" + Begin + "scorecard-summaries" + End;
    public const string ScorecardClaims = "v1/" + Begin + "scorecard-claims" + End;
    public const string ScorecardUncertainty = "v1/" + Begin + "scorecard-uncertainty" + End;
    public const string Scenarios = "v1/" + Begin + "scenarios" + End;
    public const string Scenario = "v1/scenarios/{name}";
    public const string ScenarioValidation = "v1/scenarios:validate";
    public const string Parameters = "v1/" + Begin + "parameters" + End;
    public const string Parameter = "v1/parameters/{parameter}";
    public const string Variables = "v1/" + Begin + "variables" + End;
    public const string Variable = "v1/variables/{variable}";
    public const string Laws = "v1/" + Begin + "laws" + End;
    public const string Events = "v1/" + Begin + "events" + End;
    public const string Search = "v1/" + Begin + "search" + End;
    public const string Baselines = "v1/" + Begin + "baselines" + End;
    public const string BaselineFeed = "v1/baselines.atom";
    public const string Baseline = "v1/baselines/{version}";
    public const string Observations = "v1/baselines/{version}/" + Begin + "observations" + End;
    public const string BaselineDiffs = "v1/" + Begin + "baseline-diffs" + End;
    public const string Refreshes = "v1/" + Begin + "refreshes" + End;
    public const string RefreshFeed = "v1/refreshes.atom";
    public const string Keys = "v1/" + Begin + "keys" + End;
    public const string Key = "v1/keys/{partner}";
    public const string Charts = "v1/charts/{kind}/{runId}";
    public const string Explorer = "explorer";
    public const string ExplorerFile = "explorer/{file}";
    public const string Excel = "v1/excel/{file}";
    public const string Value = "v1/value";
    public const string ODataRoot = "odata";
    public const string ODataResource = "odata/{resource}";
    public const string ODataPart = "odata/{resource}/{part}";
}
