using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.UnitTests.Conventions;

public class HttpFunctionTests
{
    private static readonly string[] ForEveryone = ["Asset", "Contract", "Explorer", "ExplorerFile", "Guide", "Health", "Index", "Ready", "Reference", "ShortGuide"];

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
    [InlineData(@"v1/{t:regex(^runs(\.csv|\.metadata\.json)?$)}", "v1/runs.metadata.json", true)]
    [InlineData(@"v1/{t:regex(^runs(\.csv|\.metadata\.json)?$)}", "v1/RUNS", true)]
    [InlineData(@"v1/{t:regex(^runs(\.csv|\.metadata\.json)?$)}", "v1/runs.json", false)]
    [InlineData(@"v1/{t:regex(^runs(\.csv)?$)}", @"v1/{t:regex(^runs(\.metadata\.json)?$)}", true)]
    [InlineData(@"v1/{t:regex(^runs(\.csv)$)}", @"v1/{t:regex(^runs(\.metadata\.json)?$)}", false)]
    [InlineData(@"v1/{t:regex(^runs(\.csv)?$)}", @"v1/{t:regex(^rows(\.csv)?$)}", false)]
    [InlineData(@"v1/{t:regex(^runs(\.csv)?$)}", @"v1/{t:regex(^r[a-z]+s\.csv$)}", true)]
    [InlineData(@"v1/{t:regex(^runs(\.csv)?$)}", "v1/{name}", true)]
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

    [Theory]
    [InlineData("runs", "runs")]
    [InlineData(@"goal-seeks(\.csv|\.metadata\.json)?", "goal-seeks goal-seeks.csv goal-seeks.metadata.json")]
    [InlineData("a(b|c(d)?)e|f", "abe ace acde f")]
    [InlineData("ab?", "a ab")]
    [InlineData("a.b", null)]
    [InlineData("a+", null)]
    [InlineData("[ab]", null)]
    [InlineData("a(b", null)]
    [InlineData("a)", null)]
    [InlineData(@"\d", null)]
    [InlineData("a{2}", null)]
    public void Alternatives_OfAnExpression_AreAllItsTextsOrUnknown(string expression, string? texts)
        => Assert.Equal(texts?.Split(' '), FiniteExpression.TextsOf(expression));

    [Fact]
    public void Tables_HaveTheirRowsAsJsonAndAsCsv_AndTheirMetadata_ByOneFunction()
    {
        string[] suffixes = ["", ContentNegotiation.CsvSuffix, ContentNegotiation.MetadataSuffix];
        var tables = HttpFunction.All.Where(f => f.Trigger.Route!.Contains($"{{{Routes.Table}:", StringComparison.Ordinal)).ToList();
        Assert.True(tables.Count > 10, $"{tables.Count} tables");
        Assert.All(tables, function =>
        {
            var texts = RouteOverlap.Alternatives(function.Trigger.Route!)[^1]!;
            Assert.Equal(suffixes.Select(suffix => texts[0] + suffix), texts);
            Assert.All(texts, text => Assert.Equal(texts[0], ContentNegotiation.SplitSuffix(text).Name));
        });

        // Whatever answers a table takes its suffixes: in the constraint, or at the end of the name of the one thing.
        Assert.All(Operations.All.Where(o => o.Table is not null && o.Methods.Contains("GET", StringComparer.Ordinal)), operation =>
        {
            var route = FunctionOf(operation).Trigger.Route!;
            Assert.All(suffixes, suffix => Assert.True(
                RouteOverlap.Of(route, ExampleOf(operation) + suffix) is not null, $"{route} does not take {operation.Path}{suffix}."));
        });
    }

    [Fact]
    public void Operations_AreDeclaredOnce_EachByAFunctionThatTakesItsPath()
    {
        var operations = Operations.All;
        Assert.Equal(operations.Count, operations.Select(o => o.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(operations, operation => Assert.NotNull(
            RouteOverlap.Of(FunctionOf(operation).Trigger.Route!, operation.Path.Trim('/'))));
        Assert.All(
            operations.SelectMany(o => o.Methods.Select(m => $"{m} {o.Path}")).GroupBy(m => m, StringComparer.Ordinal),
            declarations => Assert.Single(declarations));

        // Access goes by function and method.
        Assert.All(
            operations.SelectMany(o => o.Methods.Select(m => (Asked: $"{m} {o.Function}", o.Scope))).GroupBy(o => o.Asked, StringComparer.Ordinal),
            declarations => Assert.Single(declarations.Select(d => d.Scope).Distinct()));
    }

    [Fact]
    public void Access_IsDeclaredByEveryFunction()
        => Assert.All(HttpFunction.All, function => Assert.True(
            Operations.All.Any(o => string.Equals(o.Function, function.Name, StringComparison.Ordinal)),
            $"No operation says who may call {function}: declare one, and name it in Operations.All."));

    [Fact]
    public void Access_WithoutAKey_IsForTheProbesAndForWhatSaysHowToCall()
        => Assert.Equal(
            ForEveryone, Operations.All.Where(o => o.Scope is null).Select(o => o.Function).Order(StringComparer.Ordinal));

    [Fact]
    public void Access_ToWhatWritesOrRefreshes_NeedsMoreThanReading()
        // Whoever may ask for work may end it: it is the caller's own.
        => Assert.All(Operations.All.Where(o => o.Methods.Any(m => m is "PUT" or "DELETE") && o != JobTable.Cancel),
            operation => Assert.True(operation.Scope >= AccessScope.Write, operation.Name));

    [Fact]
    public void Methods_OfOperations_AreNamedAsTheyAreWritten()
        => Assert.All(Operations.All, operation =>
        {
            Assert.NotEmpty(operation.Methods);
            Assert.All(operation.Methods, method => Assert.Contains(method, (string[])["GET", "POST", "PUT", "DELETE"]));
        });

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
        => Assert.All(HttpFunction.All, function => Assert.Matches(
            @"^(v1|odata|mcp|docs|assets|explorer)(/([a-z.:-]+|\{[a-zA-Z]+\}|\{[a-zA-Z]+:regex\(\^([a-z-]+|\([a-z|-]+\))(\([a-z.|\\]+\)\?)?\$\)\}))*$", function.Trigger.Route!));

    private static HttpFunction FunctionOf(Operation operation)
        => Assert.Single(HttpFunction.All, f => string.Equals(f.Name, operation.Function, StringComparison.Ordinal));

    /// <summary>The path with the names of its parts for the parts.</summary>
    private static string ExampleOf(Operation operation)
        => operation.Path.Trim('/').Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
}
