using System.Globalization;

namespace ForecastFunctions.Application.Jobs;

/// <summary>What stands in a queue: the names of an operation and of its attempt, and of a block where one is to be computed.</summary>
/// <param name="Key">The operation.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Block">The block; <see langword="null"/> where the operation is to be planned.</param>
public sealed record JobMessage(JobKey Key, int Attempt, int? Block = null)
{
    /// <summary>Reads what <see cref="ToString"/> gave.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static JobMessage Parse(string text)
    {
        var parts = text.Split('/');
        return parts is [{ Length: 32 } id, var attempt, var block, { Length: > 0 } owner]
            && int.TryParse(attempt, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && (block.Length == 0 || int.TryParse(block, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                ? new JobMessage(
                    new JobKey(Uri.UnescapeDataString(owner), id), number,
                    block.Length == 0 ? null : int.Parse(block, NumberStyles.None, CultureInfo.InvariantCulture))
                : throw new FormatException($"'{text}' is no message of an operation.");
    }

    /// <inheritdoc/>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Key.Id}/{Attempt}/{Block}/{Uri.EscapeDataString(Key.Owner)}");
}
