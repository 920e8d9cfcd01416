using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Statistics;
using ForecastFunctions.Core.Storage;
using ForecastFunctions.UnitTests.Functions;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Jobs;

public sealed class RunJobTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DrawSettings Draws = new(1_000, 7, Sampling.Sobol, [5, 50, 95], StatedCorrelations.Default, []);
    private static readonly ProjectionSpecification Run = ArticleRuns.Specification(to: 2026, draws: Draws);

    /// <summary>Projections, of which those with draws are divided as large ones are.</summary>
    private static readonly RunKind<ProjectionRequest, ProjectionSpecification, Projection> Divided = ProjectionRuns.Kind with
    {
        Division = ProjectionRuns.Kind.Division! with { SizeOf = run => (DividedRun.UnitsOf(run), 50) },
    };

    private readonly RunLibraries _libraries = new();
    private readonly ComputeGate _gate = new(TimeProvider.System);

    public void Dispose()
    {
        _gate.Dispose();
        _libraries.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_ComputedAsAnOperation_IsStoredAsIfItHadBeenAnsweredAtOnce(bool isDivided)
    {
        var (kind, runs) = (isDivided ? Divided : ProjectionRuns.Kind, _libraries.Create());
        var draft = RunDraft.Of(kind, Run, "/api/v1/projections/1", isStored: false);
        Assert.Equal((isDivided ? 3 : 1, Run.Numbers), (draft.Size.Blocks, draft.Size.Numbers));
        var job = new RunJob<ProjectionRequest, ProjectionSpecification, Projection>(kind, runs, _gate);

        var contents = new List<ReadOnlyMemory<byte>>();
        for (var block = 0; block < draft.Size.Blocks; block++)
            contents.Add(await job.ComputeAsync(draft.Form, block * draft.Size.UnitsPerBlock, draft.Size.UnitsOf(block), "acme", None));

        // Until it is known that it is still wanted, nobody can read it.
        Assert.Null(await _libraries.Store.FindAsync(Run.RunId.ToString(), None));
        await job.ConcludeAsync(draft.Form, "acme", () => Task.FromResult<IReadOnlyList<ReadOnlyMemory<byte>>>(contents), None);
        await job.ConcludeAsync(draft.Form, "acme", () => throw new InvalidOperationException("It is stored already."), None);

        using var others = new RunLibraries();
        await others.Create().AskAsync(Run);
        Assert.Equal(others.Store[Run.RunId].Result!.Value.ToArray(), _libraries.Store[Run.RunId].Result!.Value.ToArray());
        Assert.Equal(RunSource.Store, (await _libraries.Create().AskAsync(Run)).Source);
        Assert.Equal(0, RunDraft.Of(kind, Run, "/api/v1/projections/1", isStored: true).Size.Numbers);
    }

    [Fact]
    public async Task Run_ThatCannotBeStored_IsNotConcludedAndNotComputedAgain()
    {
        var runs = _libraries.Create();
        var job = new RunJob<ProjectionRequest, ProjectionSpecification, Projection>(ProjectionRuns.Kind, runs, _gate);
        await job.ComputeAsync(Run.CanonicalForm, 0, 1, "acme", None);
        _libraries.Store.RefusesWrites = true;
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Conclude());

        _libraries.Store.RefusesWrites = false;
        await Conclude();

        Assert.Equal(1, runs.Computed);
        Assert.True(await runs.IsStoredAsync(Run.RunId, None));

        Task Conclude() => job.ConcludeAsync(Run.CanonicalForm, "acme", () => throw new InvalidOperationException("A whole run has no parts."), None);
    }

    [Fact]
    public async Task Run_LargerThanARequest_IsComputedForNobodyWhoWaits()
    {
        var large = ArticleRuns.Specification(to: 2024, draws: new DrawSettings(1 << 19, 7, Sampling.Sobol, [50], StatedCorrelations.None, []));
        Assert.False(RunLimits.OfRequest.Admit(large));
        Assert.True(RunLimits.OfOperation.Admit(large));

        var refused = await Assert.ThrowsAsync<Application.Contract.ProblemException>(() => _libraries.Create().AskAsync(large));

        Assert.Contains("Prefer: respond-async", refused.Message, StringComparison.Ordinal);
        Assert.Equal(RunLimits.OfOperation, RunLimits.For(Caller.Anyone with { IsUnhurried = true }));
    }
}
