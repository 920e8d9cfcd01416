using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Core.Analyses.Attributions;

/// <summary>A parameter in which a scenario differs from its reference, both told from one base year.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Reference">Its value in the reference, where its path has it in that year.</param>
/// <param name="Scenario">Its value in the scenario, likewise.</param>
/// <param name="With">What moves with it: the parameter itself, and those that follow it in both.</param>
public sealed record ParameterDifference(Parameter Parameter, double Reference, double Scenario, IReadOnlyList<Parameter> With);

/// <summary>
/// Two scenarios as points of one space: of two vintages, the one with the earlier base year is told from the later, so that
/// what it expected for that year stands beside what is known of it, and moving the year alone explains nothing.
/// </summary>
internal sealed class ScenarioPair
{
    /// <summary>A path that was told from another year returns to within such a part of itself; less is no difference.</summary>
    private const double Rounding = 1e-12;

    private readonly double _rounding;
    private readonly double[] _scenario;
    private readonly double[] _reference;

    /// <summary>A pair.</summary>
    /// <param name="scenario">The scenario that is explained.</param>
    /// <param name="reference">The one that it differs from.</param>
    /// <param name="areOfTwoVintages">Whether their baselines may differ; followers then move with what they follow.</param>
    public ScenarioPair(ResolvedScenario scenario, ResolvedScenario reference, bool areOfTwoVintages)
    {
        Later = scenario.BaseYear >= reference.BaseYear ? scenario : reference;
        _rounding = scenario.BaseYear == reference.BaseYear ? 0 : Rounding;
        (_scenario, _reference) = (Told(scenario), Told(reference));

        SwitchesDiffer = Effective(scenario.Switches) != Effective(reference.Switches);
        var differing = ParameterCatalogue.All.Except(LayerParameters.Switches).OrderBy(p => p.Index)
            .Where(p => !IsSwitched(p) && (scenario.HasEffect(p) || reference.HasEffect(p)) && Differs(p)).ToList();
        Parameter LeaderOf(Parameter parameter)
            => areOfTwoVintages && scenario.Find(parameter)?.Follows is { } leader
                && reference.Find(parameter)?.Follows == leader && differing.Contains(leader) ? leader : parameter;
        Differences =
        [
            .. differing.GroupBy(LeaderOf).OrderBy(g => g.Key.Index).Select(g => new ParameterDifference(
                g.Key, _reference[g.Key.Index], _scenario[g.Key.Index], [.. g])),
        ];
    }

    /// <summary>The one of the later base year, which both are told from.</summary>
    public ResolvedScenario Later { get; }

    /// <summary>Whether the layer has another part in the one than in the other.</summary>
    public bool SwitchesDiffer { get; }

    /// <summary>Whether a parameter is decided by the switches, which move together where they differ.</summary>
    public bool IsSwitched(Parameter parameter) => SwitchesDiffer && ResolvedScenario.SwitchedTogether.Contains(parameter);

    /// <summary>What differs, in the catalogue's order.</summary>
    public IReadOnlyList<ParameterDifference> Differences { get; }

    /// <summary>The value of a parameter in the reference.</summary>
    public double Reference(Parameter parameter) => _reference[parameter.Index];

    /// <summary>The value of a parameter in the scenario.</summary>
    public double Scenario(Parameter parameter) => _scenario[parameter.Index];

    private double[] Told(ResolvedScenario scenario)
    {
        if (scenario.BaseYear == Later.BaseYear)
            return [.. ParameterCatalogue.All.Select(p => scenario[p])];
        var told = ToldParameters.From(scenario, Later.BaseYear);
        if (scenario[Parameters.AnchorYear] <= Later.BaseYear)
            ToldParameters.AnchorIn(told, Later.BaseYear, scenario, Later[Parameters.AnchorYear]);

        // Of two base years only the plain model can be a pair: the layer's parameters stand after its own, and have no value.
        return [.. told, .. LayerParameters.All.Select(_ => double.NaN)];
    }

    /// <summary>Rationing has no effect where nothing is clipped.</summary>
    private static LayerSwitches Effective(LayerSwitches switches)
        => switches.Limits == LimitMode.Clip ? switches : switches with { Ration = Ration.Proportional };

    private bool Differs(Parameter parameter)
    {
        var (one, other) = (Scenario(parameter), Reference(parameter));
        if (double.IsNaN(one) || double.IsNaN(other))
            return !one.Equals(other);
        return Math.Abs(one - other) > _rounding * Math.Max(Math.Abs(one), Math.Abs(other));
    }
}
