using System.Text.RegularExpressions;
using CsCheck;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Projections;

public partial class CanonicalFormTests
{
    private static readonly string Article = ArticleRuns.Specification().CanonicalForm;

    [Fact]
    public void CanonicalForm_OfAnySpecification_ReadsBackAsTheSameRun()
        => Gen.Select(ScenarioCase.Any, Gen.Int[0, 5], Gen.Int[0, 15], Gen.Enum<Step>()).Sample(
        (c, skip, take, step) =>
        {
            var specification = ArticleRuns.Specification(c.Preset, 2024 + skip, 2024 + skip + take, step, c.Set);
            var read = ProjectionSpecification.Parse(specification.CanonicalForm);
            Assert.Equal(specification.CanonicalForm, read.CanonicalForm);
            Assert.Equal(specification.RunId, read.RunId);
            Assert.Equal(specification.Range, read.Range);
            Assert.Equal(specification.BaselineVersion, read.BaselineVersion);
            Assert.Equal(specification.Scenario.Label, read.Scenario.Label);
            Assert.Equal(specification.Scenario.Extends, read.Scenario.Extends);
            Assert.Equal(specification.Scenario.BaseYear, read.Scenario.BaseYear);
            Assert.Equal(specification.Scenario.Parameters.Select(p => p with { Law = null, Change = null, Follows = null }), read.Scenario.Parameters);
        },
        iter: 300);

    [Fact]
    public void Parse_OfAnotherModelVersionThatCannotBeRead_SaysThatItIsGone()
    {
        var older = Article.Replace($"\"{ModelVersion.Current}\"", "\"0.9.1\"", StringComparison.Ordinal)
            .Replace("\"from\"", "\"since\"", StringComparison.Ordinal);
        var e = Assert.Throws<ModelVersionGoneException>(() => ProjectionSpecification.Parse(older));
        Assert.Equal("0.9.1", e.Version);

        // What else a form of that version holds cannot be known.
        Assert.Throws<ModelVersionGoneException>(() => ProjectionSpecification.Parse("""{"modelVersion":"9.0.0"}"""));
    }

    [Fact]
    public void Parse_OfAFormCutOffAnywhere_IsAFormatException()
    {
        for (var length = 0; length < Article.Length; length++)
            Assert.Throws<FormatException>(() => ProjectionSpecification.Parse(Article[..length]));
    }

    [Fact]
    public void Parse_OfADamagedForm_IsAFormatExceptionOrAVersionGoneOrARun()
        => Gen.Select(Gen.Int[0, 2], Gen.Int[0, int.MaxValue], Gen.Int[0, 40], Elements.Of(Tokens)).Sample(
        (how, where, length, token) =>
        {
            var damaged = Damage(Article, how, where, length, token);
            ProjectionSpecification specification;
            try
            {
                specification = ProjectionSpecification.Parse(damaged);
            }
            catch (Exception e) when (e is FormatException or ModelVersionGoneException)
            {
                return;
            }

            Assert.Equal(specification.RunId, ProjectionSpecification.Parse(specification.CanonicalForm).RunId);
        },
        iter: 5_000);

    [Theory]
    [InlineData("\"label\":\"article-base\"", "\"label\":null")]
    [InlineData("\"extends\":\"article-base\"", "\"extends\":null")]
    [InlineData("\"baselineVersion\":\"2024-12\"", "\"baselineVersion\":null")]
    [InlineData("\"origin\":\"Baseline\"", "\"origin\":\"7\"")]
    [InlineData("\"origin\":\"Baseline\"", "\"origin\":\"99999999999\"")]
    [InlineData("\"status\":\"Estimated\"", "\"status\":\"Reported, Estimated\"")]
    [InlineData("\"from\":\"2024\"", "\"from\": \"2024\"")]
    [InlineData("\"from\":\"2024\"", "\"from\":\"2024\",\"seed\":1")]
    [InlineData("\"value\":137,", "\"value\":1.37e2,")]
    public void Parse_OfAFormThatNoSpecificationHas_IsAFormatException(string part, string instead)
    {
        Assert.Contains(part, Article, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => ProjectionSpecification.Parse(Article.Replace(part, instead, StringComparison.Ordinal)));
    }

    private static readonly string[] Tokens =
        ["null", "true", "-1", "0", "1e999", "-0", "2024.5", "99999999999", "\"\"", "\"x\"", "\"\\ud800\"", "\"2024-Q1\"", "\"spend\"",
            "[]", "{}", "{", "}", ",", "\"", "\0", "\ud800", "é"];

    /// <summary>Puts a token in the place of a JSON value, of a run of characters, or between two of them.</summary>
    private static string Damage(string text, int how, int where, int length, string token)
    {
        if (how == 0)
        {
            var values = JsonValues().Matches(text);
            var value = values[where % values.Count];
            return text[..value.Index] + token + text[(value.Index + value.Length)..];
        }

        var start = where % text.Length;
        return text[..start] + token + text[(how == 1 ? start : Math.Min(text.Length, start + length))..];
    }

    [GeneratedRegex("(?<=:)(\"[^\"]*\"|[-0-9.eE+]+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex JsonValues();
}
