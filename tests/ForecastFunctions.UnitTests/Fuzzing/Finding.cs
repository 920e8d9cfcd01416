namespace ForecastFunctions.UnitTests.Fuzzing;

/// <summary>An input that leads to what is not documented.</summary>
/// <param name="Input">The input, as short as it could be made.</param>
/// <param name="What">What came of it.</param>
/// <param name="Detail">The same at length.</param>
internal sealed record Finding(byte[] Input, string What, string Detail)
{
    /// <summary>The finding with the line to add to the corpus.</summary>
    public override string ToString() => $"{What}{Environment.NewLine}{Corpus.Line(Input)}{Environment.NewLine}{Detail}";
}

/// <summary>What a fuzzer has done.</summary>
/// <param name="Inputs">How many inputs it has tried.</param>
/// <param name="Outcomes">How many outcomes they had.</param>
/// <param name="Slowest">The longest that one took, of those within the bound.</param>
/// <param name="MostBytes">The most that was allocated for one, of those within the bound.</param>
/// <param name="Finding">What it found, if anything.</param>
internal sealed record FuzzResult(int Inputs, int Outcomes, TimeSpan Slowest, long MostBytes, Finding? Finding);
