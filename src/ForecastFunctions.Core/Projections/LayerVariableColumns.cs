using System.Numerics;
using ForecastFunctions.Core.Scenarios;
using V = System.Numerics.Vector<double>;

namespace ForecastFunctions.Core.Projections;

/// <summary>Writes the variables of the layer.</summary>
internal static class LayerVariableColumns
{
    private const double BillionPeople = DemandDrivers.Population * 1e-9;
    private const double DaysPerQuarter = 365.25 / 4;

    private static readonly IReadOnlyList<Variable> OfLimits = [.. LayerVariables.All.Where(v => v.Group == VariableGroup.Limits)];

    /// <summary>Writes every variable of the layer that the switches give a meaning, of the draws from <paramref name="draw"/> on.</summary>
    /// <param name="columns">Receives them.</param>
    /// <param name="draw">The first of the vector's draws.</param>
    /// <param name="switches">The switches.</param>
    /// <param name="d">The paths' coefficients.</param>
    /// <param name="flows">What flowed in the period.</param>
    /// <param name="told">What the layer tells of it.</param>
    public static void Write(
        VariableColumns columns, int draw, LayerSwitches switches, in LayerCoefficients d, in ModelFlows flows, in LayerFlows told)
    {
        WriteReport(columns, draw, d, flows, told);
        if (switches.Drivers)
        {
            WriteDemand(columns, draw, d, told);
            WriteTraining(columns, draw, d, told.End);
            WriteCosts(columns, draw, told);
        }

        if (switches.Limits != LimitMode.Off)
            WriteLimits(columns, draw, told);
    }

    private static void WriteReport(VariableColumns columns, int draw, in LayerCoefficients d, in ModelFlows flows, in LayerFlows told)
    {
        var spend = flows.InferenceSpend.Sum + flows.TrainingSpend.Sum;
        var compute = (flows.InferenceCompute + flows.TrainingCompute).Sum;
        columns.Write(LayerVariables.PlannedSpend, draw, told.Planned);
        columns.Write(LayerVariables.CutSpend, draw, Cut(told.Planned, spend));
        columns.Write(LayerVariables.CutCompute, draw, Cut(told.PlannedCompute, compute));
        columns.Write(LayerVariables.RevenueOnSpend, draw, spend * d.CostMultiple / d.NotMargin);
        columns.Write(LayerVariables.RevenueOnInstalled, draw, told.InstalledHours * new V(8_766.0 / 4 * 1e-3) / d.NotMargin);
    }

    private static void WriteDemand(VariableColumns columns, int draw, in LayerCoefficients d, in LayerFlows told)
    {
        ref readonly var end = ref told.End;
        columns.Write(LayerVariables.Users, draw, end.Indices.Users * new V(BillionPeople));
        columns.Write(LayerVariables.Tokens, draw, told.Tokens);
        columns.Write(LayerVariables.TokensServed, draw, told.TokensServed);
        columns.Write(LayerVariables.TokensPerUser, draw, told.Tokens * new V(1e12) / (told.Users * new V(DemandDrivers.Population * DaysPerQuarter)));
        columns.Write(LayerVariables.ComputePerToken, draw, told.TokenWork / told.Tokens);
        columns.Write(LayerVariables.Demand, draw, end.Demand);
        columns.Write(LayerVariables.InferenceDemand, draw, end.Indices.InferenceDemand(d, end.DemandScale));
        columns.Write(LayerVariables.TrainingDemand, draw, end.Indices.TrainingDemand(d, end.DemandScale));
        columns.Write(LayerVariables.Utilisation, draw, Vector.Min(V.One, end.Demand / end.Installed));
        columns.Write(LayerVariables.Unmet, draw, Vector.Max(V.Zero, V.One - end.Installed / end.Demand));
    }

    private static void WriteTraining(VariableColumns columns, int draw, in LayerCoefficients d, in LayerEnd end)
    {
        var frontier = end.DemandScale * (V.One - d.InferenceShareBase) * d.FrontierShare * end.Indices.Frontier;
        columns.Write(LayerVariables.LargestRun, draw, end.Indices.LargestRun);
        columns.Write(LayerVariables.DataUsed, draw, end.Indices.DataUsed);
        columns.Write(LayerVariables.DataWall, draw, end.Indices.Wall);
        columns.Write(LayerVariables.Runs, draw, frontier * new V(1e6 * DemandDrivers.TrainingFlopPerYear) / end.Indices.LargestRun);
    }

    private static void WriteCosts(VariableColumns columns, int draw, in LayerFlows told)
    {
        // bn USD over 1e12 tokens are a thousand USD over a million million, so a thousandth of a USD for a million.
        var perMillion = new V(1e3) / told.Tokens;
        columns.Write(LayerVariables.HourPrice, draw, told.InstalledHours / told.Installed);
        columns.Write(LayerVariables.TokenCost, draw, told.TokenCost * perMillion);
        columns.Write(LayerVariables.TokenPrice, draw, told.TokenPrice * perMillion);
        columns.Write(LayerVariables.Scarcity, draw, told.End.Scarcity);
        columns.Write(LayerVariables.UserYear, draw, told.TokenPrice * new V(4) / (told.Users * new V(BillionPeople)));
    }

    private static void WriteLimits(VariableColumns columns, int draw, in LayerFlows told)
    {
        var perQuarter = V.One / told.Quarters;
        columns.Write(LayerVariables.PowerLevel, draw, told.End.PowerLevel);
        columns.Write(LayerVariables.PowerUse, draw, told.End.PowerUse);
        columns.Write(LayerVariables.PowerBinding, draw, told.Binding.Power * perQuarter);
        columns.Write(LayerVariables.PackagingLevel, draw, told.Level.Packaging);
        columns.Write(LayerVariables.PackagingUse, draw, told.Need.Packaging / told.Level.Packaging);
        columns.Write(LayerVariables.PackagingBinding, draw, told.Binding.Packaging * perQuarter);
        columns.Write(LayerVariables.CapitalLevel, draw, told.Level.Capital);
        columns.Write(LayerVariables.CapitalUse, draw, told.Need.Capital / told.Level.Capital);
        columns.Write(LayerVariables.CapitalBinding, draw, told.Binding.Capital * perQuarter);
        columns.Write(LayerVariables.Capacity, draw, told.Capacity);
        columns.Write(LayerVariables.Shortage, draw, told.End.Shortage);
    }

    /// <summary>Writes that limits have no value: the base year is observed, and none is looked at in it.</summary>
    public static void WriteNoLimits(VariableColumns columns, int draw)
    {
        foreach (var variable in OfLimits)
            columns.Write(variable, draw, new V(double.NaN));
    }

    /// <summary>What is left out of a plan; a difference of rounding alone is none.</summary>
    private static V Cut(V planned, V done)
    {
        var cut = planned - done;
        return Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(cut), planned * new V(1e-13)), V.Zero, cut);
    }
}
