using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Explanations;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Application.Explanations;

/// <summary>A number that was explained.</summary>
/// <param name="Run">The run that was asked about.</param>
/// <param name="Deterministic">The run whose number it is: the same, or of one with draws its deterministic twin.</param>
/// <param name="Explanation">The explanation.</param>
/// <param name="Status">What the number is, one of <see cref="RowStatus"/>.</param>
public sealed record ExplainedNumber(
    Prepared<ProjectionSpecification> Run, ProjectionSpecification Deterministic, Explanation Explanation, string Status);

/// <summary>Explains numbers of runs.</summary>
/// <param name="runs">Give the runs.</param>
/// <param name="gate">Computes.</param>
public sealed class ExplainNumber(RunLibrary runs, ComputeGate gate)
{
    /// <summary>How far the last step may be off what the engine computes: far beyond rounding, far below what matters.</summary>
    private const double Tolerance = 1e-9;

    /// <summary>Explains a number of the run that a path names.</summary>
    /// <param name="runId">What the path names.</param>
    /// <param name="request">The number.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ProblemException">
    /// 404: there is no such run for the caller; 410: its model is not live any more.
    /// </exception>
    public async Task<Outcome<ExplainedNumber>> ExplainAsync(
        string runId, ExplanationRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var run = await runs.ReadAsync<ProjectionSpecification, Projection>(runId, caller, cancellationToken);
        if (request is not { Variable: { } variable, Period: { } period })
            return new Faults(); // told already
        var specification = run.Specification;
        if (!specification.Variables.Contains(variable))
        {
            var faults = new Faults();
            faults.Add(request.VariableName, FaultCode.NotFound, VariableList.NotOf(variable, "The run"));
            return faults;
        }

        if (!specification.Range.Contains(period))
        {
            var faults = new Faults();
            faults.Add(
                ExplanationRequest.PeriodMember.Name, FaultCode.OutOfRange,
                $"The run has the periods {specification.Range.From} to {specification.Range.To}; {period} is not one of them.");
            return faults;
        }

        if (!ModelVersion.IsLive(specification.ModelVersion))
            throw EquationsGone(specification.ModelVersion);
        var twin = specification.Draws is null
            ? specification
            : new ProjectionSpecification(specification.BaselineVersion, specification.Scenario, specification.Range, modelVersion: specification.ModelVersion);
        var explanation = await gate.ComputeAsync(
            twin.Numbers, caller,
            (_, end) => Explanation.Of(twin.Scenario, run.Baseline, variable, period) is { } found ? Checked(found, twin, end) : null,
            cancellationToken);
        if (explanation is null)
        {
            var faults = new Faults();
            faults.Add(ExplanationRequest.PeriodMember.Name, FaultCode.NotFound, WhyNothing(twin, variable, period));
            return faults;
        }

        var status = period.Year < twin.Scenario.BaseYear ? RowStatus.Observed : RowStatus.Of(twin.Scenario, variable, period);
        return new ExplainedNumber(
            run.Asked, twin, request.Depth is { } depth ? explanation.Within(depth) : explanation, status);
    }

    private static string WhyNothing(ProjectionSpecification run, Variable variable, Period period)
    {
        var baseYear = run.Scenario.BaseYear;
        return period.Year < baseYear
            ? $"{period} lies before {baseYear}, the base year of baseline {run.BaselineVersion}, which knows no figure of {variable} in it: "
                + "there is nothing to explain."
            : $"{period} lies in {baseYear}, the base year, in which no limit is looked at: {variable} has no value before {baseYear + 1}.";
    }

    private static ProblemException EquationsGone(string version) => new(
        ProblemKind.RunExpired,
        $"The run is of version {version} of the model, whose equations are gone. Runs of version {string.Join(" and ", ModelVersion.Live)} can be "
        + "explained: ask the question again to get one.");

    /// <summary>The explanation, where it comes to what the engine does; an explanation of another number would be worse than none.</summary>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    private static Explanation Checked(Explanation explanation, ProjectionSpecification run, CancellationToken end)
    {
        var (variable, period) = (explanation.Variable, explanation.Period);
        if (period.Year < run.Scenario.BaseYear)
            return explanation;
        var place = run.Projected.ToList().IndexOf(period);
        var value = run.Compute(threads: 1, end).Value(place, variable);
        return Math.Abs(explanation.Value - value) <= Tolerance * explanation.Scale
            ? explanation
            : throw new InvalidOperationException(
                $"The explanation of {variable} in {period} of run {run.RunId} comes to {explanation.Value:R}, the run to {value:R}.");
    }
}
