using System.Globalization;
using System.Text;

namespace ForecastFunctions.UnitTests.Fuzzing;

/// <summary>The inputs that are kept: one in each line, where <c>\n</c>, <c>\\</c> and <c>\xHH</c> stand for bytes.</summary>
internal static class Corpus
{
    /// <summary>The inputs of a harness.</summary>
    public static IReadOnlyList<byte[]> Of(string harness)
    {
        var name = $"{harness}.corpus";
        using var stream = typeof(Corpus).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Bytes)];
    }

    /// <summary>The line of an input.</summary>
    public static string Line(ReadOnlySpan<byte> input)
    {
        var line = new StringBuilder();
        foreach (var b in input)
        {
            _ = b switch
            {
                (byte)'\n' => line.Append("\\n"),
                (byte)'\\' => line.Append("\\\\"),
                < 0x20 or >= 0x7f => line.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}"),
                _ => line.Append((char)b),
            };
        }

        return line.ToString();
    }

    private static byte[] Bytes(string line)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] is not '\\')
            {
                // The text itself may hold any character.
                var length = char.IsHighSurrogate(line[i]) ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(line.Substring(i, length)));
                i += length - 1;
                continue;
            }

            switch (line[++i])
            {
                case 'n':
                    bytes.Add((byte)'\n');
                    break;
                case 'x':
                    bytes.Add(Convert.FromHexString(line.AsSpan(i + 1, 2))[0]);
                    i += 2;
                    break;
                default:
                    bytes.Add((byte)line[i]);
                    break;
            }
        }

        return [.. bytes];
    }
}
