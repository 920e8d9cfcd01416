namespace ForecastFunctions.Infrastructure.Sources;

/// <summary>The sources of observations: section <c>Sources</c> of the configuration.</summary>
public sealed class SourceSettings
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Sources";

    /// <summary>The hosts that addresses may name, beyond those of the built-in addresses.</summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>How requests are made.</summary>
    public HttpSettings Http { get; } = new();

    /// <summary>What companies file.</summary>
    public SecEdgarSettings SecEdgar { get; } = new();

    /// <summary>What stands only in the filings themselves.</summary>
    public SecFilingsSettings SecFilings { get; } = new();

    /// <summary>
    /// Whether nothing is read of the SEC because nobody has said whom it may write to: neither an address of one's own nor
    /// a decision to do without is set.
    /// </summary>
    public bool IsSecContactMissing =>
        string.IsNullOrEmpty(SecEdgar.Contact) && SecEdgar is { Enabled: null, IsEnabled: false } && SecFilings.Enabled is null
            && !SecFilings.IsEnabled(SecEdgar);

    /// <summary>How many chips were shipped.</summary>
    public EpochAiSettings EpochAi { get; } = new();

    /// <summary>What no interface offers.</summary>
    public CuratedSettings Curated { get; } = new();
}

/// <summary>How requests to sources are made: section <c>Sources:Http</c>.</summary>
public sealed class HttpSettings
{
    /// <summary>The longest that reading one source may take; what is missing then is a fault.</summary>
    public TimeSpan SourceTimeout { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>The longest that one document may take, all its tries and waits together.</summary>
    public TimeSpan OverallTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest that one try may take, from connecting to the last byte.</summary>
    public TimeSpan TryTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a failed request is repeated.</summary>
    public int Retries { get; set; } = 3;

    /// <summary>The median wait before the first repetition; later ones are longer.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait that a server may ask for; when it asks for more, the request is given up.</summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a source is left alone after most of its requests failed.</summary>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The most requests to one source at the same time.</summary>
    public int MaxParallelRequests { get; set; } = 4;

    /// <summary>The longest body that is read, in bytes after decompression.</summary>
    public int MaxBodyBytes { get; set; } = 8 * 1024 * 1024;
}

/// <summary>
/// The figures of companies by EDGAR's interfaces, and what all requests to the SEC share: section <c>Sources:SecEdgar</c>.
/// </summary>
public sealed class SecEdgarSettings
{
    /// <summary>Where EDGAR answers.</summary>
    public const string PublicAddress = "https://data.sec.gov";

    /// <summary>Whether it is read. Unless said, it is when <see cref="Contact"/> or <see cref="BaseAddress"/> is set.</summary>
    public bool? Enabled { get; set; }

    /// <summary>Where it answers; <see cref="PublicAddress"/> unless said.</summary>
    public string? BaseAddress { get; set; }

    /// <summary>Whom the SEC may write to, as it asks of every client: a name and an e-mail address.</summary>
    public string? Contact { get; set; }

    /// <summary>The most requests in a second, to all hosts of the SEC together.</summary>
    public int RequestsPerSecond { get; set; } = 5;

    internal bool IsEnabled => Enabled ?? (Contact is { Length: > 0 } || BaseAddress is { Length: > 0 });

    internal string EffectiveAddress => BaseAddress is { Length: > 0 } ? BaseAddress : PublicAddress;
}

/// <summary>
/// The filings themselves, for figures that EDGAR's interfaces leave out: section <c>Sources:SecFilings</c>. The list of
/// filings, the contact and the rate are those of <see cref="SecEdgarSettings"/>.
/// </summary>
public sealed class SecFilingsSettings
{
    /// <summary>Where the archives answer.</summary>
    public const string PublicArchives = "https://www.sec.gov";

    /// <summary>
    /// Whether they are read. Unless said, they are where a contact or <see cref="ArchivesAddress"/> is set, and
    /// <see cref="SecEdgarSettings.Enabled"/> is not false.
    /// </summary>
    public bool? Enabled { get; set; }

    /// <summary>Where the archives answer; <see cref="PublicArchives"/> unless said.</summary>
    public string? ArchivesAddress { get; set; }

    internal string EffectiveArchives => ArchivesAddress is { Length: > 0 } ? ArchivesAddress : PublicArchives;

    internal bool IsEnabled(SecEdgarSettings edgar) =>
        Enabled ?? (edgar.Enabled is not false && (edgar.Contact is { Length: > 0 } || ArchivesAddress is { Length: > 0 }));
}

/// <summary>The chip counts of Epoch AI: section <c>Sources:EpochAi</c>.</summary>
public sealed class EpochAiSettings
{
    /// <summary>Where the repository answers.</summary>
    public const string PublicAddress = "https://raw.githubusercontent.com/epoch-research/ai-chip-counts/main";

    /// <summary>Whether they are read. Unless said, they are when <see cref="BaseAddress"/> is set.</summary>
    public bool? Enabled { get; set; }

    /// <summary>The address of the repository's root; <see cref="PublicAddress"/> unless said.</summary>
    public string? BaseAddress { get; set; }

    internal bool IsEnabled => Enabled ?? BaseAddress is { Length: > 0 };

    internal string EffectiveAddress => BaseAddress is { Length: > 0 } ? BaseAddress : PublicAddress;
}

/// <summary>The observations curated by hand: section <c>Sources:Curated</c>.</summary>
public sealed class CuratedSettings
{
    /// <summary>Where the CSV is; the one in this assembly unless said.</summary>
    public string? Address { get; set; }

    /// <summary>The series that are left out, by their whole ids, such as <c>nvda.datacenter_revenue.q</c>.</summary>
    public IList<string> ExcludedSeries { get; } = [];
}
