using CsCheck;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Http;
using ForecastFunctions.UnitTests.Http;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Functions;

public class ProjectionRequestValidatorTests
{
    private const int BaseYear = 2024;

    private static readonly List<Parameter> Numbers = [.. Parameters.All.Where(parameter => !parameter.IsChoice)];

    [Fact]
    public void Setting_OfAnyParameter_IsTakenJustWithinTheCataloguesBounds()
        => Gen.Select(Gen.Int[0, Numbers.Count - 1].Select(i => Numbers[i]), Gen.Double[-1, 2]).Sample((parameter, place) =>
        {
            var bounds = parameter.BoundsFor(BaseYear);
            var value = bounds.Min + place * (bounds.Max - bounds.Min);

            var faults = new Faults();
            StatedSetting.Interpret([new(parameter.Id, new StatedValue.Number(value))], "", ArticleRuns.Article, faults);

            if (bounds.Contains(value))
            {
                Assert.Empty(faults.All);
            }
            else
            {
                var fault = Assert.Single(faults.All);
                Assert.Equal(
                    ($"set.{parameter.Id}", FaultCode.OutOfRange, bounds.Min, bounds.Max), (fault.Target, fault.Code, fault.Min, fault.Max));
            }
        });

    [Fact]
    public void Range_OfAnyPeriods_IsTakenJustWhereItHasAPeriod()
        => Gen.Select(Periods, Periods, Gen.Bool).Sample((from, to, isQuarterly) =>
        {
            var step = isQuarterly ? Step.Quarter : Step.Year;
            var isReadable = step == Step.Quarter || (from.Step == Step.Year && to.Step == Step.Year);
            var isWithin = new[] { from, to }.All(period => period.Year is >= BaseYear and <= ProjectionRequest.LastYear);
            var isOrdered = from.Start < to.End;

            var faults = ProjectionRequestValidator.FaultsOf(new() { From = from, To = to, Step = step }, BaseYear);

            Assert.Equal(isReadable && isWithin && isOrdered, !faults.Any());
        });

    [Fact]
    public void Query_AndBodyOfTheSameRequest_AreReadToTheSame()
    {
        var query = HttpArguments.OfQuery(
            Requests.Get("?scenario=data-wall&from=2025-Q2&to=2027&step=quarter&set.ratio.limit=3&set.ratio.basis=spend"));
        var body = new Arguments();
        ProjectionRuns.Kind.Ask.Flatten(body, System.Text.Json.JsonElement.Parse(
            """
            {"to": 2027, "scenario": {"parameters": {"ratio.basis": "spend", "ratio.limit": 3}, "extends": "data-wall"},
              "step": "quarter", "from": "2025-Q2"}
            """));

        var (ofQuery, ofBody) = (ProjectionRequest.Read(query), ProjectionRequest.Read(body));

        Assert.Equal(ofQuery with { Scenario = ofBody.Scenario }, ofBody);
        Assert.Equal(ofQuery.Scenario.Name, ofBody.Scenario.Name);
        Assert.Equal(ofQuery.Scenario.Settings, ofBody.Scenario.Settings);
        Assert.Equal(new ParameterSetting.Fixed(1), Interpreted(ofBody)[Parameters.RatioBasis]);
        Assert.Equal(Interpreted(ofQuery), Interpreted(ofBody));
        Assert.Empty(query.Faults.Concat(body.Faults));
    }

    private static Gen<Period> Periods { get; } = Gen.Select(
        Gen.Int[2022, 2047], Gen.Int[0, 4], (year, quarter) => quarter == 0 ? Period.OfYear(year) : Period.OfQuarter(year, quarter));

    private static IReadOnlyDictionary<Parameter, ParameterSetting> Interpreted(ProjectionRequest request)
    {
        var faults = new Faults();
        var interpreted = StatedSetting.Interpret(request.Scenario.Settings, "", ArticleRuns.Article, faults);
        Assert.Empty(faults.All);
        return interpreted;
    }
}
