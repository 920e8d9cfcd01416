using ForecastFunctions.Core.Scenarios;
using static ForecastFunctions.Core.Explanations.Expression;

namespace ForecastFunctions.Core.Explanations;

/// <summary>What money buys at a moment: prices, and how each workload's spend is mixed of technologies.</summary>
internal sealed class OfferEquations
{
    private readonly QuarterMoment _moment;

    /// <summary>Declares them.</summary>
    /// <param name="moment">The moment.</param>
    public OfferEquations(QuarterMoment moment)
    {
        _moment = moment;
        Price = new(t => moment.Declare(
            $"p_{t.Id}", "USD/H100e", $"Price of {t.Name} compute", _ => t.PriceBase * Power(1 - t.PriceDecline, moment.Time), t.Price));
        Inference = MixOf("inf", "inference", WorkloadShares.Inference);
        Training = MixOf("trn", "training", WorkloadShares.Training);
    }

    /// <summary>p_k.</summary>
    public PerTechnology Price { get; }

    /// <summary>Of inference.</summary>
    public Mix Inference { get; }

    /// <summary>Of training.</summary>
    public Mix Training { get; }

    private Mix MixOf(string id, string name, WorkloadShares shares)
    {
        var n = Odds($"o_n,{id}", $"Odds against NVIDIA in spend on {name}, (1 − n)/n: their log is linear in time", shares.Nvidia, shares.NvidiaOdds);
        var a = Odds(
            $"o_a,{id}", $"Odds against custom ASICs in the rest of spend on {name}, (1 − a)/a: their log is linear in time",
            shares.AsicOfRest, shares.AsicOdds);

        // Nested: NVIDIA against the rest, and custom ASICs against other GPUs within the rest.
        var mix = new PerTechnology(t => _moment.Declare($"m_{id},{t.Id}", "1", $"Share of {t.Name} in spend on {name}", _
            => t == Technology.Nvidia ? 1 / (1 + n) : n / (1 + n) * (t == Technology.Asic ? 1 / (1 + a) : a / (1 + a))));
        return new Mix(mix, _moment.Declare(
            $"q_{id}", "H100e/USD", $"Compute for {name} that a dollar buys",
            _ => mix.Nvidia / Price.Nvidia + mix.OtherGpu / Price.OtherGpu + mix.Asic / Price.Asic));
    }

    /// <summary>A share is logistic through its base and its anchor (Fisher and Pry, 1971); these are the odds against it.</summary>
    private Quantity Odds(string symbol, string name, (Parameter Base, Parameter Anchor) share, Driver odds)
        => _moment.Declare(symbol, "1", name,
            m => Exp(-(Logit(share.Base) + (Logit(share.Anchor) - Logit(share.Base)) * _moment.Time / (Parameters.AnchorYear - m.BaseYear))),
            odds);

    /// <summary>How a workload's spend is mixed of technologies.</summary>
    /// <param name="Of">m_w,k.</param>
    /// <param name="PerDollar">q_w.</param>
    public sealed record Mix(PerTechnology Of, Quantity PerDollar);
}

/// <summary>The shares by which a workload's spend is mixed, and what events change their odds by.</summary>
internal sealed record WorkloadShares(
    (Parameter Base, Parameter Anchor) Nvidia, Driver NvidiaOdds, (Parameter Base, Parameter Anchor) AsicOfRest, Driver AsicOdds)
{
    public static readonly WorkloadShares Inference = new(
        (Parameters.NvidiaInferenceBase, Parameters.NvidiaInferenceAnchor), Driver.NvidiaInferenceOdds,
        (Parameters.AsicInferenceBase, Parameters.AsicInferenceAnchor), Driver.AsicInferenceOdds);

    public static readonly WorkloadShares Training = new(
        (Parameters.NvidiaTrainingBase, Parameters.NvidiaTrainingAnchor), Driver.NvidiaTrainingOdds,
        (Parameters.AsicTrainingBase, Parameters.AsicTrainingAnchor), Driver.AsicTrainingOdds);
}
