using CsCheck;

namespace ForecastFunctions.UnitTests.Projections;

/// <summary>Draws from a list.</summary>
internal static class Elements
{
    public static Gen<T> Of<T>(params IReadOnlyList<T> elements) => Gen.Int[0, elements.Count - 1].Select(i => elements[i]);
}
