namespace ForecastFunctions.Core.Baselines;

/// <summary>
/// A vintage of what is known: the observations that were public by <see cref="AsOf"/>, and the parameters calibrated
/// from them. Immutable; two baselines of equal content have equal <see cref="ContentHash"/>, in whatever order their
/// parts were given.
/// </summary>
public sealed record Baseline
{
    private readonly Dictionary<string, CalibratedParameter> _parameters;
    private readonly ILookup<string, Observation> _series;

    /// <summary>Creates a baseline, and refuses one that breaks its invariants.</summary>
    /// <exception cref="ArgumentException">
    /// A parameter or an observation occurs twice, an observation was not yet known on <paramref name="asOf"/>, a
    /// series changes its unit or frequency, or a parameter names a series that has no observation here.
    /// </exception>
    public Baseline(
        string version, string title, DateOnly asOf, int baseYear,
        IReadOnlyList<CalibratedParameter> parameters, IReadOnlyList<Observation> observations)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(observations);
        Version = IsVersion(version)
            ? version
            : throw new ArgumentException($"'{version}' is not a version: 1 to 64 of a-z, 0-9, '.' and '-'.", nameof(version));
        Title = Invariant.Text(title, 200);
        AsOf = asOf;
        BaseYear = baseYear is >= 1990 and <= 2200
            ? baseYear
            : throw new ArgumentOutOfRangeException(nameof(baseYear), baseYear, "A year from 1990 to 2200 is wanted.");

        Parameters = [.. parameters.OrderBy(parameter => parameter.Id, StringComparer.Ordinal)];
        Observations =
        [
            .. observations
                .OrderBy(observation => observation.SeriesId, StringComparer.Ordinal)
                .ThenBy(observation => observation.PeriodEnd)
                .ThenBy(observation => observation.KnownSince),
        ];
        if (BaselineInvariants.FirstBroken(AsOf, Parameters, Observations) is { } broken)
            throw new ArgumentException(broken, nameof(observations));

        _parameters = Parameters.ToDictionary(parameter => parameter.Id, StringComparer.Ordinal);
        _series = Observations.ToLookup(observation => observation.SeriesId, StringComparer.Ordinal);
        ContentHash = BaselineCanonicalForm.Hash(this);
    }

    /// <summary>The name of this vintage, such as <c>2024-12</c>; it is not part of the content.</summary>
    public string Version { get; }

    /// <summary>The vintage in words.</summary>
    public string Title { get; }

    /// <summary>The day by which everything in here was known.</summary>
    public DateOnly AsOf { get; }

    /// <summary>The base year of the model, from whose middle its time is counted.</summary>
    public int BaseYear { get; }

    /// <summary>The calibrated parameters in ordinal order of their ids, each once.</summary>
    public IReadOnlyList<CalibratedParameter> Parameters { get; }

    /// <summary>Every observation, by series, period end and the day it became known; a restatement follows what it restates.</summary>
    public IReadOnlyList<Observation> Observations { get; }

    /// <summary>SHA-256 of the canonical form of all but <see cref="Version"/>, in 64 lower-case hex digits.</summary>
    public string ContentHash { get; }

    /// <summary>The calibration of a parameter, or null where this baseline leaves it at its default.</summary>
    public CalibratedParameter? FindParameter(string id) => _parameters.GetValueOrDefault(id);

    /// <summary>
    /// A series by period end, with the figure of each period that holds: of the best founded ones the latest, so that an
    /// estimate never replaces what was reported; empty where there is none.
    /// </summary>
    public IReadOnlyList<Observation> Series(string seriesId) =>
        [.. _series[seriesId].GroupBy(observation => observation.PeriodEnd, (_, vintages) => Observation.Holding(vintages))];

    /// <summary>The ids of the series, in ordinal order.</summary>
    public IReadOnlyList<string> SeriesIds => [.. _series.Select(series => series.Key)];

    /// <summary>Whether a text is a version: 1 to 64 of the characters a–z, 0–9, <c>.</c> and <c>-</c>.</summary>
    public static bool IsVersion(string? text) =>
        text is { Length: > 0 and <= 64 }
        && text.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '.' or '-');

    /// <summary>Two baselines are equal when their versions and their contents are.</summary>
    public bool Equals(Baseline? other) =>
        other is not null && (Version, ContentHash) == (other.Version, other.ContentHash);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Version, ContentHash);
}
