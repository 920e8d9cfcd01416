using System.Buffers;
using System.Runtime.CompilerServices;
using V = System.Numerics.Vector<double>;

namespace ForecastFunctions.Core.Projections;

/// <summary>The draws of every variable in one period: one column each.</summary>
internal sealed class VariableColumns(int draws, int stride) : IDisposable
{
    private readonly double[] _values = ArrayPool<double>.Shared.Rent(Variables.All.Count * stride);

    /// <summary>The draws of one variable.</summary>
    public ReadOnlySpan<double> this[Variable variable] => _values.AsSpan(variable.Index * stride, draws);

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<double>.Shared.Return(_values);

    /// <summary>Writes every variable of the draws from <paramref name="draw"/> on.</summary>
    /// <param name="draw">The first of the vector's draws.</param>
    /// <param name="c">The paths' coefficients.</param>
    /// <param name="flows">What flowed in the period.</param>
    /// <param name="state">The state at its end.</param>
    public void Write(int draw, in ModelCoefficients c, in ModelFlows flows, in ModelState state)
    {
        var inference = flows.InferenceSpend.Sum;
        var training = flows.TrainingSpend.Sum;
        var spend = inference + training;
        var byTechnology = flows.InferenceSpend + flows.TrainingSpend;
        var inferenceCompute = flows.InferenceCompute.Sum;
        var trainingCompute = flows.TrainingCompute.Sum;
        var added = flows.InferenceCompute + flows.TrainingCompute;

        Write(Variables.ComputeRatio, draw, inferenceCompute / trainingCompute);
        Write(Variables.SpendRatio, draw, inference / training);
        Write(Variables.InferenceComputeShare, draw, inferenceCompute / (inferenceCompute + trainingCompute));
        Write(Variables.InferenceSpendShare, draw, inference / spend);

        Write(Variables.Spend, draw, spend);
        Write(Variables.InferenceSpend, draw, inference);
        Write(Variables.TrainingSpend, draw, training);
        Write(Variables.InferenceSpendBy, draw, flows.InferenceSpend);
        Write(Variables.TrainingSpendBy, draw, flows.TrainingSpend);
        Write(Variables.TechnologySpend, draw, byTechnology);
        Write(Variables.InferenceShare, draw, flows.InferenceSpend * (V.One / inference));
        Write(Variables.TrainingShare, draw, flows.TrainingSpend * (V.One / training));
        Write(Variables.SpendShare, draw, byTechnology * (V.One / spend));

        Write(Variables.NvidiaRevenue, draw, byTechnology.Nvidia);
        Write(Variables.AmdRevenue, draw, byTechnology.OtherGpu * c.Amd);
        Write(Variables.BroadcomRevenue, draw, byTechnology.Asic * c.Broadcom);
        Write(Variables.MarvellRevenue, draw, byTechnology.Asic * c.Marvell);
        Write(Variables.CustomChipSpend, draw, byTechnology.Asic * c.CustomChip);

        Write(Variables.ComputeAdded, draw, added.Sum);
        Write(Variables.ComputeAddedBy, draw, added);
        Write(Variables.ComputeInstalled, draw, state.Installed.Sum);
        Write(Variables.ComputeInstalledBy, draw, state.Installed);
        Write(Variables.ComputeUsable, draw, state.Installed.Sum * c.Utilisation * new V(1e6 * 1.979e15 * 3.156e7));
        Write(Variables.Price, draw, byTechnology / added * new V(1_000));

        Write(Variables.ItPower, draw, state.ItPower.Sum * new V(1e-3));
        Write(Variables.ItPowerBy, draw, state.ItPower * new V(1e-3));
        Write(Variables.FacilityPower, draw, state.FacilityPower);
        Write(Variables.Electricity, draw, flows.Electricity);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write(TechnologyVariables variables, int draw, in ByTechnology values)
    {
        Write(variables.Nvidia, draw, values.Nvidia);
        Write(variables.OtherGpu, draw, values.OtherGpu);
        Write(variables.Asic, draw, values.Asic);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write(Variable variable, int draw, V values) => values.CopyTo(_values.AsSpan(variable.Index * stride + draw));
}
