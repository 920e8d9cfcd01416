namespace ForecastFunctions.Core.Baselines;

/// <summary>Somewhere that figures of the market come from.</summary>
public interface IBaselineSource
{
    /// <summary>The source's name in reports and settings, such as <c>sec-edgar</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Reads all that the source has now. What of it cannot be had or relied upon is a fault of the reading, and the
    /// rest is delivered; only cancellation throws.
    /// </summary>
    Task<SourceReading> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>What a source had when it was read.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="Observations">
/// The figures, in ordinal order of their series, then by period end and the day they became known: each of the three
/// together once. Every vintage is there; a restatement is a later observation of the same series and period.
/// </param>
/// <param name="Faults">What is missing, or was held back, in ordinal order of subject and code.</param>
/// <param name="Cost">What the reading took.</param>
public sealed record SourceReading(
    string Source, IReadOnlyList<Observation> Observations, IReadOnlyList<SourceFault> Faults, SourceCost Cost)
{
    /// <summary>What a person may want to look at, and what is no fault: a release that states no amount.</summary>
    public IReadOnlyList<Notice> Notices { get; init; } = [];

    /// <summary>The periods of which the source has seen that nothing is stated, so that they are no gap.</summary>
    public IReadOnlyList<UnstatedPeriod> Unstated { get; init; } = [];

    /// <summary>What was read of each company, where the source reads filings.</summary>
    public IReadOnlyList<CompanyFilings> Companies { get; init; } = [];

    /// <summary>The series that it leaves out because it is told to, so that nobody misses them.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];
}

/// <summary>A period for which whoever could state a figure does not.</summary>
/// <param name="SeriesId">The series.</param>
/// <param name="PeriodEnd">The end of the period.</param>
public readonly record struct UnstatedPeriod(string SeriesId, DateOnly PeriodEnd);

/// <summary>What was read of a company's filings.</summary>
/// <param name="Company">The company's name.</param>
/// <param name="Seen">The filings that concern the series.</param>
/// <param name="Read">Those that were read, now or before.</param>
/// <param name="New">Those that were read now.</param>
/// <param name="Unreadable">What could not be taken from a filing and why, with the sentence that was there.</param>
/// <param name="HeldBack">The series that were not delivered.</param>
public sealed record CompanyFilings(
    string Company, int Seen, int Read, int New, IReadOnlyList<string> Unreadable, IReadOnlyList<string> HeldBack);

/// <summary>Why a part of a source was not delivered.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="Subject">The document or the series.</param>
/// <param name="Code">One of <see cref="SourceFaultCodes"/>.</param>
/// <param name="Message">What happened, in a sentence.</param>
public sealed record SourceFault(string Source, string Subject, string Code, string Message)
{
    /// <summary>
    /// The series of which something, or everything, is held back for it; <c>nvda.revenue</c> stands for <c>nvda.revenue.q</c> and
    /// <c>nvda.revenue.fy</c>. None where it is known of no series.
    /// </summary>
    public IReadOnlyList<string> Series { get => field ?? []; init; } = [];

    /// <inheritdoc/>
    public bool Equals(SourceFault? other) => other is not null
        && (Source, Subject, Code, Message) == (other.Source, other.Subject, other.Code, other.Message)
        && Series.SequenceEqual(other.Series, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Source, Subject, Code, Message, Series.Count);
}

/// <summary>What reading a source took.</summary>
/// <param name="Requests">The requests sent, each try counted.</param>
/// <param name="Bytes">The bytes of the bodies read, after decompression.</param>
/// <param name="Duration">From the first request to the last observation.</param>
public sealed record SourceCost(int Requests, long Bytes, TimeSpan Duration);

/// <summary>The codes of <see cref="SourceFault"/>.</summary>
public static class SourceFaultCodes
{
    /// <summary>401 or 403.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>404 or 410 for a document that must exist.</summary>
    public const string NotFound = "not-found";

    /// <summary>429 until the last try, or a wait longer than may be waited.</summary>
    public const string RateLimited = "rate-limited";

    /// <summary>A status of 5xx, or 408, until the last try.</summary>
    public const string ServerError = "server-error";

    /// <summary>A redirection, which is never followed.</summary>
    public const string Redirected = "redirected";

    /// <summary>Any other status that is not success.</summary>
    public const string UnexpectedStatus = "unexpected-status";

    /// <summary>No connection, or one that broke before the whole body had come.</summary>
    public const string ConnectionFailed = "connection-failed";

    /// <summary>The host's address is not a public one.</summary>
    public const string AddressRefused = "address-refused";

    /// <summary>No answer, or not all of it, in time.</summary>
    public const string TimedOut = "timed-out";

    /// <summary>Not asked, since the source failed too often just before.</summary>
    public const string CircuitOpen = "circuit-open";

    /// <summary>Not asked, since too many requests are under way.</summary>
    public const string Overloaded = "overloaded";

    /// <summary>The body is not of a type that the source has.</summary>
    public const string ContentType = "content-type";

    /// <summary>The body cannot be decompressed, or breaks off.</summary>
    public const string DamagedBody = "damaged-body";

    /// <summary>There is no body.</summary>
    public const string EmptyBody = "empty-body";

    /// <summary>More bytes, rows or facts than the source can honestly have.</summary>
    public const string TooLarge = "too-large";

    /// <summary>The document is not of the form that was agreed; nothing of it is used.</summary>
    public const string Malformed = "malformed";

    /// <summary>There is no figure in the unit of the series.</summary>
    public const string WrongUnit = "wrong-unit";

    /// <summary>The source has nothing for a series.</summary>
    public const string NoData = "no-data";

    /// <summary>Figures with dates that cannot be, such as a filing before the end of its period; they are left out.</summary>
    public const string ImpossibleDate = "impossible-date";

    /// <summary>One filing gives two figures for one period; both are left out.</summary>
    public const string Conflict = "conflict";

    /// <summary>A period that is not over or not wholly counted; it is left out.</summary>
    public const string IncompletePeriod = "incomplete-period";

    /// <summary>A series that the source gave, and no longer gives; its old figures stay.</summary>
    public const string Vanished = "vanished";

    /// <summary>A document that must state a figure of a series does not.</summary>
    public const string FigureMissing = "figure-missing";

    /// <summary>A figure that cannot be, beside others of its document or its series; it is left out.</summary>
    public const string Implausible = "implausible";

    /// <summary>An error of this program.</summary>
    public const string Unexpected = "unexpected";
}
