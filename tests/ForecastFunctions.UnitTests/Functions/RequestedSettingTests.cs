using System.Text.Json;
using FluentValidation.Results;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Statistics;
using ForecastFunctions.Http;
using ForecastFunctions.Projections;

namespace ForecastFunctions.UnitTests.Functions;

public class RequestedSettingTests
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
        var (parameter, interpreted) = Interpret(id, new RequestMember($"set.{id}", text)).Setting!.Value;
        Assert.Equal(setting, interpreted.ToText(parameter));
    }

    [Fact]
    public void Object_OfALaw_IsTheLawThatTheTextStates()
    {
        var ofObject = Interpret("ratio.limit", Json("""{"mode": 4.5, "law": "triangular", "min": 1.5, "max": 6}""")).Setting;
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
        var (setting, failures) = Interpret(id, new RequestMember($"set.{id}", text));
        Assert.Null(setting);
        Assert.All(failures, failure => Assert.Equal(code, failure.ErrorCode));
        Assert.Contains(failures, failure => failure.ErrorMessage.Contains(message, StringComparison.Ordinal));
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
        var (setting, failures) = Interpret("ratio.limit", Json(json));
        Assert.Null(setting);
        Assert.Contains(failures, failure => failure.ErrorMessage.Contains(message, StringComparison.Ordinal));
    }

    private static RequestMember Json(string json) => new("/scenario/parameters/x", JsonElement.Parse(json));

    private static ((Parameter, ParameterSetting)? Setting, List<ValidationFailure> Failures) Interpret(string id, RequestMember member)
    {
        var failures = new List<ValidationFailure>();
        return (new RequestedSetting($"set.{id}", id, member).Interpret(2024, failures.Add), failures);
    }
}
