using ForecastFunctions.Core.Scenarios;
using static ForecastFunctions.Core.Explanations.Expression;

namespace ForecastFunctions.Core.Explanations;

/// <summary>
/// What a token was expected to cost: at the baseline's own values, whatever a scenario or an event makes of them. They say what
/// <see cref="ExpectedCost"/> does.
/// </summary>
internal static class ExpectedCostEquations
{
    /// <summary>Declares c* at a moment.</summary>
    /// <param name="moment">The moment.</param>
    /// <param name="atBase">q* in the middle of the base year.</param>
    public static Quantity Declare(QuarterMoment moment, Quantity atBase)
    {
        var clock = moment.Declare("z*", "1", "The clock that was expected", m => DemandEquations.Clock(
            moment.Time, Of(LayerParameters.DriverFade), Of(LayerParameters.DriverAnchorYear) - m.BaseYear));
        var n = Odds("o*_n", "Odds against NVIDIA in spend on inference that were expected", WorkloadShares.Inference.Nvidia);
        var a = Odds("o*_a", "Odds against custom ASICs in the rest that were expected", WorkloadShares.Inference.AsicOfRest);
        var perDollar = moment.Declare("q*", "H100e/USD", "Compute for inference that a dollar was expected to buy", _
            => PerDollar(n, a, (price, decline) => Of(price) * Power(1 - Of(decline), moment.Time)));
        return moment.Declare("c*", "1", "Cost of a token that was expected, over that in the base year", _
            => atBase / perDollar / Power(Of(LayerParameters.ServingEfficiencyAnchor), clock));

        Quantity Odds(string symbol, string name, (Parameter Base, Parameter Anchor) share) => moment.Declare(symbol, "1", name, m => Exp(-(
            Logit(Of(share.Base)) + (Logit(Of(share.Anchor)) - Logit(Of(share.Base))) * moment.Time / (Of(Parameters.AnchorYear) - m.BaseYear))));
    }

    /// <summary>Declares q* in the middle of the base year.</summary>
    public static Quantity DeclareAtBase(EquationSet set) => set.Once(
        "q*_0", "H100e/USD", "Compute for inference that a dollar was expected to buy in the middle of the base year",
        _ => PerDollar(Against(Parameters.NvidiaInferenceBase), Against(Parameters.AsicInferenceBase), (price, _) => Of(price)));

    private static Expression PerDollar(Expression n, Expression a, Func<Parameter, Parameter, Expression> price)
        => 1 / (1 + n) / price(Parameters.NvidiaPriceBase, Parameters.NvidiaPriceDecline)
            + n / (1 + n) * (a / (1 + a)) / price(Parameters.OtherGpuPriceBase, Parameters.OtherGpuPriceDecline)
            + n / (1 + n) * (1 / (1 + a)) / price(Parameters.AsicPriceBase, Parameters.AsicPriceDecline);

    private static Expression Against(Parameter share) => (1 - Of(share)) / Of(share);

    private static ExpectedOperand Of(Parameter parameter) => new(parameter);
}
