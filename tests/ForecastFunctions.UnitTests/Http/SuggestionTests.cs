using CsCheck;
using ForecastFunctions.Application.Contract;

namespace ForecastFunctions.UnitTests.Http;

public class SuggestionTests
{
    private static readonly string[] Names = ["ratio.limit", "ratio.base", "ratio.speed", "spend.base"];

    [Theory]
    [InlineData("ratio.limt", "ratio.limit")]
    [InlineData("RATIO.LIMIT", "ratio.limit")]
    [InlineData("ratio.bse", "ratio.base")]
    [InlineData("spend", null)]
    [InlineData("colour", null)]
    [InlineData("", null)]
    public void Nearest_IsWhatIsAFewLettersAway(string text, string? nearest) => Assert.Equal(nearest, Suggestion.Nearest(text, Names));

    [Fact]
    public void Nearest_OfNothing_IsNothing()
    {
        Assert.Null(Suggestion.Nearest("ratio.limit", []));
        Assert.Equal("", Suggestion.DidYouMean("ratio.limit", []));
    }

    [Fact]
    public void Nearest_OfAHugeText_IsNotLookedFor() => Assert.Null(Suggestion.Nearest(new string('x', 1_000_000), Names));

    [Fact]
    public void Nearest_OfANameWithALetterLeftOut_IsTheName()
        => Gen.Select(Gen.Int[0, Names.Length - 1].Select(i => Names[i]), Gen.Int[0, 9])
            .Sample((name, at) => Assert.Equal(name, Suggestion.Nearest(name.Remove(at, 1), Names)));
}
