using System.Globalization;
using System.Text.Json;
using CsCheck;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;
using ForecastFunctions.OData;
using ForecastFunctions.UnitTests.Projections;
using Microsoft.OData;

namespace ForecastFunctions.UnitTests.OData;

public class FeedQueryTests
{
    private static readonly Uri Root = new("http://host/api/odata/");

    private static readonly (string Name, Comparison<ProjectionEntity> Order)[] Orders =
    [
        ("Year", (a, b) => a.Year.CompareTo(b.Year)),
        ("Quarter", (a, b) => Nullable.Compare(a.Quarter, b.Quarter)),
        ("Value", (a, b) => Nullable.Compare(a.Value, b.Value)),
        ("StandardError", (a, b) => Nullable.Compare(a.StandardError, b.StandardError)),
        ("Scenario", (a, b) => string.CompareOrdinal(a.Scenario, b.Scenario)),
        ("PeriodStart", (a, b) => a.PeriodStart.CompareTo(b.PeriodStart)),
    ];

    [Fact]
    public void Filter_OfAnyCondition_KeepsThoseOfWhichItIsTrue()
        => Gen.Select(GenQuery.Condition, GenQuery.Entity.List[0, 30]).Sample((condition, entities) =>
        {
            var expected = entities.Where(p => condition.Meaning(p) is true).ToList();

            var (found, count) = Parse([("$filter", condition.Text)]).Of([.. entities]);

            Assert.Equal(expected, found);
            Assert.Equal(expected.Count, count);
        }, iter: 3_000);

    [Fact]
    public void Constraints_OfAnyCondition_LeaveOutNothingThatPasses()
        => Gen.Select(GenQuery.Condition, GenQuery.Entity.List[0, 30]).Sample((condition, entities) =>
        {
            var constraints = Parse([("$filter", condition.Text)]).Constraints;

            foreach (var entity in entities.Where(p => condition.Meaning(p) is true))
            {
                Assert.True(constraints.TextsOf("Scenario")?.Contains(entity.Scenario, StringComparer.Ordinal) ?? true, condition.Text);
                Assert.True(entity.Year <= (constraints.MostOf("Year") ?? int.MaxValue), condition.Text);
            }
        }, iter: 3_000);

    [Fact]
    public void Window_OfAnOrder_IsThatOfTheSortedList()
        => Gen.Select(
            GenQuery.Entity.List[0, 30], Gen.Select(Gen.OneOf(Orders), Gen.Bool).Array[0, 4],
            Gen.Int[0, 10].Nullable(), Gen.Int[0, 10].Nullable()).Sample((entities, order, skip, top) =>
        {
            // Sorted by insertion: stable, and nothing of the product in it.
            var sorted = new List<ProjectionEntity>();
            foreach (var entity in entities)
            {
                var place = sorted.Count;
                while (place > 0 && Compare(entity, sorted[place - 1], order) < 0)
                    place--;
                sorted.Insert(place, entity);
            }

            var options = new List<(string, string)> { ("$count", "true") };
            if (order.Length > 0)
                options.Add(("$orderby", string.Join(',', order.Select(o => $"{o.Item1.Name} {(o.Item2 ? "desc" : "asc")}"))));
            if (skip is not null)
                options.Add(("$skip", $"{skip}"));
            if (top is not null)
                options.Add(("$top", $"{top}"));
            var (found, count) = Parse(options).Of([.. entities]);

            var expected = new List<ProjectionEntity>();
            for (var i = skip ?? 0; i < sorted.Count && expected.Count < (top ?? int.MaxValue); i++)
                expected.Add(sorted[i]);
            Assert.Equal(expected, found, ReferenceEqualityComparer.Instance);
            Assert.Equal(entities.Count, count);
        });

    [Fact]
    public void Select_OfSomeProperties_WritesJustThese()
        => Gen.Select(GenQuery.Entity, Gen.Shuffle(EntitySets.Projections.Properties.Select(p => p.Name).ToArray()), Gen.Int[1, 15])
            .Sample((entity, names, count) =>
        {
            var query = Parse([("$select", string.Join(',', names.Take(count)))]);
            var uri = new ODataUri { ServiceRoot = Root, SelectAndExpand = query.Select };

            var written = JsonElement.Parse(FeedWriter.Write(uri, query, [entity], 7, null));

            Assert.Equal(7, written.GetProperty("@odata.count").GetInt32());
            var members = Assert.Single(written.GetProperty("value").EnumerateArray()).EnumerateObject().Select(m => m.Name);
            Assert.Equal(names.Take(count).Order(StringComparer.Ordinal), members.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        });

    [Fact]
    public void Select_OfAll_WritesEveryProperty()
    {
        var query = Parse([("$select", "*")]);
        var entity = new ProjectionEntity("asic-surge", new DateOnly(2028, 1, 1), 1, null, 2028, null);

        var written = JsonElement.Parse(FeedWriter.Write(
            new ODataUri { ServiceRoot = Root, SelectAndExpand = query.Select }, query, [entity], null, null));

        var members = Assert.Single(written.GetProperty("value").EnumerateArray()).EnumerateObject().Select(m => m.Name);
        Assert.Equal(EntitySets.Projections.Properties.Select(p => p.Name), members);
    }

    [Theory]
    [InlineData("Year le 2030", false, false)]
    [InlineData("Year gt 2030", true, false)]
    [InlineData("not (Year le 2030)", true, false)]
    [InlineData("2035 ge Year", true, false)]
    [InlineData("2030 lt Year", true, false)]
    [InlineData("Year in (2028,2031)", true, false)]
    [InlineData("Period eq '2030'", false, false)]
    [InlineData("Period eq '2035'", true, false)]
    [InlineData("Period gt '2030'", true, false)]
    [InlineData("Period eq '2028-Q3'", false, true)]
    [InlineData("Period in ('2028','2032-Q1')", true, true)]
    [InlineData("startswith(Period,'2035')", true, false)]
    [InlineData("startswith(Period,'2028-')", false, false)]
    [InlineData("endswith(Period,'-Q3')", false, true)]
    [InlineData("contains(Scenario,'2035-Q3')", false, false)]
    [InlineData("PeriodStart le 2030-01-01", false, false)]
    [InlineData("PeriodStart gt 2030-01-01", true, false)]
    [InlineData("PeriodStart ge 2030-02-01", true, false)]
    [InlineData("PeriodStart eq 2028-07-01", false, true)]
    [InlineData("PeriodStart ge 2028-07-01", false, false)]
    [InlineData("Quarter eq 3", false, true)]
    [InlineData("Quarter ne null", false, true)]
    [InlineData("Quarter eq null", false, false)]
    [InlineData("not (Quarter eq null)", false, true)]
    [InlineData("Scenario eq 'asic-surge'", false, false)]
    public void Filter_NamesLaterYearsAndQuarters_ByAnyPropertyOfThePeriod(string filter, bool laterYears, bool quarters)
        => Assert.Equal(new NamedPeriods(laterYears, quarters), Parse([("$filter", filter)]).Named);

    [Fact]
    public void Properties_OfARow_AreItsColumnsAndTheYearAndQuarter()
    {
        var run = ArticleRuns.Specification("asic-surge", from: 2028, to: 2028, step: Step.Quarter);
        var row = new ProjectionRow(run, Variables.Spend, Period.OfQuarter(2028, 3), "value", 1.5, "projected", null);

        Assert.Equal(
            [
                $"ModelVersion={ModelVersion.Current}", "Scenario=asic-surge", "Region=World", $"Variable={Variables.Spend.Name}",
                $"Unit={Variables.Spend.Unit}", "Period=2028-Q3", "PeriodStart=2028-07-01", "Statistic=value", "Value=1.5",
                "Status=projected", "BaselineVersion=2024-12", $"RunId={run.RunId}", "StandardError=", "Year=2028", "Quarter=3",
            ],
            EntitySets.Projections.Properties.Select(p => string.Create(
                CultureInfo.InvariantCulture,
                $"{p.Name}={(p.Value(row) is DateOnly day ? day.ToString("O", CultureInfo.InvariantCulture) : p.Value(row))}")));
    }

    [Theory]
    [InlineData("$expand", "x", 501)]
    [InlineData("$search", "x", 501)]
    [InlineData("$apply", "aggregate(Value with sum as S)", 501)]
    [InlineData("$compute", "Value mul 2 as V", 501)]
    [InlineData("$deltatoken", "x", 501)]
    [InlineData("@p", "1", 501)]
    [InlineData("filter", "Year eq 2028", 400)]
    [InlineData("$Filter", "Year eq 2028", 501)]
    [InlineData("$filter", "substringof('a',Scenario)", 400)]
    [InlineData("$filter", "tolower(Scenario) eq 'a'", 501)]
    [InlineData("$filter", "contains(Scenario,4)", 400)]
    [InlineData("$filter", "year(PeriodStart) eq 2028", 501)]
    [InlineData("$filter", "Value add 1 gt 2", 501)]
    [InlineData("$filter", "-Value gt 2", 501)]
    [InlineData("$filter", "Year", 400)]
    [InlineData("$filter", "Colour eq 'red'", 400)]
    [InlineData("$filter", "Year eq 'red'", 400)]
    [InlineData("$filter", "Year eq", 400)]
    [InlineData("$filter", "PeriodStart gt 2028", 400)]
    [InlineData("$orderby", "Value mul 2", 501)]
    [InlineData("$orderby", "Colour", 400)]
    [InlineData("$orderby", "Year,Year,Year,Year,Year,Year,Year,Year,Year,Year,Year", 400)]
    [InlineData("$select", "Colour", 400)]
    [InlineData("$select", "Year/Value", 400)]
    [InlineData("$top", "-1", 400)]
    [InlineData("$top", "many", 400)]
    [InlineData("$top", "99999999999", 400)]
    [InlineData("$skip", "1.5", 400)]
    [InlineData("$count", "perhaps", 400)]
    public void Option_ThatIsNotOfferedOrNotOne_IsRefused(string option, string value, int status)
        => Assert.Equal(status, Assert.Throws<ProblemException>(() => Parse([(option, value)])).Kind.Status);

    [Fact]
    public void Option_ThatIsNotOffered_HasACodeOfItsOwn()
        => Assert.Equal("not-implemented", Assert.Throws<ProblemException>(() => Parse([("$expand", "x")])).Kind.Code);

    [Theory]
    [InlineData("PeriodStart lt 2028-01-01T00:00:01Z", true)]
    [InlineData("PeriodStart lt 2028-01-01T00:00:00Z", false)]
    [InlineData("PeriodStart eq 2028-01-01T01:00:00+01:00", true)]
    public void Filter_OfADayBesideAMoment_TakesItsBeginning(string filter, bool passes)
    {
        var entity = new ProjectionEntity("x", new DateOnly(2028, 1, 1), 1, null, 2028, null);

        Assert.Equal(passes ? 1 : 0, Parse([("$filter", filter)]).Of([entity]).Count);
    }

    [Fact]
    public void Filter_OfANumberTooLargeForItsType_IsRefused()
        => Assert.Equal(FaultCode.OutOfRange, Assert.Single(Assert.Throws<ProblemException>(() => Parse([("$filter", "1e38 ne 2m")])).Faults!).Code);

    [Fact]
    public void Filter_BeyondItsBounds_IsRefused()
    {
        string[] filters =
        [
            string.Join(" or ", Enumerable.Repeat("Year eq 1", 200)),
            $"Year in ({string.Join(',', Enumerable.Range(0, 600))})",
            string.Concat(Enumerable.Repeat("not ", 900)) + "(Year eq 1)",
            new string('(', 1_500) + "Year eq 1" + new string(')', 1_500),
            "Scenario eq '" + new string('a', FeedQueryParser.MaxLength) + "'",
        ];
        Assert.All(filters, filter => Assert.Equal(400, Assert.Throws<ProblemException>(() => Parse([("$filter", filter)])).Kind.Status));
    }

    [Fact]
    public void Options_WithSeveralFaults_NameThemAll()
    {
        var problem = Assert.Throws<ProblemException>(() => Parse([("$filter", "Colour eq 1"), ("$top", "x"), ("$orderby", "Taste")]));

        Assert.Equal(
            ["$filter", "$orderby", "$top"], problem.Faults!.Select(f => f.Target).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void SkipToken_FitsTheListItWasMadeFor()
        => Gen.Select(
            Gen.Int[0, int.MaxValue], Gen.Int[1, FeedQuery.MaxPageSize], Gen.String[Gen.Char.AlphaNumeric, 0, 64], Gen.String.AlphaNumeric)
            .Sample((offset, size, pin, list) =>
            {
                var token = new SkipToken(offset, size, pin);

                Assert.Equal(token, SkipToken.Decode(token.Encode(list), list));
                Assert.Null(SkipToken.Decode(token.Encode(list), list + "x"));
                Assert.Null(SkipToken.Decode(token.Encode(list)[1..], list));
            });

    [Fact]
    public void SkipToken_OfAnyText_IsReadOrRefusedAndNeverThrows()
        => Gen.OneOf(Gen.String, Gen.String[Gen.Char.AlphaNumeric, 0, 60]).Sample(text => Assert.Null(SkipToken.Decode(text, "list")));

    private static FeedQuery Parse(IEnumerable<(string Name, string Value)> options)
    {
        var list = options.Select(o => KeyValuePair.Create(o.Name, o.Value)).ToList();
        FeedQueryParser.Check(list.Select(o => KeyValuePair.Create<string, IReadOnlyList<string>>(o.Key, [o.Value])));
        return FeedQueryParser.Parse(FeedQueryParser.Of(Root, "Projections", list), GenQuery.Set);
    }

    private static int Compare(ProjectionEntity a, ProjectionEntity b, ((string Name, Comparison<ProjectionEntity> Order), bool)[] order)
    {
        foreach (var ((_, compare), isDescending) in order)
        {
            var difference = compare(a, b);
            if (difference != 0)
                return isDescending ? -difference : difference;
        }

        return 0;
    }
}
