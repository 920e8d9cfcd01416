using System.Globalization;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Core.Refreshes;

/// <summary>How a refresh ended.</summary>
public enum RefreshOutcome
{
    /// <summary>There is a new baseline, and it is current.</summary>
    Changed,

    /// <summary>Nothing new, and no baseline was written; or an operator has only pinned or unpinned the current one.</summary>
    Unchanged,

    /// <summary>What is known makes no baseline, and a fault says why: no year is complete in every required series, say.</summary>
    Incomplete,

    /// <summary>Another refresh made its baseline current first; this one's is stored, and not current.</summary>
    Overtaken,

    /// <summary>There is a new baseline; an operator has pinned the current one, so it is stored, and not current.</summary>
    Pinned,

    /// <summary>No source delivered anything, and each says why; the baseline stays.</summary>
    Failed,

    /// <summary>It is under way, or its process was ended before it was done; it has made no baseline current.</summary>
    Unfinished,
}

// Lists that earlier releases did not store: the reader of JSON sets what is absent to null, whatever stands here.

/// <summary>What a refresh read of a source.</summary>
/// <param name="Name">The source.</param>
/// <param name="Observations">How many figures it delivered.</param>
/// <param name="Requests">How many requests it took.</param>
/// <param name="Bytes">How many bytes, decompressed.</param>
/// <param name="Duration">How long.</param>
public sealed record RefreshedSource(string Name, int Observations, int Requests, long Bytes, TimeSpan Duration)
{
    /// <summary>The series that it gave, in ordinal order; none in a report that is older than this list.</summary>
    public IReadOnlyList<string> Series { get => field ?? []; init; } = [];

    /// <summary>The series that it gave before and does not give now, and goes on being asked for, in ordinal order.</summary>
    public IReadOnlyList<string> Missing { get => field ?? []; init; } = [];

    /// <summary>What was read of each company, where the source reads filings.</summary>
    public IReadOnlyList<CompanyFilings> Companies { get => field ?? []; init; } = [];
}

/// <summary>A parameter that a refresh moved.</summary>
/// <param name="Id">The parameter.</param>
/// <param name="Before">Its value before.</param>
/// <param name="After">Its value now.</param>
public sealed record MovedParameter(string Id, double? Before, double After);

/// <summary>What a refresh fetched, changed, refused, and why.</summary>
/// <param name="Id">Names the refresh; later ones sort later.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Trigger">What asked for it: <c>schedule</c> or <c>request</c>.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="PreviousVersion">The baseline that was current.</param>
/// <param name="Version">The baseline that it made, or was about to make, current; the previous one where there is none.</param>
/// <param name="NewObservations">How many figures were not known before.</param>
/// <param name="MovedParameters">What they moved.</param>
/// <param name="Sources">What was read.</param>
/// <param name="Faults">What could not be read.</param>
/// <param name="Quarantines">What was read and not believed.</param>
public sealed record RefreshReport(
    string Id, DateTimeOffset StartedAt, TimeSpan Duration, string Trigger, RefreshOutcome Outcome, string PreviousVersion, string Version,
    int NewObservations, IReadOnlyList<MovedParameter> MovedParameters, IReadOnlyList<RefreshedSource> Sources,
    IReadOnlyList<SourceFault> Faults, IReadOnlyList<Quarantine> Quarantines)
{
    /// <summary>The vintage that it made and stored, whether it is current or not; <see langword="null"/> where it made none.</summary>
    public string? StoredVersion { get; init; }

    /// <summary>Whether an operator has pinned the baseline, or made it current without a pin; <see langword="null"/> of a refresh.</summary>
    public bool? IsPinned { get; init; }

    /// <summary>Whether it only tells what a refresh would do: nothing was stored, and no baseline made current.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>What was believed, and departs from what its series is used to; and what a source found worth a look.</summary>
    public IReadOnlyList<Notice> Notices { get => field ?? []; init; } = [];

    /// <summary>Whether everything was read and believed; what a source does not have, or not wholly yet, is no matter.</summary>
    public bool IsClean => Outcome != RefreshOutcome.Unfinished && Quarantines.Count == 0 && Faults.All(f => IsNoMatter(f.Code));

    /// <summary>A name for what begins at a moment: later ones sort later, and two of one moment differ.</summary>
    internal static string NewId(DateTimeOffset startedAt) => string.Create(
        CultureInfo.InvariantCulture, $"{startedAt:yyyyMMdd'T'HHmmssfff}-{Guid.CreateVersion7(startedAt).ToString("N")[^8..]}");

    /// <summary>Whether a fault only says that there is nothing yet.</summary>
    internal static bool IsNoMatter(string code) => code is SourceFaultCodes.NoData or SourceFaultCodes.IncompletePeriod;
}

/// <summary>
/// Keeps the reports of refreshes. Every member throws <see cref="StorageUnavailableException"/> when the storage cannot
/// be reached.
/// </summary>
public interface IRefreshReportStore
{
    /// <summary>Stores a report, in place of what its refresh has said while it was unfinished; what is finished stays.</summary>
    Task SaveAsync(RefreshReport report, CancellationToken cancellationToken);

    /// <summary>The latest reports, the newest first.</summary>
    /// <param name="most">How many at the most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<IReadOnlyList<RefreshReport>> ListAsync(int most, CancellationToken cancellationToken);
}
