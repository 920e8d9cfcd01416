using System.Text.Json;
using CsCheck;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Http;

namespace ForecastFunctions.UnitTests.Http;

public class ArgumentsTests
{
    private static readonly Member<int?> Whole = new("a", MemberType.Whole, "", "a whole number", argument => argument.AsInteger());

    [Fact]
    public void RefuseOthers_WithNamesThatTheOperationDoesNotHave_ListsThemAllWithSuggestions()
    {
        var arguments = HttpArguments.OfQuery(Requests.Get("?scenari=a&limt=1&to=2030&code=SECRET&clientId=app"));
        arguments.RefuseOthers([Named("scenario"), Named("limit"), Named("to")]);

        var problem = Assert.Throws<ProblemException>(arguments.ThrowIfFaulty);

        Assert.Equal(400, problem.Kind.Status);
        Assert.Equal(
            ["limt", "scenari"], problem.Faults!.Select(fault => fault.Target).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.All(problem.Faults!, fault => Assert.Equal(["limit", "scenario", "to"], fault.Allowed!, StringComparer.Ordinal));
        Assert.Contains(problem.Faults!, fault => fault.Message.EndsWith("Did you mean scenario?", StringComparison.Ordinal));
        Assert.DoesNotContain("SECRET", string.Concat(problem.Faults!.Select(fault => fault.Message)), StringComparison.Ordinal);
    }

    [Fact]
    public void Request_WithoutFaults_IsRead()
    {
        var arguments = HttpArguments.OfQuery(Requests.Get("?a=1&set.x=2&set.y=3&code=K"));
        var settings = Named("set.") with { IsPrefix = true };

        Assert.Equal(1, arguments.Read(Whole));
        Assert.Equal(["x", "y"], arguments.FindAll(settings).Select(found => found.Name), StringComparer.Ordinal);
        Assert.Null(arguments.Read(Whole with { Name = "b" }));
        arguments.RefuseOthers([Whole, settings]);
        arguments.ThrowIfFaulty();
        Assert.Empty(arguments.Faults);
    }

    [Fact]
    public void RefuseOthers_WhereNothingIsTaken_RefusesWithoutASuggestion()
    {
        var arguments = HttpArguments.OfQuery(Requests.Get("?x=1"));
        arguments.RefuseOthers([]);

        Assert.Equal("x is not known here.", Assert.Single(arguments.Faults).Message);
    }

    [Theory]
    [InlineData("ratio.limit=4", "Did you mean set.ratio.limit?")]
    [InlineData("ratio.limt=4", "Did you mean set.ratio.limit?")]
    [InlineData("inferenceShare.limit=0.8", "Did you mean set.inferenceShare.limit?")]
    [InlineData("set=ratio.limit=4", "Did you mean set.ratio.limit=4?")]
    [InlineData("set=4", "Did you mean set.ratio.limit=triangular(1.5,4.5,6)?")]
    [InlineData("scenaro=status-quo", "Did you mean scenario?")]
    public void RefuseOthers_OfASettingWithoutItsPrefix_NamesItWithThePrefix(string query, string suggestion)
    {
        var arguments = HttpArguments.OfQuery(Requests.Get($"?{query}"));
        arguments.RefuseOthers(ProjectionRuns.Kind.Ask.Members);

        Assert.EndsWith(suggestion, Assert.Single(arguments.Faults).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"ratio.limit": 4}""", "/ratio.limit", "In a body, ratio.limit stands in the object scenario")]
    [InlineData("""{"parameters": {"ratio.limit": 4}}""", "/parameters", "In a body, parameters stands in the object scenario")]
    [InlineData("""{"scenario": {"ratio.limit": 4}}""", "/scenario/ratio.limit", "ratio.limit stands in the object parameters.")]
    public void Body_WithASettingOutsideItsObject_IsToldWhereItStands(string body, string target, string message)
    {
        var arguments = new Arguments();
        ProjectionRuns.Kind.Ask.Flatten(arguments, JsonElement.Parse(body));

        var fault = Assert.Single(arguments.Faults);
        Assert.Equal(target, fault.Target);
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void List_ThatNamesAThingTwice_IsAFaultThatNamesIt()
    {
        var arguments = HttpArguments.OfQuery(Requests.Get("?names=a,b,a"));
        arguments.ReadNames(new Member<IReadOnlyList<string>>("names", MemberType.List, "", "a list", argument => argument.AsList()));

        var fault = Assert.Single(arguments.Faults);
        Assert.Equal((FaultCode.Duplicate, "names names 'a' 2 times; once is wanted."), (fault.Code, fault.Message));
    }

    [Fact]
    public void Query_WithAParameterTwice_IsAFaultAndTheFirstHolds()
    {
        var arguments = HttpArguments.OfQuery(Requests.Get("?a=1&b=0&a=2"));

        Assert.Equal("1", arguments.Find("a")!.AsText());
        Assert.Equal(
            ("query", "a", FaultCode.Duplicate), (arguments.Faults[0].In, arguments.Faults[0].Target, arguments.Faults[0].Code));
    }

    [Fact]
    public async Task Member_InTheQueryAndInTheBody_IsAFault()
    {
        var request = Requests.Post("""{"a": 2}""");
        request.QueryString = new("?a=1");

        var arguments = await HttpArguments.OfBodyAsync(
            request, new Operation("x", "X", ["POST"], "/x", AccessScope.Read, "", [Whole]), CancellationToken.None);

        Assert.Equal(("/a", FaultCode.Duplicate), (Assert.Single(arguments.Faults).Target, arguments.Faults[0].Code));
    }

    [Fact]
    public void Fault_OfAUseCase_FindsTheNearestPartThatTheRequestHas()
    {
        var arguments = new Arguments();
        arguments.Add("from", new Argument(new Place("query", "from"), "2028"));
        arguments.Add("events", new Argument(new Place("body", "/scenario/events"), JsonElement.Parse("[{}]")));
        arguments.Remember("scenarios/1/set.ratio.limit", new Place("body", "/scenarios/1/parameters/ratio.limit"));

        foreach (var target in (string[])["from", "events/0/driver", "scenarios/1/set.ratio.limit", "to"])
            arguments.AddFault(new Fault(target, FaultCode.Malformed, "It is wrong."));

        Assert.Equal(
            ["query from", "body /scenario/events/0/driver", "body /scenarios/1/parameters/ratio.limit", "query to"],
            arguments.Faults.Select(fault => $"{fault.In} {fault.Target}"));
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
    public void Number_OfText_IsFiniteAndInvariant(string text, double? number) => Assert.Equal(number, OfText(text).AsNumber());

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("1e999", null)]
    [InlineData("\"1.5\"", null)]
    [InlineData("true", null)]
    [InlineData("null", null)]
    [InlineData("[1]", null)]
    public void Number_OfJson_IsAFiniteJsonNumber(string json, double? number) => Assert.Equal(number, OfJson(json).AsNumber());

    [Fact]
    public void Number_WrittenRoundTrip_IsReadToTheSameBitsFromQueryAndBody()
        => Gen.Double.Where(double.IsFinite).Sample(number =>
        {
            var text = number.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(number, OfText(text).AsNumber());
            Assert.Equal(number, OfJson(text).AsNumber());
        });

    [Theory]
    [InlineData("7", 7)]
    [InlineData("7.0", 7)]
    [InlineData("7.", null)]
    [InlineData(".0", null)]
    [InlineData("7.5", null)]
    [InlineData("99999999999", null)]
    [InlineData("seven", null)]
    public void Integer_OfText_HasDigitsAndNoFraction(string text, int? number) => Assert.Equal(number, OfText(text).AsInteger());

    [Theory]
    [InlineData("2028", "2028")]
    [InlineData("\"2028\"", "2028")]
    [InlineData("2028.0", "2028")]
    [InlineData("2.028e3", "2028")]
    [InlineData("\"2028.00\"", "2028")]
    [InlineData("18446744073709551615", "18446744073709551615")]
    [InlineData("2028.5", null)]
    [InlineData("1e30", null)]
    [InlineData("true", null)]
    public void TextOrInteger_OfJson_IsEither(string json, string? text) => Assert.Equal(text, OfJson(json).AsTextOrInteger());

    [Theory]
    [InlineData("""["a", 5, "b c"]""", "a|5|b c")]
    [InlineData("[2028.0, 2.5]", "2028|2.5")]
    [InlineData("[]", "")]
    [InlineData("""["a", null]""", null)]
    [InlineData("""[["a"]]""", null)]
    [InlineData("\"a, b\"", "a|b")]
    [InlineData("7", null)]
    public void List_OfJson_IsAnArrayOrATextWithCommas(string json, string? items)
        => Assert.Equal(items, OfJson(json).AsList() is { } list ? string.Join('|', list) : null);

    [Fact]
    public void List_OfText_IsSeparatedByCommas() => Assert.Equal(["a", "b|c", ""], OfText("a, b|c ,").AsList()!, StringComparer.Ordinal);

    private static Member<string> Named(string name) => new(name, MemberType.Text, "", "a text", argument => argument.AsText());

    private static Argument OfText(string text) => new(new Place("query", "n"), text);

    private static Argument OfJson(string json) => new(new Place("body", "/n"), JsonElement.Parse(json));
}
