using ForecastFunctions.Application.Jobs;

namespace ForecastFunctions.Application.SeriesCatalogues;

/// <summary>
/// Removes what was uploaded and is named by no catalogue, once no operation can need it any more. It may be ended at any moment; the next
/// sweep goes on. An upload that no catalogue has named for a day is never named again, since each write of a part is one of its own.
/// </summary>
/// <param name="store">Keeps the uploads.</param>
/// <param name="time">The clock.</param>
public sealed class SweepCatalogues(ICatalogueStore store, TimeProvider time)
{
    /// <summary>How long after it was last seen named an upload is looked at again.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromDays(1);

    /// <summary>How long an upload is kept that no catalogue names: longer than an operation goes on that was begun on it.</summary>
    public static readonly TimeSpan Kept = Job.Kept + TimeSpan.FromDays(1);

    /// <summary>Looks at every upload that is due.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var ofOne in (await store.ReadDueAsync(now, cancellationToken)).GroupBy(u => u.Owner, StringComparer.Ordinal))
        {
            var named = (await store.ListAsync(ofOne.Key, cancellationToken)).SelectMany(c => c.Parts)
                .Select(p => p.UploadId).ToHashSet(StringComparer.Ordinal);
            foreach (var upload in ofOne)
            {
                if (named.Contains(upload.UploadId))
                    await store.PostponeAsync(upload with { HasLeft = false }, now + Look, cancellationToken);
                else if (!upload.HasLeft)
                    await store.PostponeAsync(upload with { HasLeft = true }, now + Kept, cancellationToken);
                else
                    await store.RemoveAsync(upload, cancellationToken);
            }
        }
    }
}
