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

    private static readonly Gen<Period> Periods = Gen.Select(
        Gen.Int[2022, 2047], Gen.Int[0, 4], (year, quarter) => quarter == 0 ? Period.OfYear(year) : Period.OfQuarter(year, quarter));

    [Fact]
    public void Setting_OfAnyParameter_IsTakenJustWithinTheCataloguesBounds()
        => Gen.Select(Gen.Int[0, Numbers.Count - 1].Select(i => Numbers[i]), Gen.Double[-1, 2]).Sample((parameter, place) =>
        {
            var bounds = parameter.BoundsFor(BaseYear);
            var value = bounds.Min + place * (bounds.Max - bounds.Min);

            var failures = Failures(string.Create(CultureInfo.InvariantCulture, $"?set.{parameter.Id}={value:R}"));

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
            var isReadable = isQuarterly || (from.Step == Step.Year && to.Step == Step.Year);
            var isWithin = from.Year >= BaseYear && to.Year >= BaseYear && from.Year <= ProjectionRequestValidator.LastYear && to.Year <= ProjectionRequestValidator.LastYear;

            var failures = Failures($"?from={from}&to={to}&step={(isQuarterly ? "quarter" : "year")}");

            Assert.Equal(isReadable && isWithin && from.Start < to.End, failures.Count == 0);
        });

    private static List<(string Name, string Code, Allowance? Allowance)> Failures(string query)
    {
        var reader = RequestReader.OfQuery(Requests.Get(query));
        var request = ProjectionRequestReader.Read(reader);
        Assert.Empty(reader.Faults);
        return [.. Validator.Validate(new ProjectionRequestOnBaseline(request, BaseYear)).Errors.Select(failure => (failure.PropertyName, failure.ErrorCode, failure.CustomState as Allowance))];
    }
}
