namespace ForecastFunctions.Core.Statistics;

/// <summary>One thing wrong with a stated distribution.</summary>
/// <param name="Argument">
/// The argument at fault: <c>law</c>, <c>text</c>, or the name of a number such as <c>p95</c>.
/// </param>
/// <param name="Message">What is wrong and what would be right, as one clause without a full stop.</param>
/// <param name="Position">For a text form, the place of the fault in it, counted from 1.</param>
public sealed record DistributionFault(string Argument, string Message, int? Position = null)
{
    /// <inheritdoc/>
    public override string ToString() => Position is { } place ? $"{Message} (at character {place})" : Message;
}

/// <summary>A distribution was stated that does not exist. Holds every fault found, not only the first.</summary>
public sealed class InvalidDistributionException : ArgumentException
{
    /// <summary>Creates the exception from its faults, of which there is at least one.</summary>
    public InvalidDistributionException(IReadOnlyList<DistributionFault> faults)
        : base(string.Join("; ", faults) + ".") => Faults = faults;

    /// <summary>Creates the exception from one fault.</summary>
    public InvalidDistributionException(string argument, string message, int? position = null)
        : this([new DistributionFault(argument, message, position)])
    {
    }

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<DistributionFault> Faults { get; }

    /// <summary>The argument of the first fault.</summary>
    public override string ParamName => Faults[0].Argument;

    internal static void ThrowIfAny(IReadOnlyList<DistributionFault> faults)
    {
        if (faults.Count > 0) throw new InvalidDistributionException(faults);
    }
}
