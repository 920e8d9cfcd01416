using System.Globalization;
using CsCheck;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Http;
using ForecastFunctions.Projections;
using ForecastFunctions.UnitTests.Http;

namespace ForecastFunctions.UnitTests.Functions;

public class ProjectionRequestValidatorTests
{
    private const int BaseYear = 2024;

    private static readonly ProjectionRequestValidator Validator = new();

    private static readonly List<Parameter> Numbers = [.. Parameters.All.Where(parameter => !parameter.IsChoice)];

    [Fact]
    public void Setting_OfAnyParameter_IsTakenJustWithinTheCataloguesBounds()
        => Gen.Select(Gen.Int[0, Numbers.Count - 1].Select(i => Numbers[i]), Gen.Double[-1, 2]).Sample((parameter, place) =>
        {
            var bounds = parameter.BoundsFor(BaseYear);
            var value = bounds.Min + place * (bounds.Max - bounds.Min);

            var failures = Failures(
                Request() with { Settings = [Setting(parameter.Id, value.ToString("R", CultureInfo.InvariantCulture))] });

            if (bounds.Contains(value))
            {
                Assert.Empty(failures);
            }
            else
            {
                var (name, code, allowance) = Assert.Single(failures);
                Assert.Equal(($"set.{parameter.Id}", FaultCode.OutOfRange, new Allowance(bounds.Min, bounds.Max)), (name, code, allowance));
            }
        });

    [Fact]
    public void Range_OfAnyPeriods_IsTakenJustWhereItHasAPeriod()
        => Gen.Select(Periods, Periods, Gen.Bool).Sample((from, to, isQuarterly) =>
        {
            var step = isQuarterly ? Step.Quarter : Step.Year;
            var isReadable = step == Step.Quarter || (from.Step == Step.Year && to.Step == Step.Year);
            var isWithin = new[] { from, to }.All(period => period.Year is >= BaseYear and <= ProjectionRequestValidator.LastYear);
            var isOrdered = from.Start < to.End;

            var failures = Failures(Request() with { From = from, To = to, Step = step });

            Assert.Equal(isReadable && isWithin && isOrdered, failures.Count == 0);
        });

    [Fact]
    public void Query_AndBodyOfTheSameRequest_AreReadToTheSame()
    {
        var query = RequestReader.OfQuery(
            Requests.Get("?scenario=data-wall&from=2025-Q2&to=2027&step=quarter&set.ratio.limit=3&set.ratio.basis=spend"));
        var body = RequestReader.OfQuery(Requests.Get());
        ProjectionRequestReader.Flatten(body, System.Text.Json.JsonElement.Parse(
            """
            {"to": 2027, "scenario": {"parameters": {"ratio.basis": "spend", "ratio.limit": 3}, "extends": "data-wall"},
              "step": "quarter", "from": "2025-Q2"}
            """));

        var (ofQuery, ofBody) = (ProjectionRequestReader.Read(query), ProjectionRequestReader.Read(body));

        Assert.Equal(ofQuery with { Settings = ofBody.Settings, Events = ofBody.Events }, ofBody);
        Assert.Equal(Interpreted(ofQuery), Interpreted(ofBody));
        Assert.Equal(new ParameterSetting.Fixed(1), Interpreted(ofBody)[0].Setting);
        Assert.Empty(query.Faults.Concat(body.Faults));
    }

    private static Gen<Period> Periods { get; } = Gen.Select(
        Gen.Int[2022, 2047], Gen.Int[0, 4], (year, quarter) => quarter == 0 ? Period.OfYear(year) : Period.OfQuarter(year, quarter));

    private static ProjectionRequest Request()
        => new() { Scenario = "article-base", Settings = [], From = null, To = null, Step = Step.Year, Draws = new(), Events = [] };

    private static RequestedSetting Setting(string id, string text) => new($"set.{id}", id, new RequestMember($"set.{id}", text));

    private static List<(Parameter Parameter, ParameterSetting Setting)> Interpreted(ProjectionRequest request)
        => [.. request.Settings.Select(s => s.Interpret(BaseYear, failure => Assert.Fail(failure.ErrorMessage))!.Value)];

    private static List<(string Name, string Code, Allowance? Allowance)> Failures(ProjectionRequest request)
        => [.. Validator.Validate(new ProjectionRequestOnBaseline(request, BaseYear)).Errors
            .Select(failure => (failure.PropertyName, failure.ErrorCode, failure.CustomState as Allowance))];
}
