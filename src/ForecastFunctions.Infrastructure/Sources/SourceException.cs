namespace ForecastFunctions.Infrastructure.Sources;

/// <summary>A document of a source could not be had or understood; it becomes a fault of the reading.</summary>
/// <param name="code">One of <see cref="Core.Baselines.SourceFaultCodes"/>.</param>
/// <param name="message">What happened, in a sentence.</param>
/// <param name="innerException">What was noticed first.</param>
/// <param name="isTransient">Whether asking again may help.</param>
internal sealed class SourceException(string code, string message, Exception? innerException = null, bool isTransient = false)
    : Exception(message, innerException)
{
    public string Code { get; } = code;

    public bool IsTransient { get; } = isTransient;
}
