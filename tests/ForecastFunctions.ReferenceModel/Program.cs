using ForecastFunctions.ReferenceModel;

// dotnet run --project tests/ForecastFunctions.ReferenceModel -- annual > model-<version>-annual.csv
switch (args)
{
    case ["annual"]:
        Vectors.Write(isAnnual: true, Console.Out);
        return 0;
    case ["quarterly"]:
        Vectors.Write(isAnnual: false, Console.Out);
        return 0;
    default:
        await Console.Error.WriteLineAsync("annual or quarterly is wanted: which file of reference vectors to write.");
        return 1;
}
