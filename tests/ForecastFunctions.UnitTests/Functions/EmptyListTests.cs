using System.Text.Json;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Functions;

/// <summary>A list that names nothing would show nothing: it is refused, with what can be named.</summary>
public class EmptyListTests
{
    [Fact]
    public void Variables_OfAnEmptyList_AreAFaultThatNamesAllThereAre()
    {
        var arguments = Body("variables", "[]");
        RunView.Read(arguments, [RunViewMembers.Variables]);

        var fault = Assert.Single(arguments.Faults);
        Assert.Equal(("/variables", FaultCode.Malformed), (fault.Target, fault.Code));
        Assert.Equal("variables is an empty list: name at least one, or leave variables out for all.", fault.Message);
        Assert.Equal(Variables.All.Select(v => v.Name), fault.Allowed);
    }

    [Fact]
    public void Statistics_OfAnEmptyList_AreAFaultThatNamesThoseOfTheRun()
    {
        var arguments = Body("statistics", "[]");
        var view = RunView.Read(arguments, [RunViewMembers.Statistics]);
        Assert.Empty(arguments.Faults);

        var fault = Assert.Single(view.FaultsOn(ArticleRuns.Specification(), "run"));
        Assert.Equal(("statistics", FaultCode.Malformed), (fault.Target, fault.Code));
        Assert.Equal(["value", "observed"], fault.Allowed);
    }

    [Fact]
    public void Statistics_OfAPattern_AreThoseThatBeginSo()
    {
        var view = RunView.Read(Body("statistics", """["p*"]"""), [RunViewMembers.Statistics]);

        Assert.Equal(["p5", "p50"], new[] { "mean", "p5", "p50", "sd", "value" }.Where(view.Shows));
        Assert.Equal("The run has no statistic 'p*'; it has value, observed.", Assert.Single(view.FaultsOn(ArticleRuns.Specification(), "run")).Message);
    }

    private static Arguments Body(string name, string json)
    {
        var arguments = new Arguments();
        arguments.Add(name, new Argument(new Place("body", "").Member(name), JsonDocument.Parse(json).RootElement));
        return arguments;
    }
}
