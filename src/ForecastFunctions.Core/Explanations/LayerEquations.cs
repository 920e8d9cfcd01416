using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using static ForecastFunctions.Core.Explanations.Expression;

namespace ForecastFunctions.Core.Explanations;

/// <summary>
/// The equations of drivers and limits: from the drivers at the middle and at the end of a quarter to the demand, and from the demand to
/// the plan. They say what <see cref="LayeredModel"/> does for many paths at once; tests hold the two together, for every variable.
/// </summary>
internal static class LayerEquations
{
    private static readonly EquationSet Set = new();

    private static readonly Expression RatioBase = Parameters.RatioBase;
    private static readonly QuarterMoment End = QuarterMoment.End(Set, ModelEquations.Middle);
    private static readonly DemandConstants Constants = new(Set);

    /// <summary>The drivers at the middle of a quarter.</summary>
    public static readonly DemandEquations AtMiddle = new(new QuarterMoment(Set, ModelEquations.Middle.Time, isEnd: false), ModelEquations.Offer, Constants);

    /// <summary>The drivers at its end.</summary>
    public static readonly DemandEquations AtEnd = new(End, new OfferEquations(End), Constants);

    /// <summary>D0: b times what is installed in the middle of the base year.</summary>
    public static readonly Quantity DemandScale = Set.Once(
        "D0", "M H100e", "Compute that demand would fill in the middle of the base year",
        _ => LayerParameters.DemandBase * ModelEquations.InstalledInAll.At(Place.BaseMiddle));

    private static readonly Quantity InferenceDemand = Set.AtEnd(
        "D_inf", LayerVariables.InferenceDemand, _ => DemandScale * RatioBase / (1 + RatioBase) * AtEnd.Inference);

    private static readonly Quantity TrainingDemand = Set.AtEnd(
        "D_trn", LayerVariables.TrainingDemand, _ => DemandScale / (1 + RatioBase) * AtEnd.Training);

    /// <summary>D.</summary>
    public static readonly Quantity Demand = Set.AtEnd("D", LayerVariables.Demand, _ => InferenceDemand + TrainingDemand);

    // A quarter of the gap between installed and demanded closes in each quarter, and a quarter of what retires is always replaced.
    private static readonly Quantity Wanted = Set.Instant(
        "C_want", "M H100e", "Compute that is to be added: a quarter of the gap between demanded and installed is closed",
        _ => Max(
            0.25 * Opening * (1 - ModelEquations.Retained),
            Demand + 0.75 * (Opening - Demand.At(Place.Before)) - Opening * ModelEquations.Retained));

    /// <summary>S_plan.</summary>
    public static readonly Quantity Planned = Set.Flow(
        "S_plan", LayerVariables.PlannedSpend,
        m => m.Switches.Demand && !m.IsInBaseYear ? SpendOn(Wanted) : ModelEquations.SpendOnPath, _ => Driver.Spend);

    /// <summary>Every equation from the drivers to the plan.</summary>
    public static IReadOnlyList<Quantity> All => Set.All;

    private static Expression Opening => ModelEquations.InstalledInAll.At(Place.Before);

    /// <summary>What so much compute costs, in bn USD, at the ratio of the quarter.</summary>
    private static Expression SpendOn(Expression compute)
    {
        var (r, offer) = (ModelEquations.Ratio, ModelEquations.Offer);
        return compute * (r / (1 + r) / offer.Inference.PerDollar + 1 / (1 + r) / offer.Training.PerDollar) / 1_000;
    }
}
