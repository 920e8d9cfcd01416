using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.UnitTests.Projections;

public class CoreDependenciesTests
{
    [Fact]
    public void Core_OfWhateverItUses_NeedsTheBaseLibraryAndNumericsOnly()
    {
        var others = typeof(ProjectionEngine).Assembly.GetReferencedAssemblies()
            .Select(a => a.Name!)
            .Where(name => !IsOfTheBaseLibrary(name) && !string.Equals(name, "MathNet.Numerics", StringComparison.Ordinal));
        Assert.Empty(others);
    }

    /// <summary>Without its network and its data access, which belong to the stores and the clients of sources.</summary>
    private static bool IsOfTheBaseLibrary(string name)
        => name.StartsWith("System.", StringComparison.Ordinal)
            && !name.StartsWith("System.Net", StringComparison.Ordinal)
            && !name.StartsWith("System.Data", StringComparison.Ordinal);
}
