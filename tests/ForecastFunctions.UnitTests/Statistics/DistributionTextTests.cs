using CsCheck;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.UnitTests.Statistics;

public sealed class DistributionTextTests
{
    [Fact]
    public void Text_OfGeneratedLaws_ReadsBackEqual() => GenDistribution.Any.Sample(law =>
    {
        var text = law.ToString();
        var read = Distribution.Parse(text);
        Assert.Equal(law, read);
        Assert.Equal(text, read.ToString());
        Assert.DoesNotContain('+', text);
        Assert.DoesNotContain(' ', text);
    });

    [Fact]
    public void NamedNumbers_OfGeneratedLaws_MakeAnEqualLaw() => GenDistribution.Any.Sample(law =>
        Assert.Equal(law, Distribution.Create(law.Law.Name, law.Numbers.ToDictionary(n => n.Name, n => n.Value))));

    [Fact]
    public void Text_WithBlanksAndCapitals_MeansTheSame() => GenDistribution.Any.Sample(law =>
    {
        var capitals = law.ToString().ToUpperInvariant();
        var loose = " " + capitals.Replace(",", " ,  ").Replace("(", " ( ").Replace(")", " ) ");
        Assert.Equal(law, Distribution.Parse(loose));
    });

    [Theory]
    [InlineData("0.47", "0.47")]
    [InlineData("fixed(0.47)", "0.47")]
    [InlineData("-0", "0")]
    [InlineData("1e20", "1e20")]
    [InlineData("1E+20", "1e20")]
    [InlineData("0.00001", "1e-5")]
    [InlineData("triangular(1.50,4.5,6.0)", "triangular(1.5,4.5,6)")]
    [InlineData("lognormal(128..147)", "lognormal(128..147)")]
    [InlineData("Logit-Normal(.3 .. .7)", "logit-normal(0.3..0.7)")]
    [InlineData("uniform(-1e3..+1e3)", "uniform(-1000..1000)")]
    [InlineData("normal(0.1,0.30000000000000004)", "normal(0.1,0.30000000000000004)")]
    public void Text_InAnySpelling_HasOneCanonicalForm(string text, string canonical) =>
        Assert.Equal(canonical, Distribution.Parse(text).ToString());

    [Theory]
    [InlineData("", "text", 1)]
    [InlineData("   ", "text", 4)]
    [InlineData("gamma(1,2)", "law", 1)]
    [InlineData("NaN", "law", 1)]
    [InlineData("normal", "text", 7)]
    [InlineData("normal 1,2", "text", 8)]
    [InlineData("normal(1,2", "text", 11)]
    [InlineData("normal(1,", "sd", 10)]
    [InlineData("normal(1)", "sd", 9)]
    [InlineData("normal()", "mean", 8)]
    [InlineData("normal(1 2)", "text", 10)]
    [InlineData("normal(1,2,3)", "text", 12)]
    [InlineData("normal(1,2))", "text", 12)]
    [InlineData("normal(1,-2)", "sd", 10)]
    [InlineData("normal(a,2)", "mean", 8)]
    [InlineData("normal(1,1e999)", "sd", 10)]
    [InlineData("normal(1;2)", "text", 9)]
    [InlineData("normal(1..2..3)", "text", 12)]
    [InlineData("normal(1..2,3)", "text", 12)]
    [InlineData("normal(1.)", "text", 10)]
    [InlineData("triangular(1..2)", null, 0)]
    [InlineData("triangular(1,2..3)", "text", 15)]
    [InlineData("fixed(1..2)", "text", 8)]
    [InlineData("128..147", "law", 4)]
    [InlineData("1,5", "text", 2)]
    [InlineData("0x10", "text", 2)]
    [InlineData("1e", "value", 1)]
    [InlineData("lognormal(147..128)", "p95", 16)]
    [InlineData("triangular(1,7,6)", "mode", 14)]
    public void Text_ThatIsNoDistribution_NamesThePlaceAndTheArgument(string text, string? argument, int position)
    {
        var isRead = Distribution.TryParse(text, out var law, out var faults);
        Assert.Equal(argument is null, isRead);
        Assert.Equal(isRead, law is not null);
        if (isRead) return;
        var fault = Assert.Single(faults);
        Assert.Equal((argument, position), (fault.Argument, fault.Position));
        Assert.NotEmpty(fault.Message);
        Assert.Throws<InvalidDistributionException>(() => Distribution.Parse(text));
    }

    [Fact]
    public void Text_OfAnyCharacters_IsReadOrRefusedButNeverFails() =>
        Gen.String["0123456789.,()-+eE normalbetpig"].Sample(text =>
        {
            if (Distribution.TryParse(text, out var law, out var faults))
                Assert.Equal(law, Distribution.Parse(law.ToString()));
            else
                Assert.NotEmpty(faults);
        });

    [Fact]
    public void Text_BeyondAllReason_IsRefusedByLength() =>
        Assert.False(Distribution.TryParse(new string('1', 10_000), out _, out _));

    [Fact]
    public void NamedNumbers_WithSeveralFaults_AreAllReported()
    {
        var numbers = new Dictionary<string, double> { ["min"] = 1, ["mean"] = 2, ["high"] = 3 };
        var exception = Assert.Throws<InvalidDistributionException>(() => Distribution.Create("triangular", numbers));
        Assert.Equal(["mode", "max", "high", "mean"], exception.Faults.Select(fault => fault.Argument));
    }

    [Fact]
    public void NamedNumbers_MixingRangeAndParameters_AreRefused()
    {
        var numbers = new Dictionary<string, double> { ["p5"] = 1, ["p95"] = 2, ["mean"] = 1.5 };
        var exception = Assert.Throws<InvalidDistributionException>(() => Distribution.Create("normal", numbers));
        Assert.Equal("mean", Assert.Single(exception.Faults).Argument);
    }

    [Fact]
    public void Numbers_OfALaw_SayWhichAreLevels()
    {
        Assert.Equal([true, false], new Normal(1, 2).Numbers.Select(number => number.IsLevel));
        Assert.Equal([true, true, true], new Triangular(1, 2, 3).Numbers.Select(number => number.IsLevel));
        Assert.Equal([false, false], new Beta(1, 2).Numbers.Select(number => number.IsLevel));
        Assert.Equal([1, 2], Normal.FromRange(1, 2).Numbers.Select(number => number.Value));
    }

    [Fact]
    public void Laws_InTheirDeclaration_AreFoundByNameAndDescribed()
    {
        Assert.Equal(8, Law.All.Count);
        Assert.All(Law.All, law => Assert.Equal(law.Name, law.Name.ToLowerInvariant()));
        Assert.All(
            Law.All.SelectMany(law => law.Parameters.Arguments), argument => Assert.NotEmpty(argument.Description));
        Assert.Null(Law.Fixed.Range);
        Assert.All(Law.All.Where(law => law != Law.Fixed), law => Assert.NotNull(law.Range));
    }
}
