namespace ForecastFunctions.LocalHost;

/// <summary>A fault that the person at the console can mend: its message says what is wrong and what to do.</summary>
public sealed class LocalHostException : Exception
{
    /// <summary>Creates the exception with its sentence.</summary>
    public LocalHostException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its sentence and what caused it.</summary>
    public LocalHostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
