using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;

namespace ForecastFunctions.Application.Forecasts;

/// <summary>A question about series in which nothing is wrong, and which has not been computed yet.</summary>
/// <param name="Description">What the table of the answer is.</param>
/// <param name="PinnedQuery">
/// The query that asks for just this answer, whatever baseline becomes current; <see langword="null"/> where none can.
/// </param>
/// <param name="ComputeAsync">Computes the answer for a caller, or tells of each series that can't be forecast so.</param>
public sealed record SeriesQuestion(
    TableDescription Description, IReadOnlyList<KeyValuePair<string, string?>>? PinnedQuery,
    Func<Caller, CancellationToken, Task<Outcome<SeriesAnswer>>> ComputeAsync);

/// <summary>The answer to a question about series.</summary>
/// <param name="Rows">The rows of its table.</param>
/// <param name="Facts">What is said beside them.</param>
public sealed record SeriesAnswer(IReadOnlyList<object> Rows, RunFacts Facts);
