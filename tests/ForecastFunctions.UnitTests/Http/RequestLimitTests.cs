using ForecastFunctions.Application.Contract;
using System.Diagnostics;
using System.Text;
using ForecastFunctions.Http;
using ForecastFunctions.Projections;

namespace ForecastFunctions.UnitTests.Http;

/// <summary>What a request may cost before anything is known of it.</summary>
public class RequestLimitTests
{
    [Fact]
    public void Address_BeyondTheLimit_IsTooLong()
    {
        Assert.Empty(RequestReader.OfQuery(Requests.Get("?a=" + new string('x', RequestReader.MaxAddressLength - 3))).Faults);

        var problem = Assert.Throws<ProblemException>(
            () => RequestReader.OfQuery(Requests.Get("?a=" + new string('x', RequestReader.MaxAddressLength - 2))));
        Assert.Equal((414, "uri-too-long"), (problem.Status, problem.Code));
    }

    [Fact]
    public async Task Members_BeyondTheLimit_AreNotReadOn()
    {
        var body = $"{{{string.Join(',', Enumerable.Range(0, RequestReader.MaxMembers + 1).Select(i => $"\"m{i}\":1"))}}}";

        var problem = await Assert.ThrowsAsync<ProblemException>(
            () => RequestReader.OfBodyAsync(Requests.Post(body), ProjectionRequestReader.Flatten, CancellationToken.None));

        Assert.Equal(FaultCode.TooMuch, Assert.Single(problem.Faults!).Code);
    }

    [Fact]
    public void Faults_BeyondTheLimit_EndTheRequest()
    {
        var reader = RequestReader.OfQuery(Requests.Get());
        for (var i = 1; i < RequestReader.MaxFaults; i++)
            reader.AddFault(new Fault("query", "a", FaultCode.Malformed, "It is wrong."));

        var problem = Assert.Throws<ProblemException>(() => reader.AddFault(new Fault("query", "a", FaultCode.Malformed, "It is wrong.")));
        Assert.Equal(RequestReader.MaxFaults, problem.Faults!.Count);
    }

    [Theory]
    [InlineData("correlations", "{\"first\":\"a#\",\"second\":\"b#\",\"value\":0}")]
    [InlineData("thresholds", "{\"variable\":\"Some|Variable|That|Is|Not#\",\"above\":0}")]
    [InlineData("percentiles", "1000#")]
    public async Task List_AsLongAsABodyTakes_IsRefusedSoonAndInLittleMemory(string name, string item)
    {
        var body = new StringBuilder($"{{\"draws\":128,\"{name}\":[");
        for (var i = 0; body.Length < JsonBody.MaxBytes - item.Length - 20; i++)
            body.Append(i == 0 ? "" : ",").Append(item.Replace("#", $"{i}", StringComparison.Ordinal));
        body.Append("]}");
        var validator = new ProjectionRequestValidator();
        var (watch, before) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());

        var faults = 0;
        try
        {
            var reader = await RequestReader.OfBodyAsync(
                Requests.Post(body.ToString()), ProjectionRequestReader.Flatten, CancellationToken.None);
            faults = validator.Validate(new ProjectionRequestOnBaseline(ProjectionRequestReader.Read(reader), 2024)).Errors.Count;
        }
        catch (ProblemException problem)
        {
            faults = problem.Faults!.Count;
        }

        Assert.True(faults > 0);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000_000);
    }
}
