namespace ForecastFunctions.Core.Baselines;

/// <summary>
/// One figure of the market: what was measured, over which period, by whom, and since when it could be known. A
/// restated figure is a second observation of the same series and period, with a later <see cref="KnownSince"/>.
/// </summary>
public sealed record Observation
{
    /// <summary>The longest series id.</summary>
    public const int MaxSeriesIdLength = 100;

    /// <summary>Creates an observation, and refuses one that breaks its invariants.</summary>
    /// <exception cref="ArgumentException">An argument is outside what its property allows.</exception>
    public Observation(
        string seriesId, DateOnly periodEnd, Frequency frequency, double value, string unit,
        ObservationStatus status, string source, string reference, DateOnly knownSince)
    {
        SeriesId = IsSeriesId(seriesId)
            ? seriesId
            : throw new ArgumentException($"'{seriesId}' is not a series id: {MaxSeriesIdLength} or fewer of a-z, 0-9, '.' and '_'.", nameof(seriesId));
        PeriodEnd = periodEnd;
        Frequency = Invariant.Declared(frequency);
        Value = Invariant.Finite(value);
        Unit = Invariant.Text(unit, 32);
        Status = Invariant.Declared(status);
        Source = Invariant.Text(source, 400);
        Reference = Invariant.Text(reference, 400);
        KnownSince = knownSince;
        if (knownSince < periodEnd && status is ObservationStatus.Reported or ObservationStatus.Derived or ObservationStatus.Secondary)
            throw new ArgumentException($"A {status} figure for a period that ends on {periodEnd:O} cannot be known since {knownSince:O}.", nameof(knownSince));
    }

    /// <summary>The series, such as <c>nvda.datacenter_revenue.q</c>.</summary>
    public string SeriesId { get; }

    /// <summary>The last day of the period, fiscal where the company's year is.</summary>
    public DateOnly PeriodEnd { get; }

    /// <summary>The length of the period.</summary>
    public Frequency Frequency { get; }

    /// <summary>The figure, in <see cref="Unit"/>; finite.</summary>
    public double Value { get; }

    /// <summary>The unit, such as <c>USD</c>, <c>H100e</c> or <c>fraction</c>.</summary>
    public string Unit { get; }

    /// <summary>How far the figure can be relied upon.</summary>
    public ObservationStatus Status { get; }

    /// <summary>Who says so, in words a reader understands.</summary>
    public string Source { get; }

    /// <summary>Where it is said: an address, a filing's accession number, a commit and path.</summary>
    public string Reference { get; }

    /// <summary>The day from which the figure was public; a baseline as of an earlier day must not hold it.</summary>
    public DateOnly KnownSince { get; }

    /// <summary>Of the vintages of one period, the one that holds: of the best founded the latest.</summary>
    public static Observation Holding(IEnumerable<Observation> vintages) =>
        vintages.OrderBy(observation => observation.Status).ThenByDescending(observation => observation.KnownSince).First();

    /// <summary>Whether a text is a series id: 1 to 100 of the characters a–z, 0–9, <c>.</c> and <c>_</c>.</summary>
    public static bool IsSeriesId(string? text) =>
        text is { Length: > 0 and <= MaxSeriesIdLength }
        && text.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '.' or '_');
}
