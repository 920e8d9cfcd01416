using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Storage;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Functions;

/// <summary>A stored result that can't be read is computed again, saved in its place, and remembered.</summary>
public sealed class DamagedRunTests : IDisposable
{
    private static readonly ProjectionSpecification Specification = ArticleRuns.Specification();

    private readonly RunLibraries _libraries = new();

    /// <summary>What may stand in place of a result.</summary>
    public enum Damage
    {
        /// <summary>The storage tells that what it has is not what was saved.</summary>
        Told,

        /// <summary>The bytes are of no format that is known.</summary>
        OfAnotherFormat,

        /// <summary>The bytes end early.</summary>
        Cut,
    }

    public static TheoryData<Damage, bool> Damages => new()
    {
        { Damage.Told, false },
        { Damage.Told, true },
        { Damage.OfAnotherFormat, false },
        { Damage.OfAnotherFormat, true },
        { Damage.Cut, false },
        { Damage.Cut, true },
    };

    public void Dispose() => _libraries.Dispose();

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Result_ThatCannotBeRead_IsComputedAgainSavedAndRemembered(Damage damage, bool isReadById)
    {
        var store = _libraries.Store;
        var before = (await _libraries.Create().AskAsync(Specification)).Result.ToBytes();
        store.PutResult(
            Specification.RunId,
            damage switch { Damage.Told => null, Damage.OfAnotherFormat => new byte[] { 1, 2, 3 }, _ => before.AsMemory(..^8) },
            isDamaged: damage == Damage.Told);
        var runs = _libraries.Create();

        var again = isReadById ? (await runs.FindAsync(Specification.RunId))! : await runs.AskAsync(Specification);
        var finds = store.Finds;
        var remembered = isReadById ? (await runs.FindAsync(Specification.RunId))! : await runs.AskAsync(Specification);
        var elsewhere = (await _libraries.Create().FindAsync(Specification.RunId))!;

        Assert.Equal([RunSource.Computed, RunSource.Store, RunSource.Store], [again.Source, remembered.Source, elsewhere.Source]);
        Assert.All([again, remembered, elsewhere], run => Assert.Equal(before, run.Result.ToBytes()));
        Assert.Equal(before, store[Specification.RunId].Result!.Value.ToArray());
        Assert.Equal((1, 2), (runs.Computed, runs.Served));
        Assert.Equal(finds + 1, store.Finds); // elsewhere only
    }

    [Fact]
    public async Task Run_OfWhichNotEvenTheRequestCanBeRead_IsComputedAgainWhereItIsAskedFor()
    {
        await _libraries.Create().AskAsync(Specification);
        _libraries.Store.IsDamagedWhole = true;
        var runs = _libraries.Create();

        // By its id alone nobody knows what was asked.
        await Assert.ThrowsAsync<DamagedContentException>(() => runs.FindAsync(Specification.RunId));
        Assert.Equal(RunSource.Computed, (await runs.AskAsync(Specification)).Source);
        Assert.NotNull(await _libraries.Create().FindAsync(Specification.RunId));
    }

    [Fact]
    public async Task Result_ThatIsComputedAgainAndCannotBeSavedAtOnce_TakesTheDamagedOnesPlaceLater()
    {
        await _libraries.Create().AskAsync(Specification);
        _libraries.Store.PutResult(Specification.RunId, null, isDamaged: true);
        var runs = _libraries.Create();
        _libraries.Store.RefusesWrites = true;
        Assert.Equal(RunSource.NotStored, (await runs.AskAsync(Specification)).Source);

        _libraries.Store.RefusesWrites = false;

        Assert.Equal(RunSource.Store, (await runs.AskAsync(Specification)).Source);
        Assert.Equal(ArticleRuns.Of().ToBytes(), _libraries.Store[Specification.RunId].Result!.Value.ToArray());
        Assert.Equal(1, runs.Computed);
    }

    [Fact]
    public async Task Run_ReadByIdAndComputedAgain_IsChargedToWhoReadsIt()
    {
        await _libraries.Create().AskAsync(Specification);
        _libraries.Store.PutResult(Specification.RunId, null, isDamaged: true);
        using var meter = new CallerMeter(new Quota(100, 100_000_000, 100, 100_000_000), _libraries.Time);
        var runs = _libraries.Create();

        await runs.FindAsync(Specification.RunId, Caller.Anyone with { Meter = meter });
        await runs.FindAsync(Specification.RunId, Caller.Anyone with { Meter = meter });

        Assert.Equal(Specification.Numbers, meter.Unsaved().Pending.Compute);
    }
}
