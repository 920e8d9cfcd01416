using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Benchmarks;

/// <summary>Time should be linear in the number of draws, and memory allocated should not depend on it.</summary>
[MemoryDiagnoser]
[SimpleJob(RunStrategy.Monitoring, launchCount: 1, warmupCount: 1, iterationCount: 5)]
public class DrawsBenchmarks
{
    private ProjectionSpecification _specification = Workload.Specification();

    [Params(1_000, 10_000, 100_000, 1_000_000)]
    public int Draws { get; set; }

    [GlobalSetup]
    public void Prepare() => _specification = Workload.Specification(Draws);

    [Benchmark]
    public Projection Engine() => ProjectionEngine.Run(_specification);
}
