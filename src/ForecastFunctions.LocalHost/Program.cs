using ForecastFunctions.LocalHost.CommandLine;
using Spectre.Console.Cli;

var app = new CommandApp<RunCommand>();
app.Configure(configuration =>
{
    configuration
        .SetApplicationName("ForecastFunctions.LocalHost")
        .UseStrictParsing()
        .SetExceptionHandler(Report);
    configuration.AddBranch("sources", sources =>
    {
        sources.SetDescription("What the sources of baselines would read.");
        sources.AddCommand<FilingCommand>("sec-filings")
            .WithDescription("Shows what would be read from one document of a filing, and why.")
            .WithExample("sources", "sec-filings", "--filing", "nvda-20251026_htm.xml");
    });
    configuration.AddBranch("backups", backups =>
    {
        backups.SetDescription("Keys, scenarios and baselines, saved and restored.");
        backups.AddCommand<SaveBackupCommand>("save")
            .WithDescription("Writes them into a file.")
            .WithExample("backups", "save", "--to", "backup.jsonl", "--tables", "https://example.table.core.windows.net");
        backups.AddCommand<RestoreBackupCommand>("restore")
            .WithDescription("Writes them back into empty tables.")
            .WithExample("backups", "restore", "--from", "backup.jsonl", "--tables", "https://example.table.core.windows.net");
    });
});
return await app.RunAsync(args);

// A wrong argument is the caller's to mend, and gets a line; anything else is ours, and gets all there is to know.
static int Report(Exception exception, ITypeResolver? resolver)
{
    Console.Error.WriteLine(exception is CommandAppException ? exception.Message : exception.ToString());
    return 1;
}
