using ForecastFunctions.Application.Contract;
using System.Text.Json;
using CsCheck;
using ForecastFunctions.Http;

namespace ForecastFunctions.UnitTests.Http;

public class RequestReaderTests
{
    [Fact]
    public void Finish_WithNamesNobodyAskedFor_ListsThemAllWithSuggestions()
    {
        var reader = RequestReader.OfQuery(Requests.Get("?scenari=a&limt=1&to=2030&code=SECRET&clientId=app"));
        reader.Find("scenario");
        reader.Find("limit");
        reader.Find("to");

        var problem = Assert.Throws<ProblemException>(reader.Finish);

        Assert.Equal(400, problem.Status);
        Assert.Equal(
            ["limt", "scenari"], problem.Faults!.Select(fault => fault.Target).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.All(problem.Faults!, fault => Assert.Equal(["limit", "scenario", "to"], fault.Allowed!, StringComparer.Ordinal));
        Assert.Contains(problem.Faults!, fault => fault.Message.EndsWith("Did you mean scenario?", StringComparison.Ordinal));
        Assert.DoesNotContain("SECRET", string.Concat(problem.Faults!.Select(fault => fault.Message)), StringComparison.Ordinal);
    }

    [Fact]
    public void Finish_WithoutFaults_DoesNotThrow()
    {
        var reader = RequestReader.OfQuery(Requests.Get("?a=1&set.x=2&set.y=3&code=K"));

        Assert.Equal(1, reader.Read("a", member => member.AsInteger(), "a number"));
        Assert.Equal(["set.x", "set.y"], reader.FindAll("set.").Select(found => found.Name), StringComparer.Ordinal);
        Assert.Null(reader.Read("b", member => member.AsInteger(), "a number"));
        reader.Finish();
        Assert.Empty(reader.Faults);
    }

    [Fact]
    public void Finish_WhereNothingIsAskedFor_RefusesWithoutASuggestion()
    {
        var reader = RequestReader.OfQuery(Requests.Get("?x=1"));

        Assert.Equal("x is not known here.", Assert.Single(Assert.Throws<ProblemException>(reader.Finish).Faults!).Message);
    }

    [Fact]
    public void Query_WithAParameterTwice_IsAFaultAndTheFirstHolds()
    {
        var reader = RequestReader.OfQuery(Requests.Get("?a=1&b=0&a=2"));

        Assert.Equal("1", reader.Find("a")!.AsText());
        Assert.Equal(("query", "a", FaultCode.Duplicate), (reader.Faults[0].In, reader.Faults[0].Target, reader.Faults[0].Code));
    }

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("-1e-3", -0.001)]
    [InlineData("+2", 2.0)]
    [InlineData("1,5", null)]
    [InlineData(" 1", null)]
    [InlineData("1 000", null)]
    [InlineData("0x10", null)]
    [InlineData("1e999", null)]
    [InlineData("-1e999", null)]
    [InlineData("NaN", null)]
    [InlineData("Infinity", null)]
    [InlineData("∞", null)]
    [InlineData("", null)]
    public void Number_OfText_IsFiniteAndInvariant(string text, double? number)
        => Assert.Equal(number, new RequestMember("n", text).AsNumber());

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("1e999", null)]
    [InlineData("\"1.5\"", null)]
    [InlineData("true", null)]
    [InlineData("null", null)]
    [InlineData("[1]", null)]
    public void Number_OfJson_IsAFiniteJsonNumber(string json, double? number)
        => Assert.Equal(number, new RequestMember("/n", JsonElement.Parse(json)).AsNumber());

    [Fact]
    public void Number_WrittenRoundTrip_IsReadToTheSameBitsFromQueryAndBody()
        => Gen.Double.Where(double.IsFinite).Sample(number =>
        {
            var text = number.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(number, new RequestMember("n", text).AsNumber());
            Assert.Equal(number, new RequestMember("/n", JsonElement.Parse(text)).AsNumber());
        });

    [Theory]
    [InlineData("7", 7)]
    [InlineData("7.0", null)]
    [InlineData("99999999999", null)]
    [InlineData("seven", null)]
    public void Integer_OfText_HasDigitsOnly(string text, int? number) => Assert.Equal(number, new RequestMember("n", text).AsInteger());

    [Theory]
    [InlineData("2028", "2028")]
    [InlineData("\"2028\"", "2028")]
    [InlineData("2028.5", null)]
    [InlineData("1e30", null)]
    [InlineData("true", null)]
    public void TextOrInteger_OfJson_IsEither(string json, string? text)
        => Assert.Equal(text, new RequestMember("/n", JsonElement.Parse(json)).AsTextOrInteger());

    [Theory]
    [InlineData("""["a", 5, "b c"]""", "a|5|b c")]
    [InlineData("[]", "")]
    [InlineData("""["a", null]""", null)]
    [InlineData("""[["a"]]""", null)]
    [InlineData("\"a, b\"", "a|b")]
    [InlineData("7", null)]
    public void List_OfJson_IsAnArrayOrATextWithCommas(string json, string? items)
        => Assert.Equal(items, new RequestMember("/n", JsonElement.Parse(json)).AsList() is { } list ? string.Join('|', list) : null);

    [Fact]
    public void List_OfText_IsSeparatedByCommas()
        => Assert.Equal(["a", "b|c", ""], new RequestMember("n", "a, b|c ,").AsList()!, StringComparer.Ordinal);
}
