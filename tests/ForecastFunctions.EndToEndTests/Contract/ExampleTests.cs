using System.Net;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Ensembles;
using ForecastFunctions.Application.SeriesCatalogues;
using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.EndToEndTests.Jobs;
using ForecastFunctions.EndToEndTests.Keys;

namespace ForecastFunctions.EndToEndTests.Contract;

/// <summary>Every example of the contract, sent to the service; whoever adds an operation or a member, adds an example of it here.</summary>
[Collection(ProductTests.Name)]
public sealed class ExampleTests(ProductFixture fixture) : IAsyncLifetime
{
    private Product? _product;

    private Api Api => _product!.Api;

    /// <summary>One that the examples may change: its scenarios, its keys and its current baseline.</summary>
    public async Task InitializeAsync() => _product = await fixture.StartAsync(fixture.NewTableNamePrefix());

    public async Task DisposeAsync() => await _product!.DisposeAsync();

    [Fact]
    public async Task Examples_OfEveryOperation_AreAnsweredWithSuccess()
    {
        foreach (var operation in Operations("PUT"))
            Succeeded(operation, await WriteAsync(operation, HttpMethod.Put));
        foreach (var operation in Operations("POST"))
            Succeeded(operation, await PostAsync(operation));
        foreach (var operation in Operations("GET").Where(o => o.Answer is not OperationAnswer.Nothing))
            Succeeded(operation, await Api.GetAsync(WithQuery(await PathAsync(operation), operation.Example)));
        foreach (var operation in Operations("DELETE"))
            Succeeded(operation, await Api.SendAsync(HttpMethod.Delete, await PathAsync(operation)));
    }

    [Fact]
    public async Task Examples_OfEveryMemberOfAQuery_AreAnsweredWithSuccess()
    {
        foreach (var operation in Operations("PUT").Where(o => o.PathMembers.Contains(CatalogueMembers.Name)))
            Succeeded(operation, await WriteAsync(operation, HttpMethod.Put));
        foreach (var operation in Operations("GET").Where(o => o.Answer is not OperationAnswer.Nothing))
        {
            var path = await PathAsync(operation);
            foreach (var member in operation.QueryMembers.Where(m => m.Example is not null))
                Succeeded($"{operation.Name}: {member}", await AskAsync(operation, path, member));
        }
    }

    /// <summary>The members that must not be absent, and the member; where these contradict each other, the member alone.</summary>
    private async Task<Answer> AskAsync(Operation operation, string path, Member member)
    {
        var needed = operation.Members.Where(m => m.Name != member.Name && (m.Name == member.Needs || m.Missing is not null
            || (m.WantedWith is { } other && (other == member.Name || other == member.Needs)))).ToList();
        var pair = (operation.Example?.Split('&') ?? []).Where(p => p.Split('=')[0] is var name
            && (name is "variable" or "period") && name != member.Name.TrimEnd('s') && needed.TrueForAll(m => m.Name != name));
        return await Api.GetAsync(WithQuery(path, string.Join('&', needed.Select(StatedOf).Concat(pair).Append(ExampleOf(member)))));

        // As the operation's own example states it, where it does.
        string StatedOf(Member other)
            => operation.Example?.Split('&').FirstOrDefault(p => p.Split('=')[0] == other.Name) ?? ExampleOf(other);
    }

    private static string ExampleOf(Member member) => member.IsPrefix
        ? Uri.EscapeDataString(member.Example!).Replace("%3D", "=", StringComparison.Ordinal)
        : $"{member.Name}={Uri.EscapeDataString(member.Example!)}";

    private async Task<Answer> WriteAsync(Operation operation, HttpMethod method)
    {
        var path = await PathAsync(operation);
        IEnumerable<(string, string)> condition = operation.IsConditional ? [("If-Match", (await Api.GetAsync(path)).Ok().ETag)] : [];
        using var body = Api.Bytes(
            System.Text.Encoding.UTF8.GetBytes(operation.BodyExample!), operation.BodyLines is null ? "application/json" : "text/csv");
        return await Api.SendAsync(method, path, body, condition);
    }

    /// <summary>The path with the examples of its parts; an id of a run is that of the example of asking for one.</summary>
    private async Task<string> PathAsync(Operation operation)
    {
        var path = operation.Path;
        foreach (var part in operation.PathMembers)
        {
            var value = part.Example!;
            if (part.Name == "operationId")
            {
                var asked = DeclaredFunction.AllOperations.SingleOrDefault(o => o.IsQueued && o.Path == operation.Path.Split("/{operationId}")[0]) ?? EnsembleTable.Ask;
                value = await Api.AskAsync(asked.BodyExample!, "/api" + asked.Path);
                await Api.EndedAsync(value);
            }
            else if (part.Name == "runId")
            {
                value = (await Api.GetAsync(AskedRun(operation))).Ok().RunId;
            }

            path = path.Replace($"{{{part.Name}}}", value, StringComparison.Ordinal);
        }

        return $"/api{path}";
    }

    private Task<Answer> PostAsync(Operation operation) => Api.PostAsync(
        "/api" + operation.Path, operation.BodyExample!, operation.IsQueued ? [("Prefer", "respond-async")] : []);

    private static string AskedRun(Operation operation)
    {
        if (operation.AsksRun?.StartsWith('/') == true)
            return "/api" + operation.AsksRun;
        var ask = DeclaredFunction.AllOperations.Single(o => o.Path == operation.Path.Split("/{runId}")[0]);
        return WithQuery(ask.Path, operation.AsksRun ?? ask.Example);
    }

    private static string WithQuery(string path, string? query)
        => (path.StartsWith("/api", StringComparison.Ordinal) ? path : $"/api{path}") + (query is null ? "" : $"?{query}");

    private static IEnumerable<Operation> Operations(string method) => DeclaredFunction.AllOperations.Where(o => o.Methods.Contains(method));

    private static void Succeeded(object what, Answer answer)
        => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.Accepted or HttpStatusCode.NoContent, $"{what}: {(int)answer.Status} {answer.Text}");
}
