using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Projections;

/// <summary>How a request wants its paths drawn; absent parts have their defaults, and without draws all are absent.</summary>
public sealed record DrawRequest
{
    /// <summary>The seed of a request that states none: fixed, so that a refresh of a spreadsheet changes nothing.</summary>
    public const ulong DefaultSeed = 1;

    /// <summary>The most draws of a request.</summary>
    public const int MaxDraws = 1 << 18;

    /// <summary>The most percentiles of a request.</summary>
    public const int MaxPercentiles = 19;

    /// <summary>The most thresholds of a request.</summary>
    public const int MaxThresholds = 10;

    /// <summary>The most correlations of a request: about as many as there are pairs of parameters.</summary>
    public const int MaxCorrelations = 1_000;

    /// <summary>The most that a request may ask for, in draws × periods × variables.</summary>
    public const long MaxNumbers = 100_000_000;

    /// <summary>How many paths; absent for a deterministic run.</summary>
    public int? Draws { get; init; }

    /// <summary>The seed.</summary>
    public ulong? Seed { get; init; }

    /// <summary>How points are laid out.</summary>
    public Sampling? Sampling { get; init; }

    /// <summary>The percentiles to give.</summary>
    public IReadOnlyList<double>? Percentiles { get; init; }

    /// <summary>Rank correlations of parameters; absent for the default ones.</summary>
    public IReadOnlyList<RankCorrelation>? Correlations { get; init; }

    /// <summary>Whether correlations that contradict each other are repaired.</summary>
    public bool? RepairCorrelations { get; init; }

    /// <summary>What to give the probability of exceeding.</summary>
    public IReadOnlyList<Threshold>? Thresholds { get; init; }

    private static IReadOnlyList<double> DefaultPercentiles { get; } = [5, 50, 95];

    private static IReadOnlyList<Threshold> DefaultThresholds { get; } = [new(Variables.InferenceComputeShare, 0.7)];

    /// <summary>The settings of the run, with defaults for what is absent; <see langword="null"/> for a deterministic run.</summary>
    public DrawSettings? ToSettings() => Draws is not { } draws ? null : new DrawSettings(
        draws,
        Seed ?? DefaultSeed,
        Sampling ?? Core.Statistics.Sampling.Sobol,
        Percentiles is null ? DefaultPercentiles : [.. Percentiles.Order()],
        Correlations is null ? StatedCorrelations.Default : new StatedCorrelations(Correlations, RepairCorrelations ?? false),
        Thresholds ?? DefaultThresholds);
}
