namespace ForecastFunctions.Core.Scenarios;

/// <summary>
/// A share as another name for a ratio parameter: σ stated as <c>inferenceShare.limit</c> sets
/// <c>ratio.limit</c> to r = σ/(1−σ). Stating both forms of one quantity is refused.
/// </summary>
/// <param name="Id">The name callers use.</param>
/// <param name="Parameter">The ratio that it sets.</param>
public sealed record ParameterAlias(string Id, Parameter Parameter)
{
    /// <summary>The ratio that a share amounts to: r = σ/(1−σ).</summary>
    public double ToParameter(double share) => share / (1 - share);

    /// <summary>The share that a ratio amounts to: σ = r/(1+r).</summary>
    public double FromParameter(double ratio) => ratio / (1 + ratio);

    /// <summary>What a stated share must lie in: the parameter's bounds, as shares.</summary>
    public Bounds BoundsFor(int baseYear)
    {
        var bounds = Parameter.BoundsFor(baseYear);
        return new Bounds(FromParameter(bounds.Min), FromParameter(bounds.Max));
    }
}
