using System.Globalization;
using System.Numerics.Tensors;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Scenarios;

/// <summary>Who set a parameter.</summary>
public enum ParameterOrigin
{
    /// <summary>The baseline.</summary>
    Baseline,

    /// <summary>The scenario.</summary>
    Scenario,

    /// <summary>The caller, in the request.</summary>
    Request,
}

/// <summary>A parameter's value in a run, and where it comes from.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Value">Its value in a deterministic run, in the parameter's unit.</param>
/// <param name="Law">The law of its draws, or <see langword="null"/> where it is fixed at the value.</param>
/// <param name="Origin">Who set it.</param>
/// <param name="Status">How well founded it is; what a scenario or a caller sets is an assumption.</param>
public sealed record ResolvedParameter(
    Parameter Parameter, double Value, Distribution? Law, ParameterOrigin Origin, ParameterStatus Status)
{
    /// <summary>By what the spread of the law is multiplied, before it is moved (<see cref="Scenarios.Widening"/>); 1 where it is as it is.</summary>
    public double Widening
    {
        get;
        init => field = Scenarios.Widening.Checked(value);
    }
        = 1;

    /// <summary>How every draw of the law is moved; <see langword="null"/> where the law is as it is stated.</summary>
    public ParameterChange? Change { get; init; }

    /// <summary>The parameter whose value and draws it has; <see langword="null"/> where it has its own.</summary>
    public Parameter? Follows { get; init; }

    /// <summary>
    /// Whether the catalogue got the parameter after the run had been stored: it has its default then, and is no part of the
    /// run's canonical form, so that the run keeps its id.
    /// </summary>
    internal bool IsLater { get; init; }

    /// <summary>Whether its draws differ from each other: by its own law, not by that of one it follows.</summary>
    public bool IsUncertain => Law is { IsFixed: false };

    /// <summary>
    /// The law of the draws as text: <c>normal(0.33..0.61)</c>, widened and moved <c>normal(0.33..0.61) widened(1.6) add(0.03)</c>, or
    /// <c>same-as(ratio.base)</c>; <see langword="null"/> where it is fixed.
    /// </summary>
    public string? LawText => Follows is not null ? new ParameterSetting.SameAs(Follows).ToText(Parameter)
        : Law is null ? null
        : string.Join(' ', new[] { Law.ToString(), WidenedText, Change?.ToString() }.OfType<string>());

    private string? WidenedText => Widening == 1 ? null : string.Create(CultureInfo.InvariantCulture, $"widened({Widening:R})");

    /// <summary>Turns uniform numbers into draws within the parameter's bounds, in place.</summary>
    /// <param name="uniforms">Numbers between 0 and 1.</param>
    /// <param name="bounds">The bounds: tails beyond them have no meaning (a PUE below 1), so they count as the bound.</param>
    public void Quantile(Span<double> uniforms, Bounds bounds)
    {
        Law!.Quantile(uniforms, uniforms);
        ToBounds(uniforms, bounds);
    }

    /// <summary>Turns normal scores into draws within the parameter's bounds.</summary>
    /// <inheritdoc cref="Quantile" path="/param[@name='bounds']"/>
    /// <param name="scores">Standard normal numbers.</param>
    /// <param name="draws">Receives the draws.</param>
    /// <param name="bounds">The bounds.</param>
    public void FromNormalScore(ReadOnlySpan<double> scores, Span<double> draws, Bounds bounds)
    {
        Law!.FromNormalScore(scores, draws);
        ToBounds(draws, bounds);
    }

    /// <summary>The draw at a percentage, before the bounds.</summary>
    /// <param name="percent">Between 0 and 100.</param>
    public double Percentile(double percent)
    {
        // A law that is stated by its 5th and 95th percentile has these as they were stated, without rounding.
        var stated = percent switch { 5 => "p5", 95 => "p95", _ => null };
        var own = Law!.Numbers.Where(n => string.Equals(n.Name, stated, StringComparison.Ordinal))
            .Select(n => (double?)n.Value).FirstOrDefault() ?? Law.Quantile(percent / 100);
        Span<double> draw = [own];
        Move(draw);
        return draw[0];
    }

    /// <summary>The only place where draws of a law become those of the run.</summary>
    private void Move(Span<double> draws)
    {
        if (Widening != 1)
            Scenarios.Widening.Widen(Law!, Widening, draws);
        Change?.Move(Parameter, draws);
    }

    private void ToBounds(Span<double> draws, Bounds bounds)
    {
        Move(draws);
        TensorPrimitives.Clamp(draws, bounds.Min, bounds.Max, draws);
    }
}
