using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.UnitTests.Scenarios;

public class ParameterGroupTests
{
    [Fact]
    public void Parameters_EachOfThem_AreInJustOneGroup() => Assert.All(Parameters.All, parameter =>
    {
        var group = Assert.Single(
            ParameterGroups.All, g => g.Beginnings.Any(b => parameter.Id.StartsWith(b, StringComparison.Ordinal)));
        Assert.Same(group, ParameterGroups.Of(parameter));
    });

    [Fact]
    public void Groups_AskAQuestionEach()
    {
        Assert.All(ParameterGroups.All, g => Assert.EndsWith("?", g.Question, StringComparison.Ordinal));
        Assert.Equal(ParameterGroups.All.Count, ParameterGroups.All.Select(g => g.Name).Distinct(StringComparer.Ordinal).Count());
    }
}
