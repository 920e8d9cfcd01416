using ForecastFunctions.LocalHost.CommandLine;
using Spectre.Console.Cli;

var app = new CommandApp<RunCommand>();
app.Configure(configuration => configuration
    .SetApplicationName("ForecastFunctions.LocalHost")
    .UseStrictParsing());
return await app.RunAsync(args);
