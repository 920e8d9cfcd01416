using System.Text;
using ForecastFunctions.Application.Comparisons;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Core.Analyses.Comparisons;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Http;
using ForecastFunctions.OData;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.UnitTests.Fuzzing;

/// <summary>Requests to the feed: a path and options, over a few entities of each set.</summary>
internal static class ODataHarness
{
    private static readonly Scenario Quoted = new("O'Brien's", "", "", new Dictionary<Parameter, ParameterSetting>());

    private static readonly ComparisonSpecification Compared = new(
        FuzzServices.Baseline.Version, [Of(Presets.ArticleBase).Scenario, Of(Quoted).Scenario], reference: 0,
        Of(Presets.ArticleBase).Range);

    private static readonly ODataFunctions Functions = new(
    [
        new BaselineFeed(FuzzServices.Baselines), new ObservationFeed(FuzzServices.Baselines), new ScenarioFeed(FuzzServices.Saved),
        new Few(EntitySets.Projections,
        [
            .. Enumerable.Range(0, 12).Select(i => new ProjectionRow(
                Of(i % 2 == 0 ? Presets.ArticleBase : Quoted), Variables.Spend,
                i % 4 == 0 ? Period.OfYear(2024 + i) : Period.OfQuarter(2024 + i, i % 4), "value",
                i switch { 11 => -1e300, 5 => null, _ => i * 1.5 }, "projected", i % 3 == 0 ? null : 0.1 * i)),
        ]),
        new Few(EntitySets.Comparisons,
        [
            .. Enumerable.Range(0, 6).Select(i => new ComparisonRow(
                Compared, "asic-surge", "article-base", Variables.Spend, Period.OfYear(2024 + i), "difference", i - 2.5, "projected", "2024-12", null)),
        ]),
    ], new ServiceAddress(Options.Create(new ServiceSettings())), FuzzServices.Gate);

    /// <summary>The path and, after a question mark, the options.</summary>
    public static readonly Harness Feed = new(
        "odata",
        [
            .. EntitySets.All.Select(s => s.Name),
            .. EntitySets.All.SelectMany(s => s.Properties).Select(p => p.Name).Distinct(StringComparer.Ordinal),
            .. Presets.All.Select(p => $"'{p.Name}'"), EntityModel.Run, " eq ", " ne ", " gt ", " ge ", " lt ", " le ", " in ", " and ",
            " or ", "not ", "(", ")", "'", ",",
            " add ", " mul ", " div ", " mod ", " has ", "null", "true", "2028-01-01", "2028-01-01T00:00:00Z", "2028", "2.5f", "2.5m",
            "2.5d", "9223372036854775807L", "1e308",
            "NaN", "INF", "contains(Scenario,'a')", "year(PeriodStart)", "any(a:a)", "$it", "@p", "duration'P1D'", "guid",
            "cast(Year,'Edm.String')", "Edm.Int32",
            "&$filter=", "&$orderby=", "&$select=", "&$top=", "&$skip=", "&$count=", "&$skiptoken=", "&$expand=", "&$apply=",
            "&$compute=", "&$search=", "&@p=", " desc", " asc", "*",
            "$count", "/", "$value", "scenario=", "set=", "ratio.limit=4;",
        ],
        input =>
        {
            var parts = Encoding.UTF8.GetString(input).Split('?', 2);
            var request = RequestHarnesses.Get(parts.ElementAtOrDefault(1) ?? "");
            request.Path = new PathString("/api/odata/" + parts[0]);
            request.HttpContext.Features.Set(Caller.Anyone);
            return Outcome.OfRequest(input.Length, () =>
            {
                if (string.Equals(parts[0], "$metadata", StringComparison.Ordinal))
                    return "metadata";
                HttpArguments.CheckAddress(request);
                var resolved = parts[0].StartsWith(EntityModel.Run, StringComparison.Ordinal) ? ResolveRun(parts[0]) : "";
                var answer = Functions.Read(request, parts[0], CancellationToken.None).GetAwaiter().GetResult();
                answer.ExecuteAsync(request.HttpContext).GetAwaiter().GetResult();
                return $"{resolved}{request.HttpContext.Response.StatusCode} {request.Query.Count}";
            });
        })
    {
        AllocatedAtMost = 30_000_000,
        AllocatedPerByte = 4_000,
    };

    /// <summary>The arguments of the function, up to where its run would begin.</summary>
    private static string ResolveRun(string resource)
    {
        var parser = FeedQueryParser.Of(new Uri("http://host/api/odata/"), new PathString("/" + resource).ToUriComponent()[1..], []);
        if (FeedTarget.Of(parser, resource).Arguments is not { } arguments)
            return "";
        var stated = FeedRequests.ArgumentsOf(arguments);
        var asked = FuzzServices.Projections.PrepareAsync(ProjectionRequest.Read(stated), Caller.Anyone, CancellationToken.None);
        return $"run {stated.Take(asked.GetAwaiter().GetResult()).Specification.Draws is not null} ";
    }

    private static ProjectionSpecification Of(Scenario scenario) => new(
        FuzzServices.Baseline.Version,
        ResolvedScenario.Resolve(FuzzServices.Baseline, scenario, new Dictionary<Parameter, ParameterSetting>()),
        new PeriodRange(Period.OfYear(2024), Period.OfYear(2040)));

    /// <summary>A set of a few entities.</summary>
    private sealed class Few(EntitySet set, IReadOnlyList<object> entities) : IFeed
    {
        public EntitySet Set => set;

        public Task<FeedContent> ReadAsync(FeedQuery query, string? pin, Caller caller, CancellationToken cancellationToken)
        {
            // What the real feeds read out of a query before anything is computed.
            _ = FeedRequests.LastYearOf(query);
            _ = FeedRequests.ViewOf(query, Compared);
            if (query.Constraints.TextsOf("RunId") is { } ids)
                _ = FeedRequests.RunIdsOf(ids).ToList();
            return Task.FromResult(new FeedContent(entities, "pin"));
        }
    }
}
