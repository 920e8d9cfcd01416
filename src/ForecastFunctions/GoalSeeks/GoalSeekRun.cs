global using GoalSeekRun = ForecastFunctions.Projections.Run<
    ForecastFunctions.Core.Analyses.GoalSeeks.GoalSeekSpecification, ForecastFunctions.Core.Analyses.GoalSeeks.SearchResult>;
