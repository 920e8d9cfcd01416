namespace ForecastFunctions.UnitTests.Fuzzing;

/// <summary>A way by which bytes from outside come into the product, and what they may lead to.</summary>
/// <param name="Name">The name, which its corpus has too.</param>
/// <param name="Words">What the language of its inputs is made of.</param>
/// <param name="Read">
/// Reads an input, and says in a few words what came of it: a value, or the refusal that is documented. Whatever it throws is a
/// fault of the product.
/// </param>
internal sealed record Harness(string Name, IReadOnlyList<string> Words, Func<byte[], string> Read)
{
    /// <summary>The longest that any input may take.</summary>
    public TimeSpan Slowest { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The most bytes that may be allocated for an input, whatever its length.</summary>
    public long AllocatedAtMost { get; init; } = 4_000_000;

    /// <summary>The most bytes that may be allocated in addition for each byte of it.</summary>
    public long AllocatedPerByte { get; init; } = 400;

    public override string ToString() => Name;
}
