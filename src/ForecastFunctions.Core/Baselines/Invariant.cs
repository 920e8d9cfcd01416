using System.Runtime.CompilerServices;
using System.Text;

namespace ForecastFunctions.Core.Baselines;

/// <summary>The checks that the constructors of this folder share; each returns what it was given.</summary>
internal static class Invariant
{
    /// <summary>
    /// A text of 1 to <paramref name="maxLength"/> characters, without controls and in valid UTF-16. The canonical
    /// form of a baseline separates its fields by tabs and lines, and stays unambiguous only because of this.
    /// </summary>
    public static string Text(string value, int maxLength, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value, name);
        if (value.Length > maxLength)
            throw new ArgumentException($"A text of at most {maxLength} characters is wanted, not of {value.Length}.", name);
        for (var i = 0; i < value.Length; i++)
        {
            if (char.IsControl(value[i]))
                throw new ArgumentException($"Control character U+{(int)value[i]:X4} at position {i}.", name);
            if (!Rune.TryGetRuneAt(value, i, out var rune))
                throw new ArgumentException($"Half of a surrogate pair at position {i}.", name);
            i += rune.Utf16SequenceLength - 1;
        }

        return value;
    }

    /// <summary>A finite number; negative zero becomes zero, so that equal numbers are written equally.</summary>
    public static double Finite(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        double.IsFinite(value)
            ? value + 0.0
            : throw new ArgumentOutOfRangeException(name, value, "A finite number is wanted.");

    /// <summary>A member that its enumeration declares.</summary>
    public static TEnum Declared<TEnum>(TEnum value, [CallerArgumentExpression(nameof(value))] string name = "")
        where TEnum : struct, Enum =>
        Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"Not a {typeof(TEnum).Name}.");
}
