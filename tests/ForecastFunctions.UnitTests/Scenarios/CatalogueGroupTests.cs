using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.UnitTests.Scenarios;

public class CatalogueGroupTests
{
    [Fact]
    public void Parameters_EachOfThem_AreInJustOneGroup() => Assert.All(ParameterCatalogue.All, parameter =>
    {
        var group = Assert.Single(
            CatalogueGroups.All, g => g.Beginnings.Any(b => parameter.Id.StartsWith(b, StringComparison.Ordinal)));
        Assert.Same(group, CatalogueGroups.Of(parameter));
    });

    [Fact]
    public void Groups_AskAQuestionEach()
    {
        Assert.All(CatalogueGroups.All, g => Assert.EndsWith("?", g.Question, StringComparison.Ordinal));
        Assert.Equal(CatalogueGroups.All.Count, CatalogueGroups.All.Select(g => g.Name).Distinct(StringComparer.Ordinal).Count());
    }
}
