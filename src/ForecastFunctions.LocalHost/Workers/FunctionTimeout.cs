using System.Globalization;

namespace ForecastFunctions.LocalHost.Workers;

/// <summary>
/// How long a function may run: <c>functionTimeout</c> of <c>host.json</c>, or a setting <c>AzureFunctionsJobHost__functionTimeout</c>,
/// which comes before it. One that runs longer takes its worker with it, as on the platform: code that does not end cannot be ended alone.
/// </summary>
internal static class FunctionTimeout
{
    private const string Setting = "AzureFunctionsJobHost:functionTimeout";
    private const string Unbounded = "-1";

    /// <summary>The platform's, where nothing is said.</summary>
    private static readonly TimeSpan Default = TimeSpan.FromMinutes(30);

    /// <summary>Reads it.</summary>
    /// <exception cref="LocalHostException">It is no time.</exception>
    public static TimeSpan Read(AppDirectory app, HostSettings settings) => (settings.Find(Setting) ?? app.FunctionTimeout) switch
    {
        null => Default,
        Unbounded => Timeout.InfiniteTimeSpan,
        var text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time > TimeSpan.Zero => time,
        var text => throw new LocalHostException(
            $"functionTimeout of host.json is '{text}'; it is a time such as 00:05:00, or {Unbounded} for none."),
    };
}
