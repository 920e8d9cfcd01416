using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Http;
using ForecastFunctions.Projections;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Sensitivities;

/// <summary>Turns a request into the specification of a sensitivity analysis, or into every fault that it has.</summary>
/// <param name="projections">Resolves the scenario on its baseline.</param>
/// <param name="time">Tells when to report progress again.</param>
/// <param name="logger">Is told of the progress of long analyses.</param>
public sealed class SensitivityResolver(ProjectionResolver projections, TimeProvider time, ILogger<SensitivityResolver> logger)
{
    /// <summary>Reads, checks and resolves the request; other members of the request are read before.</summary>
    /// <param name="reader">The reader of the request.</param>
    /// <param name="owner">The partner who asks: the one whose own scenarios can be named.</param>
    /// <param name="cancellationToken">Ends the search for what the request names.</param>
    /// <exception cref="ProblemException">400: the request has faults.</exception>
    public async Task<SensitivitySpecification> ResolveAsync(RequestReader reader, string owner, CancellationToken cancellationToken)
    {
        var request = SensitivityRequestReader.Read(reader);
        var resolved = await projections.ResolveAsync(
            reader, owner, request.Scenario, baseline => Check(reader, request, baseline), cancellationToken);
        var scenario = resolved.Scenario;
        SensitivityMethod? method = request.IsVarianceBased
            ? VarianceBased(reader, request, scenario)
            : OneAtATime(reader, request, scenario);
        reader.Finish();
        var outputs = new ModelOutputs(request.Outputs.Variables, request.Outputs.PeriodsOn(scenario.BaseYear));
        return new SensitivitySpecification(resolved.BaselineVersion, scenario, outputs, method!)
        {
            Progress = new SensitivityProgress(scenario.Label, time, logger),
        };
    }

    private static void Check(RequestReader reader, SensitivityRequest request, Baseline baseline)
    {
        request.Outputs.Check(reader, baseline);
        foreach (var range in request.Ranges)
        {
            var bounds = range.BoundsFor(baseline.BaseYear);
            var name = range.Alias?.Id ?? range.Parameter.Id;
            if (!(range.Low < range.High))
            {
                reader.AddFault(new Fault(range.In, range.Target, FaultCode.Conflict, $"The low value of {name} lies below the high one."));
            }
            else if (!bounds.Contains(range.Low) || !bounds.Contains(range.High))
            {
                reader.AddFault(new Fault(range.In, range.Target, FaultCode.OutOfRange,
                    $"{name} is from {bounds.Min:R} to {bounds.Max:R}; the range {range.Low:R}..{range.High:R} leaves that.")
                {
                    Min = bounds.Min,
                    Max = bounds.Max,
                });
            }
        }

        var outputs = request.Outputs.Variables.Count * request.Outputs.PeriodsOn(baseline.BaseYear).Count;
        if (outputs > ModelOutputs.MaxCount)
        {
            reader.AddFault("variables", FaultCode.TooMuch,
                $"variables × periods is {outputs}, and at most {ModelOutputs.MaxCount}.", 1, ModelOutputs.MaxCount);
        }
    }

    private static SensitivityMethod.OneAtATime? OneAtATime(RequestReader reader, SensitivityRequest request, ResolvedScenario scenario)
    {
        var ranges = new SortedDictionary<int, InputRange>();
        foreach (var range in request.Ranges)
            ranges.Add(range.Parameter.Index, range.ToRange());
        var wanted = request.Inputs ?? [.. scenario.Parameters.Where(p => p.Law is { IsFixed: false }).Select(p => p.Parameter.Id)];
        foreach (var id in wanted)
        {
            if (Parameters.Find(id) is not { } parameter)
            {
                reader.AddFault("parameters", FaultCode.Conflict,
                    $"A tornado varies parameters; '{id}' is an event, and goes as in a deterministic run. method=sobol takes events too.");
            }
            else if (!ranges.ContainsKey(parameter.Index))
            {
                var resolved = scenario.Parameters[parameter.Index];
                var (low, high) = request.Percents;
                if (resolved.Law is { IsFixed: false } && InputRange.OfLaw(resolved, low, high, scenario.BaseYear) is { } range)
                    ranges.Add(parameter.Index, range);
                else if (request.Inputs is not null)
                    reader.AddFault("parameters", FaultCode.Conflict, NoRange(parameter));
            }
        }

        if (ranges.Count > 0)
            return new SensitivityMethod.OneAtATime([.. ranges.Values]);
        if (reader.Faults.Count == 0)
            reader.AddFault("parameters", FaultCode.Conflict, NothingVaries(scenario));
        return null;
    }

    private static SensitivityMethod.VarianceBased? VarianceBased(
        RequestReader reader, SensitivityRequest request, ResolvedScenario scenario)
    {
        var known = ScenarioModel.InputsOf(scenario);
        foreach (var id in (request.Inputs ?? []).Where(i => !known.Contains(i, StringComparer.Ordinal)))
        {
            reader.AddFault("parameters", FaultCode.Conflict,
                $"'{id}' is not uncertain in this scenario, so it has no share of the variance.{Suggestion.DidYouMean(id, known)}",
                allowed: known);
        }

        var inputs = request.Inputs ?? known;
        if (known.Count == 0)
            reader.AddFault("parameters", FaultCode.Conflict, NothingVaries(scenario));
        CheckCost(reader, request, inputs.Count, scenario.BaseYear);
        return reader.Faults.Count == 0 ? new SensitivityMethod.VarianceBased(request.Draws, request.Seed, inputs) : null;
    }

    private static void CheckCost(RequestReader reader, SensitivityRequest request, int inputs, int baseYear)
    {
        var last = request.Outputs.PeriodsOn(baseYear)[^1];
        var quarters = 4 * (last.Year - baseYear) + (last.Step == Step.Quarter ? last.Quarter!.Value : 4);
        var cost = (inputs + 2L) * request.Draws * quarters;
        if (cost > SensitivityRequest.MaxQuarters)
        {
            reader.AddFault("draws", FaultCode.TooMuch,
                $"(inputs + 2) × draws × quarters up to {last} is {cost}, and at most {SensitivityRequest.MaxQuarters}; "
                + "fewer parameters, draws or years are wanted.",
                VarianceIndices.MinDraws, SensitivityRequest.MaxQuarters / (cost / request.Draws));
        }

        var numbers = (long)request.Draws * request.Outputs.Variables.Count * request.Outputs.PeriodsOn(baseYear).Count;
        if (numbers > SensitivityRequest.MaxNumbers)
        {
            reader.AddFault("variables", FaultCode.TooMuch,
                $"draws × variables × periods is {numbers}, and at most {SensitivityRequest.MaxNumbers}; fewer of these are wanted.");
        }
    }

    private static string NoRange(Parameter parameter) => parameter.IsChoice
        ? $"{parameter} is a choice among words, which has no range."
        : $"{parameter} has no law in this scenario; state its range: range.{parameter}=<low>..<high>, "
            + $"or in a body ranges with {parameter}.";

    private static string NothingVaries(ResolvedScenario scenario)
        => $"Nothing is uncertain in '{scenario.Label}': every parameter is fixed.";
}
