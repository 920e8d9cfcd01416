using System.Numerics;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Projections;

/// <summary>Receives the variables of one period; they are overwritten when it returns.</summary>
internal delegate void PeriodVisitor(Period period, VariableColumns variables);

/// <summary>Runs the model along every path, period by period: memory is draws × state, not draws × periods.</summary>
internal static class ModelEvaluation
{
    /// <summary>
    /// Evaluates every draw from the base year on and shows each period of the range once it is complete. One draw
    /// and ten thousand run through the same lines, and a draw's numbers do not depend on how many others there are.
    /// </summary>
    /// <param name="parameters">The draws of the parameters.</param>
    /// <param name="baseYear">t0; stocks open at the end of the year before it.</param>
    /// <param name="range">The periods to show; none before the base year.</param>
    /// <param name="visit">Called for each period, in order.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range begins before the base year.</exception>
    public static void Run(ParameterColumns parameters, int baseYear, PeriodRange range, PeriodVisitor visit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(range.From.Year, baseYear, nameof(range));

        var groups = parameters.Stride / Vector<double>.Count;
        var coefficients = new ModelCoefficients[groups];
        var states = new ModelState[groups];
        for (var group = 0; group < groups; group++)
        {
            coefficients[group] = ModelCoefficients.From(parameters, group * Vector<double>.Count, baseYear);
            states[group] = ModelState.Opening(coefficients[group]);
        }

        var variables = new VariableColumns(parameters.Draws, parameters.Stride);
        var first = range.Step == Step.Year ? Period.OfYear(baseYear) : Period.OfQuarter(baseYear, 1);
        foreach (var period in new PeriodRange(first, range.To))
        {
            for (var group = 0; group < groups; group++)
            {
                var flows = Advance(ref states[group], coefficients[group], period, baseYear);
                if (period >= range.From)
                    variables.Write(group * Vector<double>.Count, coefficients[group], flows, states[group]);
            }

            if (period >= range.From)
                visit(period, variables);
        }
    }

    private static ModelFlows Advance(ref ModelState state, in ModelCoefficients c, Period period, int baseYear)
    {
        var years = period.Year - baseYear;
        if (period.Quarter is { } quarter)
            return StructuralModel.Advance(ref state, c, years, quarter);

        var flows = StructuralModel.Advance(ref state, c, years, 1);
        for (var q = 2; q <= 4; q++)
            flows += StructuralModel.Advance(ref state, c, years, q);
        return flows;
    }
}
