namespace ForecastFunctions.TestKit;

/// <summary>The files of the repository.</summary>
public static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>The path of a file in it.</summary>
    public static string PathOf(params IEnumerable<string> parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "ForecastFunctions.sln")))
            directory = directory.Parent ?? throw new DirectoryNotFoundException("No folder above holds ForecastFunctions.sln.");
        return directory.FullName;
    }
}
