using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Benchmarks;

/// <summary>The parts of a run, each by itself.</summary>
internal sealed class CostSplit : IDisposable
{
    private const int DrawsPerBlock = 512;

    private readonly ProjectionSpecification _specification;
    private readonly ParameterColumns _block;
    private readonly ParameterColumns _parameters;
    private readonly ModelPaths _paths;

    public CostSplit(ProjectionSpecification specification)
    {
        _specification = specification;
        _block = new ParameterColumns(specification.Scenario, DrawsPerBlock);
        _parameters = Workload.Parameters(specification);
        _paths = new ModelPaths(specification.Draws!.Draws, specification.Scenario.BaseYear, []);
        Evaluate();
    }

    public void Dispose()
    {
        _block.Dispose();
        _parameters.Dispose();
        _paths.Dispose();
    }

    public void Sample()
    {
        var sampler = new DrawSampler(_specification.Scenario, _specification.Draws!);
        var scores = sampler.ScoreColumns(DrawsPerBlock);
        for (var first = 0; first < _specification.Draws!.Draws; first += DrawsPerBlock)
            sampler.Fill(_block, scores, first);
    }

    public void Evaluate()
    {
        _paths.Load(_parameters, 0);
        foreach (var period in _specification.Range)
            _paths.Advance(period, 0, _paths.Groups, isShown: true);
    }

    public void Summarise()
    {
        using var statistics = new PathStatistics(_specification.Range, _specification.Draws!, Variables.All);
        for (var period = 0; period < _specification.Range.Count; period++)
        {
            foreach (var variable in Variables.All)
                statistics.Add(period, variable, _paths.Variables[variable]);
        }
    }
}
