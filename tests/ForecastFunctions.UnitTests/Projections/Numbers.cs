using System.Globalization;
using System.Runtime.InteropServices;
using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.UnitTests.Projections;

/// <summary>How tests compare numbers.</summary>
internal static class Numbers
{
    public static void Close(double expected, double actual, double relative, string what)
        => Assert.True(
            Math.Abs(actual - expected) <= relative * Math.Abs(expected),
            string.Create(CultureInfo.InvariantCulture, $"{what}: {actual:R}, not {expected:R}"));

    public static bool SameBits(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
        => MemoryMarshal.AsBytes(a).SequenceEqual(MemoryMarshal.AsBytes(b));

    /// <summary>Every number of a deterministic run, period by period.</summary>
    public static double[] All(this Projection projection)
        => [.. Enumerable.Range(0, projection.Range.Count).SelectMany(p => Variables.All.Select(v => projection.Value(p, v)))];
}
