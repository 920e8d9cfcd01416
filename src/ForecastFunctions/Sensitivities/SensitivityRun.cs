global using SensitivityRun = ForecastFunctions.Projections.Run<
    ForecastFunctions.Core.Analyses.Sensitivities.SensitivitySpecification,
    ForecastFunctions.Core.Analyses.Sensitivities.SensitivityResult>;
