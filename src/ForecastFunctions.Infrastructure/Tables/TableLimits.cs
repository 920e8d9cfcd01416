using System.Text;
using Azure.Data.Tables;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>
/// The limits of Azure Table Storage, checked before anything is sent: the emulator that development and tests run on
/// does not enforce all of them, and the SDK stores some values as others.
/// </summary>
internal static class TableLimits
{
    public const int MaxBinaryBytes = 64 * 1024;
    public const int MaxTextLength = 32 * 1024;
    public const int MaxProperties = 252;
    public const int MaxKeyLength = 512;
    public const int MaxEntityBytes = 1024 * 1024;

    private static readonly DateTimeOffset EarliestDate = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Throws <see cref="InvalidOperationException"/> if Azure would refuse the entity or change one of its values.</summary>
    public static void Check(TableEntity entity)
    {
        CheckKey(entity.PartitionKey, nameof(entity.PartitionKey));
        CheckKey(entity.RowKey, nameof(entity.RowKey));

        var bytes = 4 + (2L * (entity.PartitionKey.Length + entity.RowKey.Length));
        var properties = 0;
        foreach (var (name, value) in entity.Where(IsOwn))
        {
            bytes += 8 + (2L * name.Length) + CheckedSize(name, value);
            properties++;
        }

        if (properties > MaxProperties)
            throw Refused($"{properties} properties are more than {MaxProperties}");
        if (bytes > MaxEntityBytes)
            throw Refused($"{bytes} bytes are more than {MaxEntityBytes}");
    }

    private static bool IsOwn(KeyValuePair<string, object> property) =>
        property.Key is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag");

    /// <summary>
    /// Half of what Azure allows in characters, so that a key is within 1 KiB in UTF-16 too.
    /// </summary>
    private static void CheckKey(string? key, string name)
    {
        if (key is not { Length: > 0 and <= MaxKeyLength })
            throw Refused($"{name} has {key?.Length ?? 0} characters, not 1 to {MaxKeyLength}");
        foreach (var rune in key.EnumerateRunes())
        {
            if (rune.Value is '/' or '\\' or '#' or '?' || Rune.IsControl(rune) || rune == Rune.ReplacementChar)
                throw Refused($"{name} holds U+{rune.Value:X4}");
        }
    }

    private static long CheckedSize(string name, object? value) => value switch
    {
        string { Length: > MaxTextLength } text => throw Refused($"{name} has {text.Length} characters, more than {MaxTextLength}"),
        string text => 4 + (2L * text.Length),
        byte[] { Length: > MaxBinaryBytes } binary => throw Refused($"{name} has {binary.Length} bytes, more than {MaxBinaryBytes}"),
        byte[] binary => 4 + binary.Length,
        double number when !double.IsFinite(number) => throw Refused($"{name} is {number}"),
        DateTimeOffset date when date < EarliestDate => throw Refused($"{name} is before 1601"),
        double or long or DateTimeOffset => 8,
        int => 4,
        bool => 1,
        _ => throw Refused($"{name} is a {value?.GetType().Name ?? "null"}, which the storage does not keep as it is"),
    };

    private static InvalidOperationException Refused(string what) => new($"Table Storage does not take this row: {what}.");
}
