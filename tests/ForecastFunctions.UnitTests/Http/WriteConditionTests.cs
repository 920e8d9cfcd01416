using System.Globalization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Http;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.UnitTests.Http;

public class WriteConditionTests
{
    [Theory]
    [InlineData(null, null, 7L, true)]
    [InlineData(null, null, null, true)]
    [InlineData("\"7.abc\"", null, 7L, true)]
    [InlineData("\"7.other-representation\"", null, 7L, true)]
    [InlineData("\"6.abc\", \"7.abc\"", null, 7L, true)]
    [InlineData("\"6.abc\"", null, 7L, false)]
    [InlineData("\"77.abc\"", null, 7L, false)]
    [InlineData("\"7.abc\"", null, 77L, false)]
    [InlineData("W/\"7.abc\"", null, 7L, false)]
    [InlineData("\"7.abc\"", null, null, false)]
    [InlineData("*", null, 7L, true)]
    [InlineData("*", null, null, false)]
    [InlineData(null, "*", null, true)]
    [InlineData(null, "*", 7L, false)]
    [InlineData(null, "\"6.abc\"", 7L, true)]
    [InlineData(null, "\"7.abc\"", 7L, false)]
    [InlineData("*", "*", 7L, false)]
    public void Condition_OnAState_HoldsJustAsItSays(string? ifMatch, string? ifNoneMatch, long? revision, bool holds)
    {
        var arguments = new Arguments();
        var condition = WriteCondition.Read(Request(ifMatch, ifNoneMatch), arguments);

        Assert.Empty(arguments.Faults);
        var failure = Record.Exception(() => condition.Check(revision?.ToString(CultureInfo.InvariantCulture), "It"));
        Assert.Equal(holds ? null : ProblemKind.PreconditionFailed, (failure as ProblemException)?.Kind);
    }

    [Theory]
    [InlineData("7.abc")]
    [InlineData("\"7.abc")]
    [InlineData("")]
    [InlineData("\"7.abc\" \"8\"")]
    public void Header_ThatCannotBeRead_IsAFaultAndNeverUnconditional(string ifMatch)
    {
        var arguments = new Arguments();
        var condition = WriteCondition.Read(Request(ifMatch, null), arguments);

        Assert.Equal(("header", "If-Match"), (Assert.Single(arguments.Faults).In, arguments.Faults[0].Target));
        Assert.Throws<ProblemException>(() => condition.Check("7", "It"));
    }

    private static HttpRequest Request(string? ifMatch, string? ifNoneMatch)
    {
        var request = Requests.Of("PUT");
        if (ifMatch is not null)
            request.Headers.IfMatch = ifMatch;
        if (ifNoneMatch is not null)
            request.Headers.IfNoneMatch = ifNoneMatch;
        return request;
    }
}
