using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace ForecastFunctions.Runs;

/// <summary>What a kind of run needs: its stored questions are read, and its questions can be operations.</summary>
internal static class RunServices
{
    /// <summary>Adds a kind.</summary>
    public static IServiceCollection AddRuns<TRequest, TSpecification, TResult>(
        this IServiceCollection services, RunKind<TRequest, TSpecification, TResult> kind)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
        => services.AddSingleton(RunReader.Of<TSpecification, TResult>())
            .AddSingleton<IJobKind>(provider => new RunJob<TRequest, TSpecification, TResult>(
                kind, provider.GetRequiredService<RunLibrary>(), provider.GetRequiredService<ComputeGate>()));
}
