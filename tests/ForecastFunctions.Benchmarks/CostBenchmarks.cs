using BenchmarkDotNet.Attributes;

namespace ForecastFunctions.Benchmarks;

/// <summary>Where the engine's time goes: drawing parameters, moving the paths, and turning draws into statistics.</summary>
[MemoryDiagnoser]
public class CostBenchmarks : IDisposable
{
    private readonly CostSplit _split = new(Workload.Specification());

    [GlobalCleanup]
    public void Dispose()
    {
        _split.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public void Sampling() => _split.Sample();

    [Benchmark]
    public void Evaluation() => _split.Evaluate();

    [Benchmark]
    public void Statistics() => _split.Summarise();
}
