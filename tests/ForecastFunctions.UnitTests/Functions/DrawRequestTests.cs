using System.Text.Json;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Statistics;
using ForecastFunctions.Http;
using ForecastFunctions.UnitTests.Http;

namespace ForecastFunctions.UnitTests.Functions;

public class DrawRequestTests
{
    [Fact]
    public void Query_AndBodyOfTheSameRequest_GiveTheSameSettings()
    {
        const string Query = "?draws=1024&seed=9007199254740991&sampling=plain&percentiles=95,5,97.5&repairCorrelations=true"
            + "&correlations=ratio.limit,spend.base:0.5;spend.growth.fade,ratio.limit:-0.25&thresholds=Power|Facility>100;Electricity>1e3"
            + "&joint=both:Power|Facility>100,Electricity<1e3;one:Electricity>5";
        const string Body = """
            {
              "draws": 1024, "seed": "9007199254740991", "sampling": "plain", "percentiles": [95, 5, 97.5], "repairCorrelations": true,
              "correlations": [
                {"first": "spend.base", "second": "ratio.limit", "value": 0.5},
                {"first": "spend.growth.fade", "second": "ratio.limit", "value": -0.25}
              ],
              "thresholds": [{"variable": "Power|Facility", "above": 100}, {"variable": "Electricity", "above": 1000}],
              "joint": [
                {"name": "both", "conditions": [{"variable": "Power|Facility", "above": 100}, {"variable": "Electricity", "below": 1000}]},
                {"name": "one", "conditions": [{"variable": "Electricity", "above": 5}]}
              ]
            }
            """;

        var ofQuery = Settings(HttpArguments.OfQuery(Requests.Get(Query)));
        var ofBody = Settings(OfBody(Body));

        Assert.Equal(
            Runs(ofQuery).CanonicalForm,
            Runs(ofBody).CanonicalForm);
        Assert.Equal(
            [
                new("both", [new(Variables.FacilityPower, 100, true), new(Variables.Electricity, 1_000, false)]),
                new("one", [new(Variables.Electricity, 5, true)]),
            ],
            ofQuery.Joint);
        Assert.Equal([5, 95, 97.5], ofQuery.Percentiles);
        Assert.Equal(Sampling.Plain, ofQuery.Sampling);
        Assert.Equal(0.5, ofQuery.Correlations.Matrix["ratio.limit", "spend.base"]);
    }

    [Fact]
    public void Request_WithDrawsAlone_HasTheDefaultsOfTheContract()
    {
        var settings = Settings(HttpArguments.OfQuery(Requests.Get("?draws=128")));
        Assert.Equal((128, 1UL, Sampling.Sobol), (settings.Draws, settings.Seed, settings.Sampling));
        Assert.Equal([5, 50, 95], settings.Percentiles);
        Assert.Equal(StatedCorrelations.Default.Pairs, settings.Correlations.Pairs);
        Assert.Equal([new Threshold(Variables.InferenceComputeShare, 0.7)], settings.Thresholds);
    }

    [Theory]
    [InlineData("seed=1", "seed", FaultCode.Conflict)]
    [InlineData("percentiles=5", "percentiles", FaultCode.Conflict)]
    [InlineData("sampling=sobol", "sampling", FaultCode.Conflict)]
    [InlineData("correlations=none", "correlations", FaultCode.Conflict)]
    [InlineData("thresholds=Electricity>5", "thresholds", FaultCode.Conflict)]
    [InlineData("draws=127", "draws", FaultCode.OutOfRange)]
    [InlineData("draws=4194305", "draws", FaultCode.OutOfRange)]
    [InlineData("draws=1e3", "draws", FaultCode.Malformed)]
    [InlineData("draws=128&seed=9007199254740992", "seed", FaultCode.OutOfRange)]
    [InlineData("draws=128&seed=-1", "seed", FaultCode.Malformed)]
    [InlineData("draws=128&sampling=halton", "sampling", FaultCode.Malformed)]
    [InlineData("draws=128&percentiles=0", "percentiles", FaultCode.OutOfRange)]
    [InlineData("draws=128&percentiles=5,5", "percentiles", FaultCode.Duplicate)]
    [InlineData("draws=128&percentiles=", "percentiles", FaultCode.Malformed)]
    [InlineData("draws=128&percentiles=5,NaN", "percentiles", FaultCode.Malformed)]
    [InlineData("draws=128&percentiles=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20", "percentiles", FaultCode.OutOfRange)]
    [InlineData("draws=128&correlations=ratio.limit,spend.base", "correlations", FaultCode.Malformed)]
    [InlineData("draws=128&correlations=ratio.limit,spend.bas:0.5", "correlations", FaultCode.NotFound)]
    [InlineData("draws=128&correlations=ratio.limit,ratio.basis:0.5", "correlations", FaultCode.NotFound)]
    [InlineData("draws=128&correlations=ratio.limit,spend.base:1.5", "correlations", FaultCode.Conflict)]
    [InlineData("draws=128&correlations=ratio.limit,ratio.limit:0.5", "correlations", FaultCode.Conflict)]
    [InlineData("draws=128&correlations=ratio.limit,spend.base:0.9;ratio.limit,ratio.base:0.9;spend.base,ratio.base:-0.9", "correlations",
        FaultCode.Conflict)]
    [InlineData("draws=128&repairCorrelations=yes", "repairCorrelations", FaultCode.Malformed)]
    [InlineData("joint=a:Electricity>5", "joint", FaultCode.Conflict)]
    [InlineData("draws=128&joint=a:Electricty>5", "joint", FaultCode.NotFound)]
    [InlineData("draws=128&joint=Electricity>5", "joint", FaultCode.Malformed)]
    [InlineData("draws=128&joint=a:Electricity", "joint", FaultCode.Malformed)]
    [InlineData("draws=128&joint=a:Electricity>=5", "joint", FaultCode.Malformed)]
    [InlineData("draws=128&joint=", "joint", FaultCode.Malformed)]
    [InlineData("draws=128&joint=a b:Electricity>5", "joint", FaultCode.Malformed)]
    [InlineData("draws=128&joint=a:Electricity>5;a:Electricity>6", "joint", FaultCode.Duplicate)]
    [InlineData("draws=128&joint=a:Electricity>5,Electricity>5.0", "joint", FaultCode.Duplicate)]
    [InlineData("draws=128&joint=a:Electricity>1,Electricity>2,Electricity>3,Electricity>4,Electricity>5,Electricity>6,Electricity>7,Electricity>8,"
        + "Electricity>9", "joint", FaultCode.OutOfRange)]
    [InlineData("draws=128&thresholds=Electricty>5", "thresholds", FaultCode.NotFound)]
    [InlineData("draws=128&thresholds=Electricity<5", "thresholds", FaultCode.Malformed)]
    [InlineData("draws=128&thresholds=Electricity>5;Electricity>5.0", "thresholds", FaultCode.Duplicate)]
    public void Query_ThatDoesNotFit_IsRefusedByName(string query, string target, string code)
    {
        var arguments = HttpArguments.OfQuery(Requests.Get($"?{query}"));
        arguments.AddFaults(DrawRequestValidator.FaultsOf(DrawRequest.Read(arguments)));

        Assert.Contains((target, code), arguments.Faults.Select(fault => (fault.Target, fault.Code)));
        Assert.All(arguments.Faults, fault => Assert.Equal(target, fault.Target));
    }

    [Fact]
    public void Correlations_ThatContradictEachOther_AreRepairedOnRequest()
    {
        const string Pairs = "draws=128&correlations=ratio.limit,spend.base:0.9;ratio.limit,ratio.base:0.9;spend.base,ratio.base:-0.9";
        var settings = Settings(HttpArguments.OfQuery(Requests.Get($"?{Pairs}&repairCorrelations=true")));
        Assert.True(settings.Correlations.Matrix.IsRepaired);
        Assert.Equal(Runs(settings).CanonicalForm, ProjectionSpecification.Parse(Runs(settings).CanonicalForm).CanonicalForm);
    }

    private static ProjectionSpecification Runs(DrawSettings settings) => Projections.ArticleRuns.Specification(draws: settings);

    private static Arguments OfBody(string body)
    {
        var arguments = new Arguments();
        ProjectionRuns.Kind.Ask.Flatten(arguments, JsonElement.Parse(body));
        return arguments;
    }

    private static DrawSettings Settings(Arguments arguments)
    {
        var request = DrawRequest.Read(arguments);
        Assert.Empty(arguments.Faults);
        Assert.Empty(DrawRequestValidator.FaultsOf(request));
        return request.ToSettings()!;
    }
}
