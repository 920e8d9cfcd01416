using ForecastFunctions.Application.Analyses;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Core.Scenarios;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Application.Sensitivities;

/// <summary>Finds what drives outputs of a scenario.</summary>
/// <param name="baselines">Give the baseline.</param>
/// <param name="scenarios">Give the scenario.</param>
/// <param name="time">Tells when to report progress again.</param>
/// <param name="logger">Is told of the progress of long analyses.</param>
public sealed class AnalyseSensitivity(
    BaselineLibrary baselines, ScenarioLibrary scenarios, TimeProvider time, ILogger<AnalyseSensitivity> logger)
{
    private static readonly string Target = SensitivityMembers.Parameters.Name;

    /// <summary>What a request amounts to, or everything that is wrong with it.</summary>
    public async Task<Outcome<Prepared<SensitivitySpecification>>> PrepareAsync(
        SensitivityRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var (faults, most) = (new Faults(), RunLimits.For(caller));
        var baseline = await baselines.FindAsync(request.Baseline, faults, cancellationToken);
        faults.Add(SensitivityRequestValidator.FaultsOf(request, baseline.BaseYear, most));
        var stated = InputsOf(request, faults);
        var scenario = await scenarios.ResolveAsync(request.Scenario, "", baseline, caller, faults, cancellationToken);
        if (scenario is null || faults.Any || !request.Outputs.IsRead)
            return faults;
        faults.Add(request.Outputs.FaultsOn(scenario));
        var (variables, periods) = (request.Outputs.VariablesOf(scenario), request.Outputs.PeriodsOn(scenario.BaseYear));
        var outputsAsked = variables.Count * periods.Count;
        if (outputsAsked > most.Outputs)
        {
            faults.Add(OutputMembers.Variables.Name, FaultCode.TooMuch,
                $"variables × periods is {outputsAsked}, and at most {most.Outputs}.{most.Remedy(SensitivitySpecification.Kind, other => outputsAsked <= other.Outputs)}");
        }

        SensitivityMethod? method = request.Method switch
        {
            MethodRequest.Sobol sobol => VarianceBased(request, sobol, stated, scenario, most, faults),
            MethodRequest.Tornado tornado => OneAtATime(tornado, stated, scenario, faults),
            _ => throw new ArgumentException($"{request.Method} is no method.", nameof(request)),
        };
        if (method is null || faults.Any)
            return faults;
        var outputs = new ModelOutputs(variables, periods);
        return new Prepared<SensitivitySpecification>(
            new SensitivitySpecification(baseline.Version, scenario, outputs, method)
            {
                Progress = new SensitivityProgress(scenario.Label, time, logger),
            },
            baseline);
    }

    /// <summary>The inputs by their ids; <see langword="null"/> where none are stated.</summary>
    private static List<string>? InputsOf(SensitivityRequest request, Faults faults)
    {
        if (request.Inputs is not { } names)
            return null;
        if (names.Count == 0)
            faults.Add(Fault.EmptyList(SensitivityMembers.Parameters, [.. ParameterCatalogue.All.Where(p => !p.IsChoice).Select(p => p.Id)]));
        var inputs = new List<string>();
        foreach (var name in names)
        {
            var isEvent = name.StartsWith(ScenarioModel.EventPrefix, StringComparison.Ordinal);
            var id = isEvent ? name : Parameters.FindAlias(name)?.Parameter.Id ?? Parameters.Find(name)?.Id;
            if (id is null)
                faults.Add(Target, FaultCode.NotFound, NumericParameter.NoneNamed(name));
            else if (inputs.Contains(id, StringComparer.Ordinal))
                faults.Add(Target, FaultCode.Duplicate, $"{id} is given twice; once is wanted.");
            else
                inputs.Add(id);
        }

        return inputs;
    }

    private static SensitivityMethod.OneAtATime? OneAtATime(
        MethodRequest.Tornado tornado, IReadOnlyList<string>? stated, ResolvedScenario scenario, Faults faults)
    {
        var ranges = new SortedDictionary<int, InputRange>();
        foreach (var range in tornado.Ranges)
        {
            if (!scenario.HasEffect(range.Parameter.Parameter))
                faults.Add(range.Member, FaultCode.Conflict, ScenarioLibrary.WithoutEffect(range.Parameter.Parameter));
            ranges.Add(range.Parameter.Parameter.Index, range.ToRange(scenario.BaseYear));
        }

        foreach (var id in stated ?? [.. ScenarioModel.InputsOf(scenario).Where(i => Parameters.Find(i) is not null)])
        {
            if (Parameters.Find(id) is not { } parameter)
            {
                faults.Add(Target, FaultCode.Conflict,
                    $"A tornado varies parameters; '{id}' is an event, and goes as in a deterministic run. method=sobol takes events too.");
            }
            else if (!ranges.ContainsKey(parameter.Index))
            {
                var resolved = scenario.Find(parameter);
                var (low, high) = tornado.Percents;
                if (!scenario.HasEffect(parameter))
                    faults.Add(Target, FaultCode.Conflict, ScenarioLibrary.WithoutEffect(parameter));
                else if (resolved?.Law is { IsFixed: false } && InputRange.OfLaw(resolved, low, high, scenario.BaseYear) is { } range)
                    ranges.Add(parameter.Index, range);
                else if (stated is not null)
                    faults.Add(Target, FaultCode.Conflict, NoRange(parameter));
            }
        }

        if (ranges.Count == 0 && !faults.Any)
            faults.Add(Target, FaultCode.Conflict, NothingVaries(scenario));
        return faults.Any ? null : new SensitivityMethod.OneAtATime([.. ranges.Values]);
    }

    private static SensitivityMethod.VarianceBased? VarianceBased(
        SensitivityRequest request, MethodRequest.Sobol sobol, IReadOnlyList<string>? stated, ResolvedScenario scenario, RunLimits most,
        Faults faults)
    {
        var known = ScenarioModel.InputsOf(scenario);
        foreach (var id in (stated ?? []).Where(i => !known.Contains(i, StringComparer.Ordinal)))
        {
            faults.Add(Target, FaultCode.Conflict,
                $"'{id}' is not uncertain in this scenario, so it has no share of the variance.{Suggestion.DidYouMean(id, known)}", known);
        }

        if (known.Count == 0)
            faults.Add(Target, FaultCode.Conflict, NothingVaries(scenario));
        var inputs = stated ?? known;
        if (known.Count > VarianceIndices.MaxInputs)
        {
            faults.Add(Target, FaultCode.TooMuch,
                $"{known.Count} inputs are uncertain in this scenario, and at most {VarianceIndices.MaxInputs} can be; fix some of them at a number.");
        }

        CheckCost(request.Outputs, sobol.Draws, inputs.Count, scenario, most, faults);
        return faults.Any ? null : new SensitivityMethod.VarianceBased(sobol.Draws, sobol.Seed, inputs);
    }

    private static void CheckCost(OutputRequest outputs, int draws, int inputs, ResolvedScenario scenario, RunLimits most, Faults faults)
    {
        var periods = outputs.PeriodsOn(scenario.BaseYear);
        var quartersPerDraw = (inputs + 2) * outputs.QuartersOn(scenario.BaseYear);
        var (quarters, numbers) = (draws * quartersPerDraw, (long)draws * outputs.VariablesOf(scenario).Count * periods.Count);
        var remedy = most.Remedy(SensitivitySpecification.Kind, other => quarters <= other.SensitivityQuarters && numbers <= other.SensitivityNumbers);
        if (quarters > most.SensitivityQuarters)
        {
            faults.Add(new Fault(
                SensitivityMembers.Draws.Name, FaultCode.TooMuch,
                $"(inputs + 2) × draws × quarters up to {periods[^1]} is {quarters}, "
                + $"and at most {most.SensitivityQuarters}; fewer parameters, draws or years are wanted.{remedy}")
            {
                Min = VarianceIndices.MinDraws,
                Max = most.SensitivityQuarters / quartersPerDraw,
            });
        }

        if (numbers > most.SensitivityNumbers)
        {
            faults.Add(OutputMembers.Variables.Name, FaultCode.TooMuch,
                $"draws × variables × periods is {numbers}, and at most {most.SensitivityNumbers}; fewer of these are wanted.{remedy}");
        }
    }

    private static string NoRange(Parameter parameter) => parameter.IsChoice
        ? $"{parameter} is a choice among words, which has no range."
        : $"{parameter} has no law in this scenario; state its range: range.{parameter}=<low>..<high>, "
            + $"or in a body ranges with {parameter}.";

    private static string NothingVaries(ResolvedScenario scenario)
        => $"Nothing is uncertain in '{scenario.Label}': every parameter is fixed.";
}
