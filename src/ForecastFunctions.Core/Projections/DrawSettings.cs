using System.Globalization;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Projections;

/// <summary>How a run draws its paths, and which statistics it gives of them.</summary>
public sealed record DrawSettings
{
    /// <summary>The fewest paths: an estimate from fewer has no standard error worth the name.</summary>
    public const int MinDraws = 128;

    /// <summary>The most paths that the engine takes.</summary>
    public const int MaxDraws = 1 << 22;

    /// <summary>The largest seed: the largest whole number that every JSON reader keeps.</summary>
    public const ulong MaxSeed = (1UL << 53) - 1;

    /// <summary>
    /// How many independent parts the paths are drawn in. The spread of an estimate over the parts gives its standard
    /// error (a t distribution with one degree of freedom fewer).
    /// </summary>
    public const int Replicates = 8;

    /// <summary>Settings of a run with draws.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException">The percentiles are not ascending, two thresholds are the same, or two joint ones have one name.</exception>
    public DrawSettings(
        int draws, ulong seed, Sampling sampling, IReadOnlyList<double> percentiles,
        StatedCorrelations correlations, IReadOnlyList<Threshold> thresholds, IReadOnlyList<JointThreshold>? joint = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, MinDraws);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(draws, MaxDraws);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seed, MaxSeed);
        for (var i = 0; i < percentiles.Count; i++)
        {
            if (!(percentiles[i] is > 0 and < 100))
                throw new ArgumentOutOfRangeException(nameof(percentiles), percentiles[i], "A percentile lies between 0 and 100.");
            if (i > 0 && percentiles[i] <= percentiles[i - 1])
                throw new ArgumentException("Percentiles ascend.", nameof(percentiles));
        }

        if (thresholds.Distinct().Count() != thresholds.Count)
            throw new ArgumentException("Thresholds differ from each other.", nameof(thresholds));
        if (joint?.Select(j => j.Name).Distinct(StringComparer.Ordinal).Count() < joint?.Count)
            throw new ArgumentException("The names of joint thresholds differ from each other.", nameof(joint));
        Draws = draws;
        Seed = seed;
        Sampling = sampling;
        Percentiles = percentiles;
        Correlations = correlations;
        Thresholds = thresholds;
        Joint = joint ?? [];
    }

    /// <summary>How many paths; a power of two serves Sobol' points best.</summary>
    public int Draws { get; }

    /// <summary>The seed: the same one gives the same paths.</summary>
    public ulong Seed { get; }

    /// <summary>How points are laid out.</summary>
    public Sampling Sampling { get; }

    /// <summary>The percentiles to give, ascending.</summary>
    public IReadOnlyList<double> Percentiles { get; }

    /// <summary>
    /// The names of the statistics of such a run: <c>mean</c>, <c>sd</c>, and percentiles such as <c>p5</c> or <c>p97.5</c>.
    /// </summary>
    public IReadOnlyList<string> Statistics
        => ["mean", "sd", .. Percentiles.Select(p => string.Create(CultureInfo.InvariantCulture, $"p{p:R}"))];

    /// <summary>The rank correlations of the parameters.</summary>
    public StatedCorrelations Correlations { get; }

    /// <summary>What to give the probability of exceeding.</summary>
    public IReadOnlyList<Threshold> Thresholds { get; }

    /// <summary>What to give the probability of holding together.</summary>
    public IReadOnlyList<JointThreshold> Joint { get; }
}

/// <summary>Rank correlations as they were asked for, and the matrix that they amount to.</summary>
public sealed record StatedCorrelations
{
    /// <summary>Correlations of pairs; all others are zero.</summary>
    /// <param name="pairs">Each pair once.</param>
    /// <param name="repair">Whether numbers that contradict each other are replaced by the nearest that do not.</param>
    /// <exception cref="InvalidCorrelationException">A number or the whole is not possible; all faults are named.</exception>
    public StatedCorrelations(IReadOnlyList<RankCorrelation> pairs, bool repair = false)
    {
        Pairs =
        [
            .. pairs
                .Select(p => string.CompareOrdinal(p.First, p.Second) <= 0 ? p : new RankCorrelation(p.Second, p.First, p.Value))
                .OrderBy(p => p.First, StringComparer.Ordinal).ThenBy(p => p.Second, StringComparer.Ordinal),
        ];
        Repair = repair;
        Matrix = CorrelationMatrix.FromPairs(Pairs, repair);
    }

    /// <summary>No correlations.</summary>
    public static StatedCorrelations None { get; } = new([]);

    /// <summary>
    /// The correlations of a run that states none. The last has a source (both prices follow the same cost of memory and
    /// wafers); the others are judgement.
    /// </summary>
    public static StatedCorrelations Default { get; } = new(
    [
        new(Parameters.SpendGrowthInitial.Id, Parameters.SpendGrowthFade.Id, 0.4),
        new(Parameters.SpendGrowthInitial.Id, Parameters.RatioLimit.Id, 0.3),
        new(Parameters.NvidiaInferenceAnchor.Id, Parameters.AsicPriceDecline.Id, -0.4),
        new(Parameters.NvidiaPriceDecline.Id, Parameters.AsicPriceDecline.Id, 0.5),
    ]);

    /// <summary>The pairs, each in ordinal order of its ids, and they in ordinal order.</summary>
    public IReadOnlyList<RankCorrelation> Pairs { get; }

    /// <summary>Whether contradictions are repaired.</summary>
    public bool Repair { get; }

    /// <summary>The matrix in use: the nearest possible one, after a repair.</summary>
    public CorrelationMatrix Matrix { get; }
}

/// <summary>A level of a variable, whose exceedance is of interest.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Level">The level, in its unit.</param>
public sealed record Threshold(Variable Variable, double Level);
