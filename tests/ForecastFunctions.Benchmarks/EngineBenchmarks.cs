using BenchmarkDotNet.Attributes;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.ReferenceModel;

namespace ForecastFunctions.Benchmarks;

/// <summary>The engine against the scalar model on the same draws; the engine also draws them, and gives standard errors.</summary>
[MemoryDiagnoser]
public class EngineBenchmarks
{
    private readonly ProjectionSpecification _specification = Workload.Specification();
    private readonly ScalarModel _scalar = Workload.Scalar(Workload.Specification());

    [Benchmark(Baseline = true)]
    public double[] Scalar() => _scalar.Run(Workload.LastYear, isAnnual: false, Workload.Percents);

    [Benchmark]
    [Arguments(1)]
    [Arguments(2)]
    public Projection Engine(int threads) => ProjectionEngine.Run(_specification, threads);
}
