using System.Text.Json;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.UnitTests.Functions;

public class StatedSettingTests
{
    [Theory]
    [InlineData("ratio.limit", "4", "4")]
    [InlineData("ratio.limit", "fixed(4)", "4")]
    [InlineData("ratio.limit", "triangular(1.5, 4.5, 6)", "triangular(1.5,4.5,6)")]
    [InlineData("spend.base", "lognormal(128..147)", "lognormal(128..147)")]
    [InlineData("ratio.basis", "spend", "spend")]
    [InlineData("inferenceShare.limit", "0.8", "4.000000000000001")]
    public void Text_OfANumberALawOrAWord_IsTaken(string id, string text, string setting)
    {
        var (parameter, interpreted) = Interpret(id, OfText(id, text)).Setting!.Value;
        Assert.Equal(setting, interpreted.ToText(parameter));
    }

    [Fact]
    public void Object_OfALaw_IsTheLawThatTheTextStates()
    {
        var ofObject = Interpret("ratio.limit", OfJson("""{"mode": 4.5, "law": "triangular", "min": 1.5, "max": 6}""")).Setting;
        Assert.Equal((Parameters.RatioLimit, new ParameterSetting.Uncertain(new Triangular(1.5, 4.5, 6))), ofObject);
    }

    [Theory]
    [InlineData("ratio.limit", "pert(1,2,51)", FaultCode.OutOfRange, "max 51")]
    [InlineData("ratio.limit", "uniform(0.01..3)", FaultCode.OutOfRange, "p5 0.01")]
    [InlineData("ratio.limit", "triangle(1,2,3)", FaultCode.Malformed, "'triangle' is not a law")]
    [InlineData("ratio.limit", "triangular(3,2,1)", FaultCode.Malformed, "max")]
    [InlineData("ratio.limit", "four", FaultCode.Malformed, "a number from 0.05 to 50")]
    [InlineData("ratio.limit", "51", FaultCode.OutOfRange, "from 0.05 to 50")]
    [InlineData("inferenceShare.limit", "uniform(0.1,0.9)", FaultCode.Malformed, "a number from")]
    [InlineData("ratio.basis", "money", FaultCode.NotFound, "compute or spend")]
    [InlineData("ratio.limit", "", FaultCode.Malformed, "a number")]
    public void Text_ThatDoesNotFit_IsRefusedWithWhatWould(string id, string text, string code, string message)
    {
        var (setting, faults) = Interpret(id, OfText(id, text));
        Assert.Null(setting);
        Assert.All(faults, fault => Assert.Equal((code, $"set.{id}"), (fault.Code, fault.Target)));
        Assert.Contains(faults, fault => fault.Message.Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"min": 1, "mode": 2, "max": 3}""", "law is the name of a law")]
    [InlineData("""{"law": "triangular", "min": 1, "mode": "2", "max": 3}""", "mode is a number")]
    [InlineData("""{"law": "triangular", "min": 1, "max": 3}""", "mode")]
    [InlineData("""{"law": "triangular", "min": 1, "mode": 2, "max": 3, "p5": 1}""", "p5")]
    [InlineData("""{"law": 7, "min": 1}""", "law is the name of a law")]
    [InlineData("[1, 2]", "a number from")]
    [InlineData("null", "a number from")]
    [InlineData("true", "a number from")]
    public void Json_ThatDoesNotFit_IsRefusedWithWhatWould(string json, string message)
    {
        var (setting, faults) = Interpret("ratio.limit", OfJson(json));
        Assert.Null(setting);
        Assert.Contains(faults, fault => fault.Message.Contains(message, StringComparison.Ordinal));
    }

    private static Argument OfText(string id, string text) => new(new Place("query", $"set.{id}"), text);

    private static Argument OfJson(string json) => new(new Place("body", "/scenario/parameters/x"), JsonElement.Parse(json));

    private static ((Parameter, ParameterSetting)? Setting, IReadOnlyList<Fault> Faults) Interpret(string id, Argument argument)
    {
        var arguments = new Arguments();
        var faults = new Faults();
        if (StatedSetting.Read(arguments, id, argument) is not { } stated)
            return (null, arguments.Faults);
        var interpreted = StatedSetting.Interpret([stated], "", Projections.ArticleRuns.Article, faults);
        return (interpreted.Count == 0 ? null : (interpreted.Single().Key, interpreted.Single().Value), [.. arguments.Faults, .. faults.All]);
    }
}
