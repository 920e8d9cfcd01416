using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.UnitTests.Conventions;

public class HttpFunctionTests
{
    private static readonly string[] ForEveryone = ["Health", "Ready"];

    [Fact]
    public void Routes_TakenInPairs_MatchNoCommonPath()
    {
        var functions = HttpFunction.All;
        Assert.True(functions.Count > 10, $"{functions.Count} functions");
        for (var i = 0; i < functions.Count; i++)
        {
            foreach (var other in functions.Skip(i + 1))
            {
                var path = RouteOverlap.Of(functions[i].Trigger.Route!, other.Trigger.Route!);
                Assert.True(path is null, $"{functions[i]} and {other} both match {path}.");
            }
        }
    }

    [Theory]
    [InlineData("v1/runs", "v1/RUNS", true)]
    [InlineData("v1/runs", "v1/{name}", true)]
    [InlineData("v1/{a}/rows", "v1/{b}/{c}", true)]
    [InlineData("v1/{a}/rows", "v1/runs/{b}", true)]
    [InlineData("v1/{id:regex(^[0-9a-f]{{4}}$)}", "v1/beef", true)]
    [InlineData("v1/{id:regex(^[0-9a-f]{{4}}$)}", "v1/beefy", false)]
    [InlineData("v1/{id:regex(^[0-9]$)}", "v1/{id:regex(^[a-z]$)}", true)]
    [InlineData("v1/{a}/rows", "v1/{a}/rows.csv", false)]
    [InlineData("v1/runs", "v1/runs/{id}", false)]
    [InlineData("v1/runs/{id}", "v1/rows/{id}", false)]
    public void Overlap_OfTwoRoutes_IsFoundJustWhereAPathMatchesBoth(string one, string other, bool overlap)
    {
        Assert.Equal(overlap, RouteOverlap.Of(one, other) is not null);
        Assert.Equal(overlap, RouteOverlap.Of(other, one) is not null);
    }

    [Theory]
    [InlineData("v1/{id?}")]
    [InlineData("v1/{*rest}")]
    [InlineData("v1/{id:int}")]
    [InlineData("v1/{name}.csv")]
    public void Overlap_OfARouteThatTheProofDoesNotCover_IsNotDenied(string route)
        => Assert.Throws<NotSupportedException>(() => RouteOverlap.Of(route, "v1/runs"));

    [Fact]
    public void Access_NeedsAKey_ButForTheProbes()
        => Assert.All(HttpFunction.All, function => Assert.True(
            function.Trigger.AuthLevel == (ForEveryone.Contains(function.Name, StringComparer.Ordinal) ? AuthorizationLevel.Anonymous : AuthorizationLevel.Function),
            $"{function} is {function.Trigger.AuthLevel}."));

    [Fact]
    public void Methods_AreAllTaken_SinceThePlatformAnswersNotFoundToTheOthers()
        => Assert.All(HttpFunction.All, function => Assert.Null(function.Trigger.Methods));

    [Fact]
    public void Answers_AreResults_SinceTheWorkerWritesNoOtherKindWithoutMvc()
        => Assert.All(HttpFunction.All, function => Assert.Equal(typeof(Task<IResult>), function.Method.ReturnType));

    [Fact]
    public void Routes_BeginWithTheVersionAndAreLowerCase()
        => Assert.All(HttpFunction.All, function => Assert.Matches("^(v1|odata)(/([a-z.:-]+|[{][a-zA-Z:()^$\\[\\]0-9{}-]+[}]))*$", function.Trigger.Route!));
}
