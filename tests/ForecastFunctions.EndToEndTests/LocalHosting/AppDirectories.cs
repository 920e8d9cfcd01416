using System.Reflection;

namespace ForecastFunctions.EndToEndTests.LocalHosting;

/// <summary>Where the build put the apps that the tests run.</summary>
public static class AppDirectories
{
    /// <summary>The product.</summary>
    public static string FunctionApp { get; } = Recorded("FunctionAppDirectory");

    /// <summary>The probe.</summary>
    public static string ProbeApp { get; } = Recorded("ProbeAppDirectory");

    private static string Recorded(string key) => Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory,
        typeof(AppDirectories).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => string.Equals(metadata.Key, key, StringComparison.Ordinal)).Value!));
}
