using ForecastFunctions.Application.Analyses;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Analyses.Ensembles;
using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Storage;

namespace ForecastFunctions.Application.Ensembles;

/// <summary>Runs a scenario many times, each time with other beliefs.</summary>
/// <param name="baselines">Give the baseline.</param>
/// <param name="scenarios">Give the scenario.</param>
/// <param name="gate">Gives each block its turn.</param>
public sealed class DrawEnsemble(BaselineLibrary baselines, ScenarioLibrary scenarios, ComputeGate gate) : IJobKind
{
    private const int DefaultDraws = 1024;

    /// <summary>The most members of a block: well under a second of work.</summary>
    private const int MaxMembersPerBlock = 500;

    /// <summary>The most bytes of a block, so that it is stored by one write.</summary>
    private const int MaxBytesPerBlock = 600_000;

    private static readonly string Target = EnsembleMember.Vary.Name;

    /// <inheritdoc/>
    public string Kind => EnsembleSpecification.Kind;

    /// <summary>What a request amounts to, or everything that is wrong with it.</summary>
    public async Task<Outcome<JobDraft>> PrepareAsync(EnsembleRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var baseline = await baselines.FindAsync(request.Baseline, faults, cancellationToken);
        faults.Add(OutputRequestValidator.FaultsOf(request.Outputs, baseline.BaseYear));
        var beliefs = BeliefsOf(request, baseline, faults);
        var first = await FirstMemberAsync(request, baseline, caller, faults, cancellationToken);
        if (first is null || faults.Any || !request.Outputs.IsRead || beliefs.Count == 0)
            return faults;
        foreach (var belief in beliefs.Where(b => !first.HasEffect(b.Parameter)))
            faults.Add(Target, FaultCode.Conflict, ScenarioLibrary.WithoutEffect(belief.Parameter));
        faults.Add(request.Outputs.FaultsOn(first));
        var (variables, periods) = (request.Outputs.VariablesOf(first), request.Outputs.PeriodsOn(first.BaseYear));
        if (variables.Count * periods.Count > RunLimits.OfRequest.Outputs)
        {
            faults.Add(OutputMembers.Variables.Name, FaultCode.TooMuch,
                $"variables × periods is {variables.Count * periods.Count}, and at most {RunLimits.OfRequest.Outputs}.");
        }

        var draws = beliefs.Any(b => b is VariedBelief.Law) ? request.Draws ?? DefaultDraws : 1;
        if (EnsembleDesign.CountOf(beliefs, draws) is > EnsembleDesign.MaxMembers and var count)
        {
            faults.Add(Target, FaultCode.TooMuch,
                $"The combinations of the grids, each with {draws} draws, are {count} members, and at most {EnsembleDesign.MaxMembers}.");
        }

        if (faults.Any)
            return faults;
        return DraftOf(new EnsembleSpecification
        {
            ModelVersion = ModelVersion.Of([first]),
            BaselineVersion = baseline.Version,
            Scenario = (await scenarios.FindAsync(request.Scenario.Name, ScenarioMembers.Scenario.Name, caller, faults, cancellationToken))!,
            Settings = StatedSetting.Interpret(request.Scenario.Settings, "", baseline, faults),
            Events = request.Scenario.Events,
            Label = request.Scenario.CalledName,
            Design = new EnsembleDesign(beliefs, draws, request.Seed),
            Outputs = new ModelOutputs(variables, periods),
        }, baseline);
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>> ComputeAsync(
        string form, int first, int count, string owner, CancellationToken cancellationToken)
    {
        var ensemble = EnsembleSpecification.Parse(form);
        var baseline = await BaselineOfAsync(ensemble, cancellationToken);
        return await gate.GoOnAsync<ReadOnlyMemory<byte>>(
            new Caller(owner, AccessScope.Read), () => ensemble.Compute(baseline, first, count, cancellationToken).ToBytes(), cancellationToken);
    }

    /// <summary>An ensemble as an operation: its blocks are as large as one write and well under a second of work allow.</summary>
    internal static JobDraft DraftOf(EnsembleSpecification ensemble, Baseline baseline)
    {
        var design = ensemble.Design;
        var bytes = EnsembleMembers.BytesOf(design.Beliefs.Count, ensemble.Outputs.All.Count);
        var run = ensemble.RunOf(baseline, design.Values(0, 1, baseline.BaseYear));
        return new JobDraft(
            EnsembleSpecification.Kind, $"{design.Count} members of {ensemble.Scenario.Name}", ensemble.CanonicalForm,
            new JobSize(design.Count, Math.Clamp(MaxBytesPerBlock / bytes, 1, MaxMembersPerBlock), run.Numbers));
    }

    private async Task<Baseline> BaselineOfAsync(EnsembleSpecification ensemble, CancellationToken cancellationToken)
        => await baselines.FindAsync(ensemble.BaselineVersion, cancellationToken)
            ?? throw new DamagedContentException($"baseline {ensemble.BaselineVersion}", "an ensemble names it, but it is not stored");

    private static List<VariedBelief> BeliefsOf(EnsembleRequest request, Baseline baseline, Faults faults)
    {
        var beliefs = new List<VariedBelief>();
        foreach (var stated in request.Vary)
        {
            if (BeliefOf(stated, baseline, faults) is { } belief)
                beliefs.Add(belief);
            if (request.Scenario.Settings.Any(s => string.Equals(s.ParameterId, stated.ParameterId, StringComparison.Ordinal)))
                faults.Add(Fault.At(stated.Place, FaultCode.Conflict, $"{stated.ParameterId} is set in the scenario and is to differ; one of these is wanted."));
        }

        if (request.Draws is not null && beliefs.Count > 0 && !beliefs.Exists(b => b is VariedBelief.Law))
            faults.Add(EnsembleMember.Draws.Name, FaultCode.Conflict, "draws is the number of draws of laws, and vary has grids alone.");
        return [.. beliefs.OrderBy(b => b.Parameter.Index)];
    }

    private static VariedBelief? BeliefOf(StatedBelief stated, Baseline baseline, Faults faults)
    {
        if (Parameters.Find(stated.ParameterId) is { IsChoice: true } choice)
        {
            faults.Add(Fault.At(stated.Place, FaultCode.Conflict,
                $"{choice} is a choice among words, by which runs have other variables; set it in the scenario, and ask an ensemble of each."));
            return null;
        }

        if (Parameters.FindAlias(stated.ParameterId) is { } alias)
        {
            faults.Add(Fault.At(stated.Place, FaultCode.Conflict, $"{alias.Id} is another form of {alias.Parameter}; vary that one."));
            return null;
        }

        var found = new Faults();
        List<ParameterSetting> settings = [.. stated.Values.SelectMany(v => StatedSetting.Interpret([v], "", baseline, found).Values)];
        faults.Add(found.All.Select(f => Fault.At(stated.Place, f.Code, f.Message) with { Allowed = f.Allowed, Min = f.Min, Max = f.Max }));
        if (found.Any || settings.Count != stated.Values.Count)
            return null;
        return Of(stated, Parameters.Find(stated.ParameterId)!, settings, faults);
    }

    private static VariedBelief? Of(StatedBelief stated, Parameter parameter, List<ParameterSetting> settings, Faults faults)
    {
        if (!stated.IsGrid && settings is [ParameterSetting.Uncertain(var law)])
            return new VariedBelief.Law(parameter, law);
        var values = settings.OfType<ParameterSetting.Fixed>().Select(s => s.Value + 0.0).ToList();
        if (!stated.IsGrid || values.Count != settings.Count || values.Count is 0 or > EnsembleMember.MaxValues)
        {
            faults.Add(Fault.At(stated.Place, FaultCode.Malformed,
                $"{parameter} is an array of 1 to {EnsembleMember.MaxValues} numbers, or a law such as triangular(1.5,4.5,6)."));
            return null;
        }

        if (values.Distinct().Count() == values.Count)
            return new VariedBelief.Grid(parameter, values);
        faults.Add(Fault.At(stated.Place, FaultCode.Duplicate, $"A value of {parameter} is given twice; once is wanted."));
        return null;
    }

    /// <summary>The scenario of a member, in which everything that can be wrong with any of them is wrong.</summary>
    private async Task<ResolvedScenario?> FirstMemberAsync(
        EnsembleRequest request, Baseline baseline, Caller caller, Faults faults, CancellationToken cancellationToken)
    {
        if (faults.Any)
            return null;
        var choice = request.Scenario with { Settings = [.. request.Scenario.Settings, .. request.Vary.Select(v => v.Values[0])] };
        return await scenarios.ResolveAsync(choice, "", baseline, caller, faults, cancellationToken);
    }
}
