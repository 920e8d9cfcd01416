using System.Text.Json;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.OpenApi;
using Microsoft.OpenApi;

namespace ForecastFunctions.UnitTests.OpenApi;

/// <summary>The OpenAPI document, and the declarations that it is printed from.</summary>
public sealed class ContractDocumentTests
{
    private const string Renew = "RENEW_CONTRACT";

    private static readonly JsonElement Document = JsonElement.Parse(ContractDocument.Write());

    public static TheoryData<string> Names => [.. Operations.All.Select(o => o.Name)];

    [Fact]
    public void Document_InTheRepository_IsWhatTheDeclarationsPrint()
    {
        var path = Repository.PathOf(ContractDocument.Path);
        if (Environment.GetEnvironmentVariable(Renew) is "1")
            File.WriteAllBytes(path, ContractDocument.Write());

        Assert.True(File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(ContractDocument.Write()),
            $"{ContractDocument.Path} is not what the declarations print. Renew it, and look at what changed: "
            + $"{Renew}=1 dotnet test tests/ForecastFunctions.UnitTests --filter FullyQualifiedName~ContractDocumentTests");
    }

    [Fact]
    public void Document_ReadByAnOpenApiReader_HasNoErrors()
    {
        var read = OpenApiDocument.Parse(System.Text.Encoding.UTF8.GetString(ContractDocument.Write()), "json");

        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Equal("3.1.2", Document.GetProperty("openapi").GetString());
    }

    [Fact]
    public void OperationIds_OfTheDocument_AreTheDeclaredNamesAndDiffer()
    {
        var ids = Document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject())
            .Select(o => o.Value.GetProperty("operationId").GetString()!).ToList();

        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Subset(ids.ToHashSet(), Operations.All.Select(o => o.Name).ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Operation_OfThatName_DeclaresWhatTheDocumentNeeds(string name)
    {
        var operation = Operations.All.Single(o => o.Name == name);

        Assert.True(operation.Table is not null || operation.Answer is not null, "Table or Answer says what it answers.");
        Assert.All(ContractParameters.PathNames(operation), part => Assert.True(
            operation.PathMembers.Any(m => m.Name == part && m.Example is not null), $"PathMembers says what {part} is, with an example."));
        Assert.True(operation.Example is not null || operation.QueryMembers.All(m => m.Missing is null) || !operation.Methods.Contains("GET"),
            "Example is a query with the members that must not be absent.");
        Assert.True(operation.BodyExample is not null || !operation.Methods.Any(ContractParameters.HasBody), "BodyExample is a body.");
        Assert.All(operation.BodyMembers, member => Assert.True(
            member.Type is not MemberType.Structure || member.Body is not null, $"Body says what {member} is in a body."));
        Assert.All(operation.Members, member => Assert.True(
            member.Missing is not null || member.Default is not null || member.Absent is not null || member is { IsPrefix: false, Name: "cursor" or "asOf" or "$skiptoken" }
                || operation.Path.StartsWith("/odata", StringComparison.Ordinal) || HasAPair(member),
            $"Default or Absent says what holds where {member} is absent."));
    }

    [Fact]
    public void Members_WithADefaultOrAnExample_CanReadIt()
    {
        foreach (var member in Operations.All.SelectMany(o => o.Members.Concat(o.PathMembers)).Distinct())
        {
            var example = member.IsPrefix ? member.Example!.Split('=', 2)[1] : member.Example;
            Assert.All(new[] { member.Default, example }.OfType<string>(), value =>
            {
                var argument = new Argument(new Place("query", member.Name), value);
                Assert.True(member.IsBodyOnly || member.Reads(argument), $"{member} = {value}");
                Assert.False(argument.AsNumber() is { } number && (number < member.Min || number > member.Max), $"{member} = {value}");
                Assert.True(member.Choices is null || member.Type is MemberType.List || member.Choices.Contains(value), $"{member} = {value}");
            });
        }
    }

    [Fact]
    public void Problems_OfEveryKind_HaveAnExampleInTheDocument()
    {
        var examples = Document.GetProperty("components").GetProperty("responses").EnumerateObject()
            .Where(r => r.Value.TryGetProperty("content", out _))
            .SelectMany(r => r.Value.GetProperty("content").EnumerateObject())
            .Where(c => c.Value.TryGetProperty("examples", out _)) // what is shared and no problem has none
            .SelectMany(c => c.Value.GetProperty("examples").EnumerateObject())
            .Select(e => e.Value.GetProperty("value"))
            .Select(e => e.TryGetProperty("error", out var inFeed)
                ? (Code: Text(inFeed, "code"), Detail: Text(inFeed, "message")) : (Code: Text(e, "code"), Detail: Text(e, "detail")))
            .ToLookup(e => e.Code, e => e.Detail);

        Assert.Equal(ProblemKind.All.Select(k => k.Code).Order(), examples.Select(e => e.Key).Order());
        Assert.All(ProblemKind.All, kind => Assert.All(examples[kind.Code], detail => Assert.Equal(kind.Example, detail)));
        Assert.All(ProblemKind.All, kind => Assert.NotEqual(kind.Title, kind.Example));
    }

    private static string Text(JsonElement example, string member) => example.GetProperty(member).GetString()!;

    /// <summary>Whoever adds a code adds a test that has a request refused with it.</summary>
    [Fact]
    public void Problems_OfEveryKind_AreExpectedByATest()
    {
        var sources = Directory.EnumerateFiles(Repository.PathOf("tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}OpenApi{Path.DirectorySeparatorChar}"))
            .Select(File.ReadAllText).ToList();

        Assert.All(ProblemKind.All, kind => Assert.True(
            sources.Exists(text => text.Contains($"\"{kind.Code}\"")), $"No test expects the problem {kind.Code}."));
    }

    /// <summary>Members of which one is wanted state that in words: variable or variables.</summary>
    private static bool HasAPair(Member member) => member.Name is "variable" or "variables";
}
