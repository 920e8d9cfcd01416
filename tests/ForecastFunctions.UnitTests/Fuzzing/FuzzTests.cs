using System.Diagnostics;
using System.Globalization;
using System.Text;
using ForecastFunctions.Core.Statistics;
using Xunit.Abstractions;

namespace ForecastFunctions.UnitTests.Fuzzing;

/// <summary>
/// Whatever comes from outside leads to a value or to the refusal that is documented. FUZZ_SECONDS makes the search as long as
/// wanted, with another seed each time; without it, it is short and always the same.
/// </summary>
public class FuzzTests(ITestOutputHelper output)
{
    private const int FewInputs = 2_000;

    private static readonly Harness[] All =
    [
        RequestHarnesses.Bodies, RequestHarnesses.Queries, RequestHarnesses.Parts, ODataHarness.Feed,
        SourceHarnesses.Distributions, SourceHarnesses.SecEdgar, SourceHarnesses.EpochAi, SourceHarnesses.Curated,
        FilingHarnesses.Submissions, FilingHarnesses.Listing, FilingHarnesses.IndexPage, FilingHarnesses.Instance, FilingHarnesses.Release,
    ];

    public static TheoryData<string> Harnesses => [.. All.Select(h => h.Name)];

    [Theory]
    [MemberData(nameof(Harnesses))]
    public void Input_OfTheCorpus_HasADocumentedOutcome(string harness)
    {
        var result = new Fuzzer(Find(harness), seed: 1).Replay();

        Assert.True(result.Finding is null, result.Finding?.ToString());
        Assert.InRange(result.Outcomes, 3, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Harnesses))]
    public void Input_ChangedInAnyWay_HasADocumentedOutcome(string harness)
    {
        var isLong = double.TryParse(Environment.GetEnvironmentVariable("FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var seconds);
        var seed = isLong ? (ulong)Stopwatch.GetTimestamp() : 1;
        var result = new Fuzzer(Find(harness), seed).Run(
            isLong ? int.MaxValue : FewInputs, isLong ? TimeSpan.FromSeconds(seconds) : TimeSpan.FromMinutes(2));

        var told = string.Create(CultureInfo.InvariantCulture,
            $"{harness}: {result.Inputs} inputs, {result.Outcomes} outcomes, at most {result.Slowest.TotalMilliseconds:0} ms and {result.MostBytes} bytes, seed {seed}");
        output.WriteLine(told);
        Assert.True(result.Finding is null, $"{told}{Environment.NewLine}{result.Finding}");
    }

    /// <summary>A harness that finds nothing proves nothing: each finds a fault that is hidden behind what no input of its corpus does.</summary>
    [Theory]
    [InlineData("body", "An object in the body names a member twice")]
    [InlineData("query", "is given  times once is wanted")]
    [InlineData("part", "a series has one unit")]
    [InlineData("odata", "is given  times once is wanted")]
    [InlineData("distribution", "may follow the distribution")]
    [InlineData("sec-edgar", "conflict")]
    [InlineData("epoch-ai", "is the quarter of line")]
    [InlineData("curated", "period end and known since are those of line")]
    [InlineData("sec-submissions", "The list is of company")]
    [InlineData("sec-listing", "one instance")]
    [InlineData("sec-index", "2 exhibits")]
    [InlineData("sec-instance", "conflict")]
    [InlineData("sec-release", "conflict")]
    public void Fault_PlantedBehindAnOutcomeThatIsNotInTheCorpus_IsFound(string harness, string outcome)
    {
        var whole = Find(harness);
        var planted = whole with
        {
            Read = input => whole.Read(input) is var read && read.Contains(outcome, StringComparison.Ordinal)
                ? Array.Empty<string>()[read.Length] : read,
        };
        Assert.Null(new Fuzzer(planted, seed: 1).Replay().Finding);

        var result = new Fuzzer(planted, seed: 1).Run(50_000, TimeSpan.FromMinutes(2));

        output.WriteLine($"{harness}: found after {result.Inputs} inputs");
        Assert.Equal(nameof(IndexOutOfRangeException), result.Finding?.What);
        Assert.True(whole.Read(result.Finding!.Input).Contains(outcome, StringComparison.Ordinal), "The shortened input leads elsewhere.");
    }

    [Theory]
    [InlineData("It is slow.")]
    [InlineData("It takes much memory.")]
    [InlineData("InvalidOperationException")]
    public void Fault_OfTimeMemoryOrRoundTrip_IsFound(string what)
    {
        var whole = SourceHarnesses.Distributions;
        var planted = whole with
        {
            Slowest = TimeSpan.FromMilliseconds(100),
            Read = input =>
            {
                var isUniform = Distribution.TryParse(Encoding.UTF8.GetString(input), out var law, out _) && law.Law.Name is "uniform";
                if (isUniform && what is "It is slow.")
                    Spin(TimeSpan.FromMilliseconds(150));
                if (isUniform && what is "It takes much memory.")
                    GC.KeepAlive(new byte[4_000_000]);
                if (isUniform && what is "InvalidOperationException" &&
                    !Distribution.Parse($"{law}".Replace(")", "1)", StringComparison.Ordinal)).Equals(law))
                    throw new InvalidOperationException("It reads back as another.");
                return whole.Read(input);
            },
        };

        Assert.Equal(what, new Fuzzer(planted, seed: 1).Run(20_000, TimeSpan.FromMinutes(2)).Finding?.What);
    }

    private static void Spin(TimeSpan time)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < time;)
            Thread.SpinWait(100);
    }

    private static Harness Find(string name) => All.Single(h => string.Equals(h.Name, name, StringComparison.Ordinal));
}
