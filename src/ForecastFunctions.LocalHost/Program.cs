using ForecastFunctions.LocalHost.CommandLine;
using Spectre.Console.Cli;

var app = new CommandApp<RunCommand>();
app.Configure(configuration => configuration
    .SetApplicationName("ForecastFunctions.LocalHost")
    .UseStrictParsing()
    .SetExceptionHandler(Report));
return await app.RunAsync(args);

// A wrong argument is the caller's to mend, and gets a line; anything else is ours, and gets all there is to know.
static int Report(Exception exception, ITypeResolver? resolver)
{
    Console.Error.WriteLine(exception is CommandAppException ? exception.Message : exception.ToString());
    return 1;
}
