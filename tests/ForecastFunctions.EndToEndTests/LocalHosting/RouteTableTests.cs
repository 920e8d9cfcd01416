using ForecastFunctions.LocalHost;
using ForecastFunctions.LocalHost.Functions;
using ForecastFunctions.LocalHost.Http;
using ForecastFunctions.LocalHost.Protocol;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.EndToEndTests.LocalHosting;

/// <summary>Routes of functions that are made up, and which the platform's host was seen to serve or refuse.</summary>
public sealed class RouteTableTests
{
    private static readonly (string Name, string Route, string[]? Methods)[] Functions =
    [
        ("Files", "x/{*path}", ["GET"]),
        ("GetRun", @"v1/projections/{file:regex(^[0-9a-f]{{32}}(\.csv|\.metadata\.json)?$)}", ["GET"]),
        ("Latest", "v1/baselines/latest", null),
        ("Baseline", "v1/baselines/{version}", ["GET"]),
        ("Number", "v1/numbers/{n:int:range(1,12)}", null),
        ("Projections", @"v1/{table:regex(^projections(\.csv|\.metadata\.json)?$)}", ["GET", "POST"]),
        ("Step", "v1/steps/{step=year}", null),
        ("Optional", "v1/lists/{name?}", null),
        ("Tail", "v1/tails/{name}.{format?}", null),
    ];

    private static readonly RouteTable Table = Build(Functions);

    [Theory]
    [InlineData("GET", "/api/v1/projections", "Projections table=projections")]
    [InlineData("POST", "/api/v1/projections.csv", "Projections table=projections.csv")]
    [InlineData("GET", "/api/v1/projections.metadata.json", "Projections table=projections.metadata.json")]
    [InlineData("GET", "/API/V1/Projections.CSV/", "Projections table=Projections.CSV")]
    [InlineData("GET", "/api/v1/projections.xml", null)]
    [InlineData("GET", "/api/v1/projections.csv.csv", null)]
    [InlineData("GET", "/api/v1/xprojections", null)]
    [InlineData("DELETE", "/api/v1/projections", null)]
    [InlineData("GET", "/api/v1/projections/0123456789abcdef0123456789abcdef.csv", "GetRun file=0123456789abcdef0123456789abcdef.csv")]
    [InlineData("GET", "/api/v1/projections/0123456789abcdef0123456789abcde", null)]
    [InlineData("GET", "/api/v1/projections/0123456789abcdef0123456789abcdef.xml", null)]
    [InlineData("GET", "/api/x/a/b.css", "Files path=a/b.css")]
    [InlineData("GET", "/api/x", "Files path=")]
    [InlineData("GET", "/api/xy", null)]
    [InlineData("GET", "/api/v1/baselines/latest", "Baseline version=latest")] // the first by name, not the closest
    [InlineData("POST", "/api/v1/baselines/latest", "Latest")]
    [InlineData("GET", "/api/v1/numbers/12", "Number n=12")]
    [InlineData("GET", "/api/v1/numbers/13", null)]
    [InlineData("GET", "/api/v1/steps", "Step step=year")]
    [InlineData("GET", "/api/v1/steps/quarter", "Step step=quarter")]
    [InlineData("GET", "/api/v1/lists", "Optional")]
    [InlineData("GET", "/api/v1/tails/a", "Tail name=a")]
    [InlineData("GET", "/api/v1/tails/a.csv", "Tail format=csv name=a")]
    [InlineData("GET", "/v1/projections", null)]
    public void Path_OfARequest_IsMatchedAsOnThePlatform(string method, string path, string? match)
    {
        var context = new DefaultHttpContext { Request = { Method = method, Path = path } };

        var found = Table.Match(context);

        Assert.Equal(match, found is null ? null : string.Join(
            ' ', found.Values.Select(value => $"{value.Key}={value.Value}").Order(StringComparer.Ordinal).Prepend(found.Function.Name)));
    }

    [Theory]
    [InlineData("v1/a.{format?}", "Only a period (.) can precede an optional parameter")]
    [InlineData("v1/a{b?}", "Only a period (.) can precede an optional parameter")]
    [InlineData("v1/{*path}/a", "catch-all parameter can only appear as the last segment")]
    [InlineData("v1/{a}{b}", "cannot contain two consecutive parameters")]
    [InlineData("v1/{a}/{a}", "appears more than one time")]
    [InlineData("v1/{a:unheard}", "unheard")]
    [InlineData("v1/{a:regex(^[$)}", "[")]
    [InlineData("v1/{a:regex(^x{2}$)}", "")] // its braces are not doubled
    [InlineData("v1//a", "consecutively")]
    [InlineData("v1/{a", "incomplete parameter")]
    [InlineData("admin/a", "begins with 'admin', which is the host's own")]
    [InlineData("Administrators", "begins with 'admin', which is the host's own")]
    public void Route_ThatThePlatformRefuses_IsRefusedAtStartInALine(string route, string reason)
    {
        var fault = Assert.Throws<LocalHostException>(() => Build(("Good", "v1/good", null), ("Bad", route, null)));

        Assert.StartsWith("The route of Bad, '", fault.Message, StringComparison.Ordinal);
        Assert.Contains(route, fault.Message, StringComparison.Ordinal);
        Assert.Contains(reason, fault.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Single(fault.Message.Split('\n'));
    }

    [Fact]
    public void Routes_OfWhichSeveralAreBad_AreEachNamed()
    {
        var fault = Assert.Throws<LocalHostException>(() => Build(
            ("One", "v1/a.{format?}", null), ("Two", "v1/b", ["GET"]), ("Three", "/V1/B/", ["GET", "POST"]), ("Four", "v1/b", ["PUT"])));

        Assert.Equal(["The route of One", "The route of Two"],
            fault.Message.Split(Environment.NewLine).Select(line => line.Split(',')[0]), StringComparer.Ordinal);
        Assert.EndsWith("is that of Three too, for the same method.", fault.Message, StringComparison.Ordinal);
    }

    private static RouteTable Build(params IEnumerable<(string Name, string Route, string[]? Methods)> functions) =>
        new RouteTableBuilder().Build("api", functions.Select(function => new FunctionDefinition(
            new RpcFunctionMetadata { Name = function.Name },
            new HttpTrigger("request", function.Route, function.Methods),
            IsDisabled: false)));
}
