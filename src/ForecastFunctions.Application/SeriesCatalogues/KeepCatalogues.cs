using System.Globalization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.SeriesCatalogues;
using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Application.SeriesCatalogues;

/// <summary>A catalogue, or a part of one, as it was written.</summary>
/// <param name="Row">What is there now.</param>
/// <param name="IsNew">Whether there was none before.</param>
/// <typeparam name="T">What was written.</typeparam>
public sealed record Written<T>(T Row, bool IsNew);

/// <summary>Keeps the catalogues of series of partners.</summary>
/// <param name="store">Keeps them.</param>
/// <param name="time">The clock.</param>
public sealed class KeepCatalogues(ICatalogueStore store, TimeProvider time)
{
    /// <summary>Far more than there are instances to be outrun by.</summary>
    private const int MaxTries = 20;

    private const int PartsReadAtOnce = 8;

    /// <summary>The caller's catalogues, by name.</summary>
    public Task<IReadOnlyList<SeriesCatalogue>> ListAsync(Caller caller, CancellationToken cancellationToken)
        => store.ListAsync(caller.Name, cancellationToken);

    /// <summary>One of the caller's catalogues.</summary>
    /// <exception cref="ProblemException">404: the caller has none of that name.</exception>
    public async Task<SeriesCatalogue> FindAsync(string name, Caller caller, CancellationToken cancellationToken)
        => (await FindStoredAsync(name, caller, cancellationToken)).Catalogue;

    /// <summary>Begins a catalogue, or changes its description.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it is.</param>
    /// <param name="condition">What is demanded of the state that is met.</param>
    /// <param name="caller">Whose it is.</param>
    /// <param name="cancellationToken">Ends it before or after it is written, never within.</param>
    /// <exception cref="ProblemException">412: the condition does not hold; 409: its owner has as many as one can.</exception>
    public Task<Written<SeriesCatalogue>> PutAsync(
        string name, string description, RevisionCondition condition, Caller caller, CancellationToken cancellationToken)
        => TryAsync(async () =>
        {
            var now = time.GetUtcNow();
            var stored = await store.FindAsync(caller.Name, name, cancellationToken);
            condition.Check(RevisionOf(stored?.Catalogue), $"The catalogue '{name}'");
            if (stored is not null && string.Equals(stored.Catalogue.Description, description, StringComparison.Ordinal))
                return new Written<SeriesCatalogue>(stored.Catalogue, IsNew: false);
            var catalogue = stored?.Catalogue.Described(description, now)
                ?? new SeriesCatalogue { Name = name, Description = description, Revision = 1, UpdatedAt = now };
            return await store.WriteAsync(caller.Name, catalogue, stored?.Version, cancellationToken) switch
            {
                CatalogueWrite.Done => new Written<SeriesCatalogue>(catalogue, stored is null),
                CatalogueWrite.TooMany => throw new ProblemException(
                    ProblemKind.TooManyCatalogues, $"You have {SeriesCatalogue.MaxCount} catalogues, which is as many as one partner can; remove one first."),
                _ => null,
            };
        }, cancellationToken);

    /// <summary>Removes a catalogue; to remove one that is not there changes nothing.</summary>
    /// <exception cref="ProblemException">412: the condition does not hold.</exception>
    public Task DeleteAsync(string name, RevisionCondition condition, Caller caller, CancellationToken cancellationToken)
        => TryAsync(async () =>
        {
            var stored = await store.FindAsync(caller.Name, name, cancellationToken);
            condition.Check(RevisionOf(stored?.Catalogue), $"The catalogue '{name}'");
            return stored is null || await store.RemoveAsync(caller.Name, name, stored.Version, cancellationToken) ? name : null;
        }, cancellationToken);

    /// <summary>Writes a part. A part that has the content already stays as it is.</summary>
    /// <param name="name">The catalogue.</param>
    /// <param name="number">The part's number.</param>
    /// <param name="content">Its series.</param>
    /// <param name="condition">What is demanded of the part that is met.</param>
    /// <param name="caller">Whose it is.</param>
    /// <param name="cancellationToken">Ends it before or after it is written, never within.</param>
    /// <exception cref="ProblemException">
    /// 404: there is no such catalogue; 409: a series stands in another part, or there are too many; 412: the condition does not hold.
    /// </exception>
    public async Task<Written<CataloguePart>> PutPartAsync(
        string name, int number, SeriesContent content, RevisionCondition condition, Caller caller, CancellationToken cancellationToken)
    {
        var upload = new CatalogueUpload(caller.Name, content.Hash, Guid.NewGuid().ToString("N"), HasLeft: false);
        var isSaved = false;
        var looked = new HashSet<string>(StringComparer.Ordinal);
        return await TryAsync(async () =>
        {
            var now = time.GetUtcNow();
            var stored = await FindStoredAsync(name, caller, cancellationToken);
            var found = stored.Catalogue.Find(number);
            condition.Check(found?.Hash, $"Part {number} of '{name}'");
            if (string.Equals(found?.Hash, content.Hash, StringComparison.Ordinal))
                return new Written<CataloguePart>(found!, IsNew: false);
            await CheckAsync(stored.Catalogue, number, content, looked, caller, cancellationToken);
            if (!isSaved)
                await store.SaveAsync(upload, content, now + SweepCatalogues.Look, cancellationToken);
            isSaved = true;
            var part = CataloguePart.Of(number, content, upload.UploadId, now);
            return await store.WriteAsync(caller.Name, stored.Catalogue.With(part, now), stored.Version, cancellationToken) == CatalogueWrite.Done
                ? new Written<CataloguePart>(part, found is null) : null;
        }, cancellationToken);
    }

    /// <summary>The content of a part.</summary>
    /// <exception cref="ProblemException">404: there is no such catalogue, or it has no such part.</exception>
    public async Task<SeriesContent> ReadPartAsync(string name, int number, Caller caller, CancellationToken cancellationToken)
        => (await FindAsync(name, caller, cancellationToken)).Find(number) is { } part
            ? await store.ReadAsync(caller.Name, part.Hash, cancellationToken)
            : throw ProblemException.NotFound($"The catalogue '{name}' has no part {number}; GET /api/v1/catalogues/{name} lists its parts.");

    /// <summary>Removes a part; to remove one that is not there changes nothing.</summary>
    /// <exception cref="ProblemException">412: the condition does not hold.</exception>
    public Task DeletePartAsync(string name, int number, RevisionCondition condition, Caller caller, CancellationToken cancellationToken)
        => TryAsync(async () =>
        {
            var stored = await store.FindAsync(caller.Name, name, cancellationToken);
            var found = stored?.Catalogue.Find(number);
            condition.Check(found?.Hash, $"Part {number} of '{name}'");
            return found is null || await store.WriteAsync(
                caller.Name, stored!.Catalogue.Without(number, time.GetUtcNow()), stored.Version, cancellationToken) == CatalogueWrite.Done ? name : null;
        }, cancellationToken);

    /// <summary>The revision of a catalogue, as its ETags have it.</summary>
    public static string? RevisionOf(SeriesCatalogue? catalogue) => catalogue?.Revision.ToString(CultureInfo.InvariantCulture);

    /// <summary>Refuses a content that makes the catalogue too large, or has a series of another part.</summary>
    /// <param name="catalogue">The catalogue as it is.</param>
    /// <param name="number">The part that the content is for.</param>
    /// <param name="content">The content.</param>
    /// <param name="looked">The uploads that were compared before, and have no series of it.</param>
    /// <param name="caller">Whose it is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private async Task CheckAsync(
        SeriesCatalogue catalogue, int number, SeriesContent content, HashSet<string> looked, Caller caller, CancellationToken cancellationToken)
    {
        var others = catalogue.Parts.Where(p => p.Number != number).ToList();
        if (others.Sum(p => p.Series) + content.Series.Count is > SeriesCatalogue.MaxSeries and var count)
        {
            throw new ProblemException(ProblemKind.CatalogueFull,
                $"With this part, '{catalogue.Name}' would have {count} series, and has at most {SeriesCatalogue.MaxSeries}; begin another catalogue.");
        }

        foreach (var some in others.Where(p => !looked.Contains(p.UploadId)).Chunk(PartsReadAtOnce))
        {
            await Task.WhenAll(some.Select(part => CheckAsync(catalogue, part, content, caller, cancellationToken)));
            looked.UnionWith(some.Select(p => p.UploadId));
        }
    }

    private async Task CheckAsync(
        SeriesCatalogue catalogue, CataloguePart part, SeriesContent content, Caller caller, CancellationToken cancellationToken)
    {
        if (!content.MaySharePrints((await store.ReadFingerprintsAsync(caller.Name, part.UploadId, cancellationToken)).Span))
            return;
        var ids = (await store.ReadAsync(caller.Name, part.Hash, cancellationToken)).Series.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        if (content.Series.FirstOrDefault(s => ids.Contains(s.Id)) is { } series)
        {
            throw new ProblemException(ProblemKind.SeriesInTwoParts,
                $"The series '{series.Id}' stands in part {part.Number} of '{catalogue.Name}' too. A part has whole series: "
                + $"put all of it into one part, or write part {part.Number} without it first.");
        }
    }

    private async Task<StoredCatalogue> FindStoredAsync(string name, Caller caller, CancellationToken cancellationToken)
        => SavedScenario.IsName(name) && await store.FindAsync(caller.Name, name, cancellationToken) is { } stored
            ? stored
            : throw ProblemException.NotFound(
                $"You have no catalogue '{name}'; PUT /api/v1/catalogues/{name} begins one, and GET /api/v1/catalogues lists yours.");

    /// <summary>Does what another change may come before, until none does.</summary>
    private async Task<T> TryAsync<T>(Func<Task<T?>> attempt, CancellationToken cancellationToken)
        where T : class
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (tries > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(10 * tries), time, cancellationToken);
            if (await attempt() is { } done)
                return done;
        }

        throw new StorageUnavailableException($"A catalogue was changed by others {MaxTries} times in a row.", new TimeoutException());
    }
}
