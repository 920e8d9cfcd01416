using System.Text;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Http;

namespace ForecastFunctions.UnitTests.Http;

/// <summary>What a request may cost before anything is known of it.</summary>
public class RequestLimitTests
{
    [Fact]
    public void Address_BeyondTheLimit_IsTooLong()
    {
        Assert.Empty(HttpArguments.OfQuery(Requests.Get("?a=" + new string('x', HttpArguments.MaxAddressLength - 3))).Faults);

        var problem = Assert.Throws<ProblemException>(
            () => HttpArguments.OfQuery(Requests.Get("?a=" + new string('x', HttpArguments.MaxAddressLength - 2))));
        Assert.Equal((414, "uri-too-long"), (problem.Kind.Status, problem.Kind.Code));
    }

    [Fact]
    public async Task Members_BeyondTheLimit_AreNotReadOn()
    {
        var body = $"{{{string.Join(',', Enumerable.Range(0, Arguments.MaxMembers + 1).Select(i => $"\"m{i}\":1"))}}}";

        var problem = await Assert.ThrowsAsync<ProblemException>(
            () => HttpArguments.OfBodyAsync(Requests.Post(body), ProjectionRuns.Kind.Ask, CancellationToken.None));

        Assert.Equal(FaultCode.TooMuch, Assert.Single(problem.Faults!).Code);
    }

    [Fact]
    public void Faults_BeyondTheLimit_EndTheRequest()
    {
        var arguments = new Arguments();
        for (var i = 1; i < Faults.Max; i++)
            arguments.AddFault(new Fault($"a{i}", FaultCode.Malformed, "It is wrong."));

        // The same one again is told once.
        arguments.AddFault(new Fault("a1", FaultCode.Malformed, "It is wrong."));

        var problem = Assert.Throws<ProblemException>(() => arguments.AddFault(new Fault("a", FaultCode.Malformed, "It is wrong.")));
        Assert.Equal(Faults.Max, problem.Faults!.Count);
    }

    [Theory]
    [InlineData("correlations", "{\"first\":\"a#\",\"second\":\"b#\",\"value\":0}")]
    [InlineData("thresholds", "{\"variable\":\"Some|Variable|That|Is|Not#\",\"above\":0}")]
    [InlineData("percentiles", "1000#")]
    public async Task List_AsLongAsABodyTakes_IsRefusedInLittleMemory(string name, string item)
    {
        var body = new StringBuilder($"{{\"draws\":128,\"{name}\":[");
        for (var i = 0; body.Length < Operation.UsualBodyBytes - item.Length - 20; i++)
            body.Append(i == 0 ? "" : ",").Append(item.Replace("#", $"{i}", StringComparison.Ordinal));
        body.Append("]}");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var faults = 0;
        try
        {
            var arguments = await HttpArguments.OfBodyAsync(Requests.Post(body.ToString()), ProjectionRuns.Kind.Ask, CancellationToken.None);
            faults = ProjectionRequestValidator.FaultsOf(ProjectionRequest.Read(arguments), 2024).Count();
        }
        catch (ProblemException problem)
        {
            faults = problem.Faults!.Count;
        }

        Assert.True(faults > 0);

        // What takes long over a long list takes memory for each pair of its items: so much would not do for that.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000_000);
    }
}
