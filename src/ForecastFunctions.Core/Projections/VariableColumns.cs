using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using V = System.Numerics.Vector<double>;

namespace ForecastFunctions.Core.Projections;

/// <summary>The draws of every variable in one period: one column each.</summary>
/// <param name="draws">How many draws.</param>
/// <param name="stride">How far apart the columns stand.</param>
/// <param name="hasLayer">Whether there are columns for the variables of the layer.</param>
internal sealed class VariableColumns(int draws, int stride, bool hasLayer = false) : IDisposable
{
    private readonly double[] _values = ArrayPool<double>.Shared.Rent((hasLayer ? RunVariables.Catalogue : Variables.All).Count * stride);

    /// <summary>The draws of one variable.</summary>
    /// <exception cref="ArgumentException">The run has no such variable.</exception>
    public ReadOnlySpan<double> this[Variable variable] => hasLayer || variable.Group == VariableGroup.Plain
        ? _values.AsSpan(variable.Index * stride, draws)
        : throw new ArgumentException($"The run has no variable {variable}.", nameof(variable));

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<double>.Shared.Return(_values);

    /// <summary>Writes every variable of the draws from <paramref name="draw"/> on.</summary>
    /// <param name="draw">The first of the vector's draws.</param>
    /// <param name="c">The paths' coefficients.</param>
    /// <param name="flows">What flowed in the period.</param>
    /// <param name="state">The state at its end.</param>
    public void Write(int draw, in ModelCoefficients c, in ModelFlows flows, in ModelState state)
    {
        WriteRatios(draw, flows);
        WriteSpend(draw, flows);
        WriteVendors(draw, c, flows);
        WriteCompute(draw, c, flows, state);
        WritePower(draw, flows, state);
    }

    private void WriteRatios(int draw, in ModelFlows flows)
    {
        var inference = flows.InferenceSpend.Sum;
        var training = flows.TrainingSpend.Sum;
        var inferenceCompute = flows.InferenceCompute.Sum;
        var trainingCompute = flows.TrainingCompute.Sum;
        Write(Variables.ComputeRatio, draw, inferenceCompute / trainingCompute);
        Write(Variables.SpendRatio, draw, inference / training);
        Write(Variables.InferenceComputeShare, draw, inferenceCompute / (inferenceCompute + trainingCompute));
        Write(Variables.InferenceSpendShare, draw, inference / (inference + training));
    }

    private void WriteSpend(int draw, in ModelFlows flows)
    {
        var inference = flows.InferenceSpend.Sum;
        var training = flows.TrainingSpend.Sum;
        var byTechnology = flows.InferenceSpend + flows.TrainingSpend;
        Write(Variables.Spend, draw, inference + training);
        Write(Variables.InferenceSpend, draw, inference);
        Write(Variables.TrainingSpend, draw, training);
        Write(Variables.InferenceSpendBy, draw, flows.InferenceSpend);
        Write(Variables.TrainingSpendBy, draw, flows.TrainingSpend);
        Write(Variables.TechnologySpend, draw, byTechnology);
        Write(Variables.InferenceShare, draw, flows.InferenceSpend * (V.One / inference));
        Write(Variables.TrainingShare, draw, flows.TrainingSpend * (V.One / training));
        Write(Variables.SpendShare, draw, byTechnology * (V.One / (inference + training)));
    }

    private void WriteVendors(int draw, in ModelCoefficients c, in ModelFlows flows)
    {
        var spend = flows.InferenceSpend + flows.TrainingSpend;
        Write(Variables.NvidiaRevenue, draw, spend.Nvidia);
        Write(Variables.AmdRevenue, draw, spend.OtherGpu * c.Amd);
        Write(Variables.BroadcomRevenue, draw, spend.Asic * c.Broadcom);
        Write(Variables.MarvellRevenue, draw, spend.Asic * c.Marvell);
        Write(Variables.CustomChipSpend, draw, spend.Asic * c.CustomChip);
    }

    private void WriteCompute(int draw, in ModelCoefficients c, in ModelFlows flows, in ModelState state)
    {
        var added = flows.InferenceCompute + flows.TrainingCompute;
        Write(Variables.ComputeAdded, draw, added.Sum);
        Write(Variables.ComputeAddedBy, draw, added);
        Write(Variables.ComputeInstalled, draw, state.Installed.Sum);
        Write(Variables.ComputeInstalledBy, draw, state.Installed);
        Write(Variables.ComputeUsable, draw, state.Installed.Sum * c.Utilisation * new V(1e6 * 1.979e15 * 3.156e7));
        Write(Variables.Price, draw, (flows.InferenceSpend + flows.TrainingSpend) / added * new V(1_000));
    }

    private void WritePower(int draw, in ModelFlows flows, in ModelState state)
    {
        Write(Variables.ItPower, draw, state.ItPower.Sum * new V(1e-3));
        Write(Variables.ItPowerBy, draw, state.ItPower * new V(1e-3));
        Write(Variables.FacilityPower, draw, state.FacilityPower);
        Write(Variables.Electricity, draw, flows.Electricity);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(TechnologyVariables variables, int draw, in ByTechnology values)
    {
        Write(variables.Nvidia, draw, values.Nvidia);
        Write(variables.OtherGpu, draw, values.OtherGpu);
        Write(variables.Asic, draw, values.Asic);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(Variable variable, int draw, V values)
    {
        // The array holds a column for every variable; to check that at each of them costs as much as the equations.
        values.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(_values), (nuint)(variable.Index * stride + draw));
    }
}
