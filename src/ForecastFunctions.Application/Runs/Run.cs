using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Application.Runs;

/// <summary>A question that was found right: all that decides the numbers of its run, and the baseline it is asked of.</summary>
/// <typeparam name="TSpecification">The kind of run.</typeparam>
/// <param name="Specification">What is asked.</param>
/// <param name="Baseline">The baseline of the scenarios.</param>
public sealed record Prepared<TSpecification>(TSpecification Specification, Baseline Baseline)
    where TSpecification : IRunSpecification
{
    /// <summary>The baseline of the reference, where it is another one.</summary>
    public Baseline? ReferenceBaseline { get; init; }

    /// <summary>Whether the run is to be stored.</summary>
    public bool IsKept { get; init; } = true;
}

/// <summary>A run with its numbers.</summary>
/// <typeparam name="TSpecification">The kind of run.</typeparam>
/// <typeparam name="TResult">Its numbers.</typeparam>
/// <param name="Specification">What was asked.</param>
/// <param name="Baseline">The baseline of the scenarios.</param>
/// <param name="Result">The numbers.</param>
/// <param name="Source">Where they come from.</param>
public sealed record Run<TSpecification, TResult>(TSpecification Specification, Baseline Baseline, TResult Result, RunSource Source)
    where TSpecification : IRunSpecification<TSpecification, TResult>
    where TResult : IRunResult<TResult>
{
    /// <summary>A question with its numbers.</summary>
    /// <param name="asked">The question.</param>
    /// <param name="result">The numbers.</param>
    /// <param name="source">Where they come from.</param>
    public Run(Prepared<TSpecification> asked, TResult result, RunSource source)
        : this(asked.Specification, asked.Baseline, result, source)
        => ReferenceBaseline = asked.ReferenceBaseline;

    /// <summary>Whether the numbers can be read again by their id, for good.</summary>
    public bool IsStored => Source is RunSource.Store or RunSource.Computed;

    /// <summary>What was asked, and of which baseline.</summary>
    public Prepared<TSpecification> Asked => new(Specification, Baseline) { ReferenceBaseline = ReferenceBaseline };

    /// <summary>The baseline of the reference, where it is another one.</summary>
    public Baseline? ReferenceBaseline { get; init; }
}

/// <summary>Where the numbers of a run come from.</summary>
public enum RunSource
{
    /// <summary>They were computed before, and stored.</summary>
    Store,

    /// <summary>They were computed for this request, and stored.</summary>
    Computed,

    /// <summary>They were computed for this request, and could not be stored: nobody can read them again by their id yet.</summary>
    NotStored,

    /// <summary>They were computed, and nobody asked for them to be stored.</summary>
    NotKept,
}

/// <summary>Reads the stored questions of a kind of run back. Each kind registers its own.</summary>
/// <param name="Kind">The kind, by the name of its resource.</param>
/// <param name="Parse">Reads a canonical form.</param>
public sealed record RunReader(string Kind, Func<string, IRunSpecification> Parse)
{
    /// <summary>The reader of a kind.</summary>
    public static RunReader Of<TSpecification, TResult>()
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
        => new(TSpecification.Kind, form => TSpecification.Parse(form));
}
