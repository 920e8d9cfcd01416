using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Core.Scenarios;

/// <summary>
/// What a token was expected to cost: the path of its cost at a baseline's own values, whatever a scenario, a draw or an event
/// makes of them. Where tokens get cheaper than that, elasticity decides how many more are used.
/// </summary>
public sealed record ExpectedCost
{
    private readonly Dictionary<Parameter, double> _values;

    /// <summary>The path by the values that decide it.</summary>
    /// <exception cref="ArgumentException">They are not those of <see cref="DecidedBy"/>, each once.</exception>
    public ExpectedCost(IEnumerable<KeyValuePair<Parameter, double>> values)
    {
        _values = new(values);
        if (!DecidedBy.All(_values.ContainsKey) || _values.Count != DecidedBy.Count)
            throw new ArgumentException("The expected cost of a token is decided by other parameters.", nameof(values));
    }

    /// <summary>The parameters whose values decide it.</summary>
    public static IReadOnlyList<Parameter> DecidedBy { get; } =
    [
        Parameters.NvidiaPriceBase, Parameters.OtherGpuPriceBase, Parameters.AsicPriceBase,
        Parameters.NvidiaPriceDecline, Parameters.OtherGpuPriceDecline, Parameters.AsicPriceDecline,
        Parameters.NvidiaInferenceBase, Parameters.NvidiaInferenceAnchor,
        Parameters.AsicInferenceBase, Parameters.AsicInferenceAnchor, Parameters.AnchorYear,
        LayerParameters.DriverAnchorYear, LayerParameters.DriverFade, LayerParameters.ServingEfficiencyAnchor,
    ];

    /// <summary>The value of one of these.</summary>
    public double this[Parameter parameter] => _values[parameter];

    /// <summary>The path on a baseline.</summary>
    public static ExpectedCost On(Baseline baseline)
        => new(DecidedBy.Select(p => KeyValuePair.Create(p, BaselineValues.Of(p, baseline).Value)));

    /// <summary>c*(x) = π_inf/E: the cost of a token over that in the middle of the base year.</summary>
    /// <param name="baseYear">t0.</param>
    /// <param name="x">Years from the middle of the base year.</param>
    public double At(int baseYear, double x)
    {
        var clock = DriverClock.At(this[LayerParameters.DriverFade], this[LayerParameters.DriverAnchorYear] - baseYear, x);
        return PerDollar(baseYear, 0) / PerDollar(baseYear, x) / Math.Pow(this[LayerParameters.ServingEfficiencyAnchor], clock);
    }

    /// <inheritdoc/>
    public bool Equals(ExpectedCost? other) => other is not null && DecidedBy.All(p => this[p].Equals(other[p]));

    /// <inheritdoc/>
    public override int GetHashCode() => DecidedBy.Aggregate(0, (hash, p) => HashCode.Combine(hash, this[p]));

    /// <summary>q_inf = Σ_k m_k/p_k, H100e for a USD.</summary>
    private double PerDollar(int baseYear, double x)
    {
        var place = x / (this[Parameters.AnchorYear] - baseYear);
        return DollarsWorth.PerDollar(
            DollarsWorth.Share(this[Parameters.NvidiaInferenceBase], this[Parameters.NvidiaInferenceAnchor], place),
            DollarsWorth.Share(this[Parameters.AsicInferenceBase], this[Parameters.AsicInferenceAnchor], place),
            p => this[p], x);
    }
}
