using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ForecastFunctions.Core.Statistics;

/// <summary>A function of one double, written once for four at a time.</summary>
internal interface IElementwise
{
    Vector256<double> At(Vector256<double> x);
}

/// <summary>Elementwise work over columns of draws.</summary>
internal static class Columns
{
    internal static void RequireSameLength(ReadOnlySpan<double> source, Span<double> target)
    {
        if (source.Length != target.Length)
        {
            throw new ArgumentException(
                $"The target must be as long as the source ({source.Length}); its length is {target.Length}.",
                nameof(target));
        }
    }

    /// <summary>
    /// Applies <paramref name="function"/> to every element; source and target may be the same memory. Every element
    /// takes the same vector path, the last ones padded, so its result does not depend on its place in the column.
    /// </summary>
    internal static void Map<T>(T function, ReadOnlySpan<double> source, Span<double> target)
        where T : struct, IElementwise
    {
        var whole = source.Length - source.Length % 4;
        for (var i = 0; i < whole; i += 4)
            function.At(Vector256.Create(source.Slice(i, 4))).CopyTo(target[i..]);
        if (whole == source.Length) return;

        Span<double> last = stackalloc double[4];
        last.Fill(source[^1]);
        source[whole..].CopyTo(last);
        function.At(Vector256.Create<double>(last)).CopyTo(last);
        last[..(source.Length - whole)].CopyTo(target[whole..]);
    }

    /// <summary>One element, by the same path as the column form.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Map<T>(T function, double x)
        where T : struct, IElementwise => function.At(Vector256.Create(x)).ToScalar();
}
