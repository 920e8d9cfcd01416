namespace ForecastFunctions.Core.Forecasting;

/// <summary>
/// A series, or what was asked of it, cannot be forecast; the message says why and what would be right.
/// </summary>
public sealed class InvalidSeriesException : ArgumentException
{
    /// <summary>Creates the exception from what is wrong.</summary>
    /// <param name="message">What is wrong and what would be right, as a sentence.</param>
    public InvalidSeriesException(string message)
        : base(message)
    {
    }
}
