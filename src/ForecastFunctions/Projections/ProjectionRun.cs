global using ProjectionRun = ForecastFunctions.Projections.Run<
    ForecastFunctions.Core.Projections.ProjectionSpecification, ForecastFunctions.Core.Projections.Projection>;
