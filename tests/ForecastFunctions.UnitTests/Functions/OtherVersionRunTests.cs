using System.Text;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Functions;

/// <summary>Stored runs of a version of the model that is not live, and of an older catalogue of variables.</summary>
public sealed class OtherVersionRunTests : IDisposable
{
    private static readonly ProjectionSpecification Today = ArticleRuns.Specification();
    private static readonly ProjectionSpecification Older = ProjectionSpecification.Parse(
        Today.CanonicalForm.Replace($"\"{ModelVersion.Current}\"", "\"1.0.0\"", StringComparison.Ordinal));

    private readonly RunLibraries _libraries = new();

    public void Dispose() => _libraries.Dispose();

    [Fact]
    public async Task Run_OfAVersionThatIsNotLive_IsReadFromTheStore()
    {
        Store(Older, Today.Compute(1).ToBytes());
        var runs = _libraries.Create();

        var run = (await runs.FindAsync(Older.RunId))!;

        Assert.Equal((Older.RunId, "1.0.0", RunSource.Store), (run.Specification.RunId, run.Specification.ModelVersion, run.Source));
        Assert.Equal(0, runs.Computed);

        // Whoever asks the same now gets today's numbers, under an id of their own.
        var asked = await runs.AskAsync(Today);
        Assert.NotEqual(Older.RunId, asked.Specification.RunId);
        Assert.Equal((ModelVersion.Current, RunSource.Computed), (asked.Specification.ModelVersion, asked.Source));
    }

    public static TheoryData<string, byte[]?> Lost { get; } = new()
    {
        { "pruned", null },
        { "damaged", [1, 2, 3] },
        { "of other columns", WithOtherColumns() },
    };

    [Theory]
    [MemberData(nameof(Lost))]
    public async Task Run_OfAVersionThatIsNotLive_WhoseNumbersAreLost_IsGoneAndChargedToNobody(string how, byte[]? result)
    {
        Store(Older, result);
        var runs = _libraries.Create();
        using var meter = new CallerMeter(new Quota(100, 100_000_000, 100, 100_000_000), _libraries.Time);

        var e = await Assert.ThrowsAsync<ModelVersionGoneException>(
            () => runs.FindAsync(Older.RunId, Caller.Anyone with { Meter = meter }));

        Assert.True(e.Version is "1.0.0", how);
        Assert.Equal((0, 0), (runs.Computed, meter.Unsaved().Pending.Compute));
        Assert.Equal(result, _libraries.Store[Older.RunId].Result?.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_WhoseColumnsAreNotThoseOfToday_IsComputedAgainUnderItsId(bool isReadById)
    {
        Store(Today, WithOtherColumns());
        var runs = _libraries.Create();

        var run = isReadById ? (await runs.FindAsync(Today.RunId))! : await runs.AskAsync(Today);

        Assert.Equal((Today.RunId, RunSource.Computed), (run.Specification.RunId, run.Source));
        Assert.Equal(run.Result.ToBytes(), _libraries.Store[Today.RunId].Result!.Value.ToArray());
    }

    [Fact]
    public async Task Run_WhoseNumbersAreThoseOfAnotherRun_IsComputedAgain()
    {
        Store(Today, ArticleRuns.Specification(to: 2029).Compute(1).ToBytes());
        var run = await _libraries.Create().AskAsync(Today);
        Assert.Equal(Today.Range, run.Result.Range);
    }

    private static byte[] WithOtherColumns()
    {
        var bytes = Today.Compute(1).ToBytes();
        var place = bytes.AsSpan().IndexOf("Electricity"u8);
        Assert.InRange(place, 0, bytes.Length);
        Encoding.UTF8.GetBytes("Electrifier").CopyTo(bytes, place);
        return bytes;
    }

    private void Store(ProjectionSpecification specification, byte[]? result)
    {
        ReadOnlyMemory<byte>? bytes = result is null ? default(ReadOnlyMemory<byte>?) : result;
        _libraries.Store[specification.RunId] = new StoredRun(
            specification.RunId.ToString(), specification.CanonicalForm, bytes, _libraries.Time.GetUtcNow());
    }
}
