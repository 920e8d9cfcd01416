using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ForecastFunctions.Core.Baselines;

/// <summary>
/// The text over which the content of a baseline is hashed: one line for its facts, one for each parameter and one for
/// each observation, in their order; fields separated by tabs, numbers in their shortest round-trip form.
/// </summary>
/// <remarks>
/// No field can hold a tab or a line break, a fixed law is the only empty field, and every line begins with its kind:
/// so two contents have one text only if they are equal. The first line carries the version of this form.
/// </remarks>
internal static class BaselineCanonicalForm
{
    public static string Hash(Baseline baseline)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in Lines(baseline))
            Append(hash, line);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    internal static IEnumerable<string> Lines(Baseline baseline)
    {
        yield return Line("baseline/1", baseline.Title, Date(baseline.AsOf), baseline.BaseYear.ToString(CultureInfo.InvariantCulture));
        foreach (var parameter in baseline.Parameters)
        {
            yield return Line(
                "parameter", parameter.Id, Number(parameter.Value), parameter.Law ?? "", parameter.Status.ToString(),
                parameter.Basis, string.Join(' ', parameter.Observations));
        }

        foreach (var observation in baseline.Observations)
        {
            yield return Line(
                "observation", observation.SeriesId, Date(observation.PeriodEnd), observation.Frequency.ToString(),
                Number(observation.Value), observation.Unit, observation.Status.ToString(), observation.Source,
                observation.Reference, Date(observation.KnownSince));
        }
    }

    private static string Line(params ReadOnlySpan<string?> fields) => string.Join('\t', fields) + "\n";

    private static string Date(DateOnly date) => date.ToString("O", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static void Append(IncrementalHash hash, string line)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(line.Length));
        hash.AppendData(bytes, 0, Encoding.UTF8.GetBytes(line, bytes));
        ArrayPool<byte>.Shared.Return(bytes);
    }
}
