namespace ForecastFunctions.LocalHost.CommandLine;

/// <summary>Progress that is shown at once and in order, which <see cref="Progress{T}"/> does not promise.</summary>
internal sealed class Steps(Action<string> show) : IProgress<string>
{
    public void Report(string value) => show(value);
}
