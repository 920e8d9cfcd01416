using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Core.Projections;

/// <summary>
/// All that decides the numbers of a run, whatever kind of run it is. Its canonical form is what <see cref="RunId"/>
/// hashes and what is stored with the run; it names the kind, so two kinds never share an id.
/// </summary>
public interface IRunSpecification
{
    /// <summary>The specification as JSON, always the same text for the same run.</summary>
    string CanonicalForm { get; }

    /// <summary>The run's name.</summary>
    RunId RunId { get; }

    /// <summary>The baseline that the scenarios were resolved on.</summary>
    string BaselineVersion { get; }

    /// <summary>The baseline of the reference, where that was asked for by itself; <see langword="null"/> of a run on one baseline.</summary>
    string? ReferenceBaselineVersion => null;

    /// <summary>The scenarios that the run is of.</summary>
    IReadOnlyList<ResolvedScenario> Scenarios { get; }

    /// <summary>
    /// The version of the model that the run is of: the current one, unless the specification was read back from a run that
    /// was stored by another.
    /// </summary>
    string ModelVersion { get; }

    /// <summary>The names of the statistics that the run gives; empty where it gives something else.</summary>
    IReadOnlyList<string> Statistics => [];

    /// <summary>The names of the statistics that its table can show: those of the run, and what was observed where that is known.</summary>
    IReadOnlyList<string> ShownStatistics => Statistics;

    /// <summary>The variables that its table can show: those that runs of all its scenarios have.</summary>
    IReadOnlyList<Variable> ShownVariables => RunVariables.OfAll(Scenarios);

    /// <summary>What the run costs its caller's quota: the numbers it is made of, draws × periods × variables.</summary>
    long Numbers { get; }

    /// <summary>The labels of the scenarios, for people.</summary>
    string Label => string.Join(", ", Scenarios.Select(s => s.Label));

    /// <summary>How often the model is evaluated for the run; without draws it is once.</summary>
    long DrawsEvaluated => 1;

    /// <summary>
    /// Who alone may read the run: the partner whose own scenario is in it; <see langword="null"/> where everyone may.
    /// </summary>
    string? Owner => Scenarios.Select(s => s.Owner).FirstOrDefault(owner => owner is not null);

    /// <summary>The kind of run that a canonical form is of.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    static string KindOf(string canonicalForm) => Projections.CanonicalForm.KindOf(canonicalForm);
}

/// <summary>The specification of one kind of run.</summary>
/// <typeparam name="TSelf">The specification itself.</typeparam>
/// <typeparam name="TResult">The numbers of such a run.</typeparam>
public interface IRunSpecification<TSelf, TResult> : IRunSpecification
    where TSelf : IRunSpecification<TSelf, TResult>
    where TResult : IRunResult<TResult>
{
    /// <summary>The kind, by the name of its resource: <c>projections</c>.</summary>
    static abstract string Kind { get; }

    /// <summary>Reads a canonical form back.</summary>
    /// <param name="canonicalForm">What <see cref="IRunSpecification.CanonicalForm"/> gave.</param>
    /// <exception cref="ModelVersionGoneException">
    /// It is of a version of the model that is not live, and says what cannot be said today.
    /// </exception>
    /// <exception cref="FormatException">It is not a canonical form of this kind.</exception>
    static abstract TSelf Parse(string canonicalForm);

    /// <summary>
    /// The same specification with the baseline that it is of, for kinds that are computed from more of it than the form holds;
    /// the others are complete as they were read.
    /// </summary>
    /// <param name="baseline">The baseline of that version.</param>
    TSelf On(Baseline baseline) => (TSelf)this;

    /// <summary>Computes the run.</summary>
    /// <param name="threads">The most threads to use; the numbers do not depend on it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ModelVersionGoneException">The run is of a version of the model that is not live.</exception>
    TResult Compute(int threads, CancellationToken cancellationToken = default);

    /// <summary>
    /// Whether stored numbers have the columns that the run would have today, for the same periods, statistics and causes; numbers
    /// without columns always do.
    /// </summary>
    /// <param name="result">Numbers that were read back.</param>
    bool Fits(TResult result) => true;
}

/// <summary>The numbers of a run.</summary>
/// <typeparam name="TSelf">The numbers themselves.</typeparam>
public interface IRunResult<TSelf>
    where TSelf : IRunResult<TSelf>
{
    /// <summary>About how much memory the numbers take.</summary>
    long ByteCount { get; }

    /// <summary>The numbers as bytes: bit by bit, little-endian, the same on every machine.</summary>
    byte[] ToBytes();

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are something else, or have other columns than there are today.</exception>
    static abstract TSelf FromBytes(ReadOnlyMemory<byte> bytes);
}
