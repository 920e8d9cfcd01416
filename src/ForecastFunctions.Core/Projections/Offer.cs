using System.Numerics;
using System.Runtime.CompilerServices;
using ForecastFunctions.Core.Scenarios;
using V = System.Numerics.Vector<double>;

namespace ForecastFunctions.Core.Projections;

/// <summary>What money buys at a moment: prices, and how each workload's spend is mixed of technologies.</summary>
internal struct Offer
{
    /// <summary>m_inf,k.</summary>
    public ByTechnology InferenceMix;

    /// <summary>m_trn,k.</summary>
    public ByTechnology TrainingMix;

    /// <summary>m_inf,k/p_k, H100e for a USD.</summary>
    public ByTechnology InferencePerDollar;

    /// <summary>m_trn,k/p_k.</summary>
    public ByTechnology TrainingPerDollar;

    /// <summary>What the drivers make of it, after events.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Offer Of<TAdjustments>(in Drifts drivers, in TAdjustments events)
        where TAdjustments : struct, IDriverAdjustments
    {
        var price = Price(drivers, events);
        var inferenceMix = Mix(
            events.OfOddsAgainst(Driver.NvidiaInferenceOdds, drivers.AgainstNvidiaInference),
            events.OfOddsAgainst(Driver.AsicInferenceOdds, drivers.AgainstAsicInference));
        var trainingMix = Mix(
            events.OfOddsAgainst(Driver.NvidiaTrainingOdds, drivers.AgainstNvidiaTraining),
            events.OfOddsAgainst(Driver.AsicTrainingOdds, drivers.AgainstAsicTraining));
        return new Offer
        {
            InferenceMix = inferenceMix,
            TrainingMix = trainingMix,
            InferencePerDollar = inferenceMix / price,
            TrainingPerDollar = trainingMix / price,
        };
    }

    /// <summary>ρ, the ratio of spend that a ratio of compute amounts to; itself where it is one of spend.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly V SpendRatio(in ModelCoefficients c, V ratio) => Vector.ConditionalSelect(
        Vector.Equals(c.RatioIsOfSpend, V.One), ratio, ratio * TrainingPerDollar.Sum / InferencePerDollar.Sum);

    /// <summary>What so much spend on inference and on training buys of each technology.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ModelFlows Buy(V inference, V training)
    {
        // bn USD over USD/H100e is 1e9 H100e, a thousand million.
        var million = new V(1_000);
        return new ModelFlows
        {
            InferenceSpend = InferenceMix * inference,
            TrainingSpend = TrainingMix * training,
            InferenceCompute = InferencePerDollar * (inference * million),
            TrainingCompute = TrainingPerDollar * (training * million),
        };
    }

    private static ByTechnology Price<TAdjustments>(in Drifts drivers, in TAdjustments events)
        where TAdjustments : struct, IDriverAdjustments
        => new(
            events.Of(Driver.NvidiaPrice, drivers.Price.Nvidia),
            events.Of(Driver.OtherGpuPrice, drivers.Price.OtherGpu),
            events.Of(Driver.AsicPrice, drivers.Price.Asic));

    /// <summary>
    /// Nested substitution: NVIDIA against the rest, and custom ASICs against other GPUs within the rest. With o the odds
    /// against, a share is 1/(1+o) and its complement o/(1+o): both keep full relative accuracy, however small.
    /// </summary>
    private static ByTechnology Mix(V againstNvidia, V againstAsic)
    {
        var nvidia = V.One / (V.One + againstNvidia);
        var rest = againstNvidia * nvidia;
        var asic = V.One / (V.One + againstAsic);
        return new ByTechnology(nvidia, rest * (againstAsic * asic), rest * asic);
    }
}
