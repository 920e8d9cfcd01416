using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Extensions;
using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Health;
using ForecastFunctions.Index;
using ForecastFunctions.Keys;
using ForecastFunctions.OpenApi;
using ForecastFunctions.UnitTests.Conventions.Cyclic.One;
using Assembly = System.Reflection.Assembly;

namespace ForecastFunctions.UnitTests.Conventions;

/// <summary>What may depend on what.</summary>
public class ArchitectureTests
{
    private static readonly Assembly Core = typeof(ProjectionEngine).Assembly;
    private static readonly Assembly Application = typeof(RunLibrary).Assembly;
    private static readonly Assembly App = typeof(HealthFunctions).Assembly;

    [Fact]
    public void Application_OfWhateverItUses_KnowsNothingOfItsEdges()
    {
        var referenced = Application.GetReferencedAssemblies().Select(a => a.Name!).ToList();

        Assert.Contains("ForecastFunctions.Core", referenced);
        Assert.Contains("FluentValidation", referenced);
        Assert.DoesNotContain(referenced, name => EdgesAndStores.Any(edge => name.StartsWith(edge, StringComparison.Ordinal)));

        // The same words find what the edge does reference, so none of them is misspelt.
        var ofTheApp = App.GetReferencedAssemblies().Concat(typeof(ForecastFunctions.Excel.Workbook.ForecastWorkbook).Assembly
            .GetReferencedAssemblies()).Concat(typeof(ForecastFunctions.Infrastructure.InfrastructureServices).Assembly.GetReferencedAssemblies())
            .Select(a => a.Name!).ToList();
        Assert.All(EdgesAndStores, edge => Assert.Contains(ofTheApp, name => name.StartsWith(edge, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("ForecastFunctions.Core")]
    [InlineData("ForecastFunctions.Application")]
    [InlineData("ForecastFunctions")]
    public void Folders_OfAProject_DependOnEachOtherInOneDirection(string project)
    {
        var architecture = Load(project);
        Assert.True(SliceRuleDefinition.Slices().Matching($"{project}.(*)..").GetObjects(architecture).Count() > 5, "Few folders were found.");

        Assert.Empty(CyclesOf(architecture, project));
    }

    [Fact]
    public void Folders_ThatDependOnEachOther_AreFound()
    {
        var cycle = Assert.Single(CyclesOf(
            new ArchLoader().LoadAssemblies(typeof(First).Assembly).Build(), "ForecastFunctions.UnitTests.Conventions.Cyclic"));

        Assert.Contains("One", cycle, StringComparison.Ordinal);
        Assert.Contains("Two", cycle, StringComparison.Ordinal);
    }

    /// <summary>The root of a project belongs to no folder: what is there puts the folders together, and may know them all.</summary>
    /// <remarks>
    /// So nothing in a folder may know the root, but for what is made of the list of all operations: access, the index and the contract. The
    /// messages of a project's log stand at its root too, and know no folder.
    /// </remarks>
    [Fact]
    public void Root_OfTheApp_IsKnownOnlyToWhatIsMadeOfTheListOfOperations()
    {
        var knowing = Load("ForecastFunctions").Classes
            .Where(type => type.Namespace?.FullName.StartsWith("ForecastFunctions.", StringComparison.Ordinal) == true)
            .Where(type => type.GetTypeDependencies().Any(
                d => d.Namespace?.FullName is "ForecastFunctions" && d.Name is not "Logs"))
            .Select(type => type.FullName.Split('+', '/')[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

        Assert.Equal([typeof(IndexFunctions).FullName!, typeof(FunctionAccess).FullName!, typeof(ContractDocument).FullName!], knowing);
    }

    [Fact]
    public void Namespaces_AreFolders()
    {
        foreach (var project in (string[])["ForecastFunctions.Core", "ForecastFunctions.Application", "ForecastFunctions"])
        {
            var root = Path.Combine(Repository.Root, "src", project);
            var files = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                .Select(file => (File: file, Folder: Path.GetDirectoryName(Path.GetRelativePath(root, file))!))
                .Where(f => f.Folder.Split(Path.DirectorySeparatorChar)[0] is not ("obj" or "bin") && Path.GetFileName(f.File) is not "Program.cs")
                .ToList();
            Assert.True(files.Count > 50, $"{files.Count} files of {project}");
            Assert.All(files, file => Assert.Contains(
                $"\nnamespace {string.Join('.', file.Folder.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Prepend(project))};",
                $"\n{File.ReadAllText(file.File).TrimStart('\uFEFF')}", StringComparison.Ordinal));
        }
    }

    private static string[] EdgesAndStores =>
        ["Microsoft.AspNetCore", "Microsoft.Azure.Functions", "Microsoft.OData", "DocumentFormat.OpenXml", "Azure.Data.Tables"];

    private static IEnumerable<string> CyclesOf(Architecture architecture, string root)
        => SliceRuleDefinition.Slices().Matching($"{root}.(*)..").Should().BeFreeOfCycles().Evaluate(architecture)
            .Where(result => !result.Passed).Select(result => result.Description);

    private static Architecture Load(string project)
        => new ArchLoader().LoadAssemblies(((Assembly[])[Core, Application, App]).Single(a => a.GetName().Name == project)).Build();
}
