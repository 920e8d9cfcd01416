namespace ForecastFunctions.Core.Storage;

/// <summary>The storage cannot be reached, is too busy, or refuses this application: trying later may help.</summary>
/// <param name="message">What was tried.</param>
/// <param name="innerException">What the storage's client said.</param>
public sealed class StorageUnavailableException(string message, Exception innerException)
    : Exception(message, innerException);

/// <summary>What is stored under a name is not what was saved: something is missing or was changed.</summary>
/// <param name="name">The name of the damaged content.</param>
/// <param name="problem">What is wrong with it.</param>
/// <param name="innerException">What the decoder said, if it was the one to notice.</param>
public sealed class DamagedContentException(string name, string problem, Exception? innerException = null)
    : Exception($"The stored {name} is damaged: {problem}.", innerException)
{
    /// <summary>The name of the damaged content.</summary>
    public string Name { get; } = name;
}
