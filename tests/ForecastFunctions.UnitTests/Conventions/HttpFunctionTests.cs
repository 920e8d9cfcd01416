using System.Reflection;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.UnitTests.Conventions;

public class HttpFunctionTests
{
    private static readonly string[] ForEveryone = ["Health", "Index", "Ready"];

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
    public void Tables_HaveTheirRowsAsJsonAndAsCsv_AndTheirMetadata_ForTheSameCallers()
    {
        var functions = HttpFunction.All.ToDictionary(f => f.Trigger.Route!, f => f, StringComparer.Ordinal);
        string[] suffixes = ["", ContentNegotiation.CsvSuffix, ContentNegotiation.MetadataSuffix];
        var tables = functions.Keys
            .SelectMany(route => suffixes.Skip(1).Where(s => route.EndsWith(s, StringComparison.Ordinal)).Select(s => route[..^s.Length]))
            .Distinct(StringComparer.Ordinal).ToList();
        Assert.True(tables.Count > 10, $"{tables.Count} tables");
        foreach (var (table, suffix) in tables.SelectMany(table => suffixes.Select(suffix => (table, suffix))))
        {
            Assert.True(functions.TryGetValue(table + suffix, out var function), $"There is no {table}{suffix}.");
            Assert.Equal(
                FunctionAccess.ScopeOf(functions[table].Name, "GET"), FunctionAccess.ScopeOf(function.Name, "GET"));
        }
    }

    [Fact]
    public void Access_IsDeclaredByEveryFunction()
        => Assert.All(HttpFunction.All, function =>
        {
            var defaults = function.Method.GetCustomAttributes<RequiresAttribute>().Count(r => r.Methods.Count == 0);
            var isForEveryone = function.Method.GetCustomAttribute<NeedsNoKeyAttribute>() is not null;
            Assert.True(isForEveryone ? defaults == 0 : defaults == 1,
                $"{function} does not say who may call it. Beside [Function(\"{function.Name}\")] write Requires(AccessScope.Read) for "
                + "what reads and "
                + "computes, and where a method changes something also, say, Requires(AccessScope.Write, \"PUT\", \"DELETE\") "
                + "(using ForecastFunctions.Keys and ForecastFunctions.Core.Keys).");
        });

    [Fact]
    public void Access_WithoutAKey_IsForTheIndexAndTheProbesAlone()
        => Assert.Equal(ForEveryone, HttpFunction.All
            .Where(f => f.Method.GetCustomAttribute<NeedsNoKeyAttribute>() is not null).Select(f => f.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Access_OfMethods_IsNamedAsTheyAreWritten()
        => Assert.All(
            HttpFunction.All.SelectMany(f => f.Method.GetCustomAttributes<RequiresAttribute>()).SelectMany(r => r.Methods),
            method => Assert.Contains(method, (string[])["GET", "POST", "PUT", "DELETE", "OPTIONS"]));

    [Fact]
    public void Access_AtThePlatform_IsOpenSinceItsRefusalsAreEmpty()
        => Assert.All(HttpFunction.All, function => Assert.Equal(AuthorizationLevel.Anonymous, function.Trigger.AuthLevel));

    [Theory]
    [InlineData("Refreshes", "GET", AccessScope.Read)]
    [InlineData("Refreshes", "HEAD", AccessScope.Read)]
    [InlineData("Refreshes", "post", AccessScope.Admin)]
    [InlineData("Refreshes", "BREW", AccessScope.Read)]
    [InlineData("Health", "GET", null)]
    public void Access_OfAMethod_IsWhatIsDeclaredForItOrForAll(string function, string method, AccessScope? scope)
        => Assert.Equal(scope, FunctionAccess.ScopeOf(function, method));

    [Fact]
    public void Access_OfWhatDeclaresNothing_IsDenied()
    {
        Assert.Throws<InvalidOperationException>(() => FunctionAccess.ScopeOf("Unheard", "GET"));
        Assert.Throws<InvalidOperationException>(() => FunctionAccess.ScopeOf("RefreshBaselines", "GET"));
    }

    [Fact]
    public void Methods_AreAllTaken_SinceThePlatformAnswersNotFoundToTheOthers()
        => Assert.All(HttpFunction.All, function => Assert.Null(function.Trigger.Methods));

    [Fact]
    public void Answers_AreResults_SinceTheWorkerWritesNoOtherKindWithoutMvc()
        => Assert.All(HttpFunction.All, function => Assert.Equal(typeof(Task<IResult>), function.Method.ReturnType));

    [Fact]
    public void Routes_BeginWithTheVersionAndAreLowerCase()
        => Assert.All(HttpFunction.All,
            function => Assert.Matches("^(v1|odata)(/([a-z.:-]+|[{][a-zA-Z:()^$\\[\\]0-9{}-]+[}]))*$", function.Trigger.Route!));
}
