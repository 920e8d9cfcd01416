namespace ForecastFunctions.Core.Statistics;

/// <summary>Spearman's rank correlation of two parameters.</summary>
/// <param name="First">The id of one parameter.</param>
/// <param name="Second">The id of the other.</param>
/// <param name="Value">The rank correlation, −1 to 1.</param>
public readonly record struct RankCorrelation(string First, string Second, double Value);

/// <summary>One thing wrong with stated correlations.</summary>
/// <param name="Parameters">
/// The parameters concerned: a pair, or the smallest set found that cannot hold together.
/// </param>
/// <param name="Message">What is wrong and what would be right, as one clause without a full stop.</param>
public sealed record CorrelationFault(IReadOnlyList<string> Parameters, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Message;
}

/// <summary>Correlations were stated that no random numbers can have. Holds every fault found.</summary>
public sealed class InvalidCorrelationException : ArgumentException
{
    /// <summary>Creates the exception from its faults, of which there is at least one.</summary>
    public InvalidCorrelationException(IReadOnlyList<CorrelationFault> faults)
        : base(string.Join("; ", faults) + ".") => Faults = faults;

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<CorrelationFault> Faults { get; }

    /// <summary>Always <c>correlations</c>.</summary>
    public override string ParamName => "correlations";
}
