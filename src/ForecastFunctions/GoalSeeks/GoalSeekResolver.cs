using ForecastFunctions.Core.Analyses.GoalSeeks;
using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Http;
using ForecastFunctions.Projections;

namespace ForecastFunctions.GoalSeeks;

/// <summary>Turns a request into the specification of a goal seek, or into every fault that it has.</summary>
/// <param name="projections">Resolves the scenario on its baseline.</param>
public sealed class GoalSeekResolver(ProjectionResolver projections)
{
    /// <summary>Reads, checks and resolves the request; other members of the request are read before.</summary>
    /// <param name="reader">The reader of the request.</param>
    /// <param name="owner">The partner who asks: the one whose own scenarios can be named.</param>
    /// <param name="cancellationToken">Ends the search for what the request names.</param>
    /// <exception cref="ProblemException">400: the request has faults.</exception>
    public async Task<GoalSeekSpecification> ResolveAsync(RequestReader reader, string owner, CancellationToken cancellationToken)
    {
        var request = GoalSeekRequest.Read(reader);
        var run = await projections.ResolveAsync(
            reader, owner, request.Scenario, baseline => Check(reader, request, baseline), cancellationToken);
        var scenario = run.Scenario;
        var parameter = request.Parameter!;
        var stated = request.BoundsFor(scenario.BaseYear);
        return new GoalSeekSpecification(
            run.BaselineVersion,
            scenario,
            new SoughtParameter(
                parameter,
                request.Alias?.Id ?? parameter.Id,
                scenario.FollowersOf(parameter),
                Range(request, parameter.BoundsFor(scenario.BaseYear), new Bounds(request.Low ?? stated.Min, request.High ?? stated.Max))),
            new Goal(
                new ModelOutput(request.Output.Variables[0], request.Output.PeriodsOn(scenario.BaseYear)[0]),
                request.Statistic, request.Target!.Value),
            run.Draws);
    }

    /// <summary>The range in the parameter's unit; an end that is the alias's bound is the parameter's, to the last bit.</summary>
    private static Bounds Range(GoalSeekRequest request, Bounds bounds, Bounds stated) => request.Alias is not { } alias
        ? stated
        : new Bounds(
            request.Low is null ? bounds.Min : Math.Clamp(alias.ToParameter(stated.Min), bounds.Min, bounds.Max),
            request.High is null ? bounds.Max : Math.Clamp(alias.ToParameter(stated.Max), bounds.Min, bounds.Max));

    private static void Check(RequestReader reader, GoalSeekRequest request, Baseline baseline)
    {
        request.Output.Check(reader, baseline);
        if (request.Parameter is not null)
            CheckRange(reader, request, baseline.BaseYear);
        CheckCost(reader, request, baseline.BaseYear);
    }

    private static void CheckRange(RequestReader reader, GoalSeekRequest request, int baseYear)
    {
        var bounds = request.BoundsFor(baseYear);
        foreach (var (name, end) in ((string, double?)[])[("low", request.Low), ("high", request.High)])
        {
            if (end is { } value && !bounds.Contains(value))
            {
                reader.AddFault(name, FaultCode.OutOfRange,
                    $"{name} is within the bounds of {request.Alias?.Id ?? request.Parameter!.Id}, "
                    + $"{bounds.Min:R} to {bounds.Max:R}, not {value:R}.",
                    bounds.Min, bounds.Max);
            }
        }

        if (!((request.Low ?? bounds.Min) < (request.High ?? bounds.Max)))
            reader.AddFault("high", FaultCode.Conflict, "low lies below high.");
    }

    private static void CheckCost(RequestReader reader, GoalSeekRequest request, int baseYear)
    {
        if (request.Scenario.Draws.Draws is not (>= DrawSettings.MinDraws and <= DrawRequest.MaxDraws and var draws)
            || request.Output.PeriodsOn(baseYear) is not [var period])
            return;
        var quarters = 4 * (period.Year - baseYear) + (period.Step == Step.Quarter ? period.Quarter!.Value : 4);
        var cost = (long)GoalSeek.MaxEvaluations * draws * quarters;
        if (cost > GoalSeekRequest.MaxQuarters)
        {
            var most = GoalSeekRequest.MaxQuarters / (cost / draws);
            reader.AddFault("draws", FaultCode.TooMuch,
                $"{GoalSeek.MaxEvaluations} evaluations × draws × quarters is {cost}, and at most {GoalSeekRequest.MaxQuarters}: "
                + $"up to {period}, at most {most} draws.",
                DrawSettings.MinDraws, most);
        }
    }
}
