using Azure.Data.Tables;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.SeriesCatalogues;
using ForecastFunctions.Core.SeriesCatalogues;
using ForecastFunctions.Core.Storage;
using ForecastFunctions.Infrastructure.Tables;
using ForecastFunctions.IntegrationTests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace ForecastFunctions.IntegrationTests.SeriesCatalogues;

/// <summary>Catalogues on real tables.</summary>
[Collection(AzuriteTests.Name)]
public sealed class CatalogueTests(AzuriteFixture azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset Begin = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
    private static readonly Caller Acme = new("acme & sons", AccessScope.Write);
    private static readonly Caller Other = new("other", AccessScope.Write);

    private readonly TestTables _tables = new(azurite);
    private readonly FakeTimeProvider _time = new(Begin);

    [Fact]
    public async Task Part_WhoseWriteEndsAnywhere_IsTheFormerOneOrTheNewOneWhole()
    {
        var (former, next) = (Samples.Series("a", 2, 3), Samples.Series("a", 100, 1_000));
        await Keep().PutAsync("ours", "", RevisionCondition.None, Acme, None);
        await Keep().PutPartAsync("ours", 1, former, RevisionCondition.None, Acme, None);
        var requests = 0;
        for (var isDone = false; !isDone;)
        {
            using var end = new CancellationTokenSource();
            var handler = new EndsAt(++requests, end);
            try
            {
                await Keep(handler).PutPartAsync("ours", 1, next, RevisionCondition.None, Acme, end.Token);
                isDone = true;
            }
            catch (OperationCanceledException)
            {
                Assert.Equal(former.Hash, (await Keep().ReadPartAsync("ours", 1, Acme, None)).Hash);
            }
        }

        Assert.True(requests > 5, $"{requests} requests");
        Assert.Equal(next.Bytes.ToArray(), (await Keep().ReadPartAsync("ours", 1, Acme, None)).Bytes.ToArray());

        // What was torn off and what was replaced is gone once nothing can need it, and what is there stays.
        await SweepAsync(TimeSpan.FromDays(1.1));
        await SweepAsync(TimeSpan.FromDays(8.1));
        Assert.Equal(next.Hash, (await Keep().ReadPartAsync("ours", 1, Acme, None)).Hash);
        await Assert.ThrowsAsync<DamagedContentException>(() => _tables.Catalogues().ReadAsync(Acme.Name, former.Hash, None));
        var rows = await _tables.Table(TableKeys.CatalogueTable).QueryAsync<TableEntity>().ToListAsync();
        Assert.Equal(2, rows.Count(r => r.PartitionKey.Contains(next.Hash, StringComparison.Ordinal))); // of two rows
        Assert.Equal(6, rows.Count); // with the catalogue, the register of the owner, the fingerprints and the register of uploads
    }

    [Fact]
    public async Task Content_ThatACatalogueNamesNoMore_IsReadWhileAnOperationMayNeedItAndThenRemoved()
    {
        var (first, second) = (Samples.Series("a", 2, 3), Samples.Series("b", 2, 3));
        await Keep().PutAsync("ours", "", RevisionCondition.None, Acme, None);
        await Keep().PutPartAsync("ours", 1, first, RevisionCondition.None, Acme, None);
        for (var day = 0; day < 3; day++)
            await SweepAsync(TimeSpan.FromDays(1.1));
        await Keep().PutPartAsync("ours", 1, second, RevisionCondition.None, Acme, None);
        await SweepAsync(TimeSpan.FromDays(6.9));
        Assert.Equal(first.Hash, (await _tables.Catalogues().ReadAsync(Acme.Name, first.Hash, None)).Hash);

        await SweepAsync(TimeSpan.FromDays(8.1));
        await Assert.ThrowsAsync<DamagedContentException>(() => _tables.Catalogues().ReadAsync(Acme.Name, first.Hash, None));

        await Keep().DeleteAsync("ours", RevisionCondition.None, Acme, None);
        await SweepAsync(TimeSpan.FromDays(1.1));
        Assert.Equal(second.Hash, (await _tables.Catalogues().ReadAsync(Acme.Name, second.Hash, None)).Hash);
        await SweepAsync(TimeSpan.FromDays(8.1));
        var left = Assert.Single(await _tables.Table(TableKeys.CatalogueTable).QueryAsync<TableEntity>().ToListAsync());
        Assert.Equal(("register", 0), (left.RowKey, left.GetInt32("Count"))); // how many catalogues the owner has
    }

    [Fact]
    public async Task Catalogue_OfAnotherOwner_IsNotThere()
    {
        var content = Samples.Series("a", 2, 3);
        await Keep().PutAsync("ours", "acme's", RevisionCondition.None, Acme, None);
        await Keep().PutPartAsync("ours", 1, content, RevisionCondition.None, Acme, None);

        Assert.Empty(await Keep().ListAsync(Other, None));
        Assert.Equal(ProblemKind.NotFound, (await Refused(() => Keep().FindAsync("ours", Other, None))).Kind);
        Assert.Equal(ProblemKind.NotFound, (await Refused(() => Keep().ReadPartAsync("ours", 1, Other, None))).Kind);
        Assert.Equal(ProblemKind.NotFound, (await Refused(() => Keep().PutPartAsync("ours", 1, content, RevisionCondition.None, Other, None))).Kind);
        await Assert.ThrowsAsync<DamagedContentException>(() => _tables.Catalogues().ReadAsync(Other.Name, content.Hash, None));
        await Keep().DeletePartAsync("ours", 1, RevisionCondition.None, Other, None);
        await Keep().DeleteAsync("ours", RevisionCondition.None, Other, None);
        Assert.Equal(2, (await Keep().FindAsync("ours", Acme, None)).Series);

        // Who is called as a part of another's key is somebody else all the same.
        Assert.Empty(await Keep().ListAsync(new Caller("register", AccessScope.Write), None));
    }

    [Fact]
    public async Task Parts_WrittenAtOnce_AreAllThereAndASeriesStandsInOne()
    {
        await Keep().PutAsync("ours", "", RevisionCondition.None, Acme, None);
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 6).Select(async number =>
        {
            // Part 6 has a series of part 1 among its own.
            var series = Samples.Series(number == 6 ? "p1-" : $"p{number}-", 2, 3).Series;
            try
            {
                await Keep().PutPartAsync("ours", number, new SeriesContent([.. series, new CatalogueSeries($"own{number}", null, null, 1, [1])]), RevisionCondition.None, Acme, None);
                return "written";
            }
            catch (ProblemException e)
            {
                Assert.Matches(@"^The series 'p1-\d' stands in part [16] of 'ours' too\.", e.Message);
                return e.Kind.Code;
            }
        }));

        Assert.Equal(["series-in-two-parts", .. Enumerable.Repeat("written", 5)], outcomes.Order(StringComparer.Ordinal));
        var catalogue = await Keep().FindAsync("ours", Acme, None);
        Assert.Equal((5, 15), (catalogue.Parts.Count, catalogue.Series));
    }

    [Fact]
    public async Task Part_WrittenAgain_IsTheSameAndAConditionHoldsOrRefuses()
    {
        var (first, second) = (Samples.Series("a", 2, 3), Samples.Series("b", 2, 3));
        var created = await Keep().PutAsync("ours", "words", RevisionCondition.None, Acme, None);
        Assert.True(created.IsNew);
        Assert.False((await Keep().PutAsync("ours", "words", RevisionCondition.None, Acme, None)).IsNew);
        var written = await Keep().PutPartAsync("ours", 3, first, RevisionCondition.None, Acme, None);
        var again = await Keep().PutPartAsync("ours", 3, first, RevisionCondition.None, Acme, None);

        Assert.Equal((true, false, written.Row), (written.IsNew, again.IsNew, again.Row));
        Assert.Equal(2, (await Keep().FindAsync("ours", Acme, None)).Revision);
        var ifNone = new RevisionCondition(null, new Revisions([], IsAny: true));
        Assert.Equal(ProblemKind.PreconditionFailed, (await Refused(() => Keep().PutPartAsync("ours", 3, second, ifNone, Acme, None))).Kind);
        var ifFirst = new RevisionCondition(new Revisions([first.Hash]), null);
        await Keep().PutPartAsync("ours", 3, second, ifFirst, Acme, None);
        Assert.Equal(ProblemKind.PreconditionFailed, (await Refused(() => Keep().DeletePartAsync("ours", 3, ifFirst, Acme, None))).Kind);
        await Keep().DeletePartAsync("ours", 3, new RevisionCondition(new Revisions([second.Hash]), null), Acme, None);
        Assert.Empty((await Keep().FindAsync("ours", Acme, None)).Parts);
        Assert.Equal(ProblemKind.PreconditionFailed, (await Refused(() => Keep().PutAsync("ours", "other", ifNone, Acme, None))).Kind);
    }

    [Fact]
    public async Task Catalogues_MoreOrLargerThanOneCanHave_AreRefused()
    {
        await Task.WhenAll(Enumerable.Range(0, SeriesCatalogue.MaxCount - 1).Chunk(7).Select(async some =>
        {
            foreach (var i in some)
                await Keep().PutAsync($"c{i}", "", RevisionCondition.None, Acme, None);
        }));
        await Keep().PutAsync("last", "", RevisionCondition.None, Acme, None);

        Assert.Equal("too-many-catalogues", (await Refused(() => Keep().PutAsync("more", "", RevisionCondition.None, Acme, None))).Kind.Code);
        await Keep().PutAsync("more", "", RevisionCondition.None, Other, None);
        await Keep().PutAsync("last", "described anew", RevisionCondition.None, Acme, None);
        await Keep().DeleteAsync("c0", RevisionCondition.None, Acme, None);
        Assert.True((await Keep().PutAsync("more", "", RevisionCondition.None, Acme, None)).IsNew);

        await Keep().PutPartAsync("more", 1, Samples.Series("a", 60_000, 1), RevisionCondition.None, Acme, None);
        var full = await Refused(() => Keep().PutPartAsync("more", 2, Samples.Series("b", 40_001, 1), RevisionCondition.None, Acme, None));
        Assert.Equal("catalogue-full", full.Kind.Code);
        await Keep().PutPartAsync("more", 1, Samples.Series("b", 40_001, 1), RevisionCondition.None, Acme, None);
    }

    private static Task<ProblemException> Refused(Func<Task> write) => Assert.ThrowsAsync<ProblemException>(write);

    private KeepCatalogues Keep(HttpMessageHandler? handler = null) => new(_tables.Catalogues(handler), new Ticking(_time));

    private async Task SweepAsync(TimeSpan later)
    {
        _time.Advance(later);
        await new SweepCatalogues(_tables.Catalogues(), _time).SweepAsync(None);
    }

    /// <summary>The moments of a clock that is moved, and timers that run.</summary>
    private sealed class Ticking(TimeProvider moments) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => moments.GetUtcNow();
    }

    /// <summary>Ends everything at a request.</summary>
    private sealed class EndsAt(int request, CancellationTokenSource end) : DelegatingHandler(new SocketsHttpHandler())
    {
        private int _requests;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _requests) == request)
            {
                await end.CancelAsync();
                end.Token.ThrowIfCancellationRequested();
            }

            return await base.SendAsync(message, cancellationToken);
        }
    }
}
