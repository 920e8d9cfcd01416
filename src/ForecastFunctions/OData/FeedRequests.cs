using System.Security.Cryptography;
using System.Text;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.OData;

/// <summary>What a query or a function's arguments ask for, in the terms of the use cases.</summary>
internal static class FeedRequests
{
    /// <summary>The most runs that a filter may name.</summary>
    public const int MaxRuns = 20;

    /// <summary>The most entities that a query reads, whatever it leaves out of them.</summary>
    public const int MaxEntities = 200_000;

    /// <summary>The arguments of the function; <c>set</c> is one text for all of its settings: <c>ratio.limit=4;…</c>.</summary>
    public static Arguments ArgumentsOf(IReadOnlyList<(string Name, string Value)> members)
    {
        var arguments = new Arguments();
        foreach (var (name, value) in members.Where(m => m.Name is not "set"))
            arguments.Add(name, new Argument(new Place("query", name), value));
        var place = new Place("query", "set");
        foreach (var setting in members.Where(m => m.Name is "set").SelectMany(m => m.Value.Split(';', StringSplitOptions.TrimEntries)))
        {
            if (setting.Length == 0)
                continue;
            if (setting.Split('=', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } name, var value])
            {
                arguments.Add(ScenarioMembers.Set + name, new Argument(place, value));
            }
            else
            {
                arguments.AddFault(Fault.At(place, FaultCode.Malformed,
                    $"set is a text such as ratio.limit=4;spend.growth.limit=0.1; '{setting}' has no value."));
            }
        }

        return arguments;
    }

    /// <summary>The lengths of the runs' periods: years, and quarters where the filter names one.</summary>
    public static IReadOnlyList<Step> StepsOf(FeedQuery query) => query.Named.Quarters ? [Step.Year, Step.Quarter] : [Step.Year];

    /// <summary>The last year of the runs: years after 2030 are there as far as the filter names them.</summary>
    public static Period LastYearOf(FeedQuery query)
    {
        const int Default = ProjectionRequest.DefaultLastYear;
        var last = query.Named.LaterYears ? query.Constraints.MostOf("Year") ?? ProjectionRequest.LastYear : Default;
        return Period.OfYear(Math.Clamp(last, Default, ProjectionRequest.LastYear));
    }

    /// <summary>What of runs can pass the filter: every statistic of the variables that it names.</summary>
    public static RunView ViewOf(FeedQuery query, IRunSpecification run) => RunView.Whole with
    {
        Variables = query.Constraints.TextsOf("Variable") is { } names
            ? [.. RunVariables.Catalogue.Where(v => names.Contains(v.Name, StringComparer.Ordinal))]
            : RunVariables.Catalogue,
        Statistics = run.Statistics,
    };

    /// <summary>Names a state of the data in a few characters.</summary>
    public static string DigestOf(string state) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)).AsSpan(0, 8));

    /// <summary>The runs that a filter names, as far as they are ids.</summary>
    /// <exception cref="ProblemException">400: they are too many.</exception>
    public static IEnumerable<RunId> RunIdsOf(IReadOnlyCollection<string> names)
    {
        if (names.Count > MaxRuns)
            throw ODataProblems.TooMuch("$filter", $"A query reads from at most {MaxRuns} runs.");
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            if (RunId.TryParse(name, out var id))
                yield return id;
        }
    }

    /// <summary>Refuses a query that reads too much, before it reads more.</summary>
    /// <exception cref="ProblemException">400: it does.</exception>
    public static void CheckCount(long entities)
    {
        if (entities > MaxEntities)
        {
            throw ODataProblems.TooMuch("$filter",
                $"The query reads {entities} entities or more, and at most {MaxEntities}: name fewer runs or baselines, or some of the variables.");
        }
    }

    /// <summary>The rows of runs one after the other, which are read as long as these are not too many.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="rows">What of a run can pass the filter.</param>
    /// <exception cref="ProblemException">400: they are too many.</exception>
    public static async Task<(IReadOnlyList<TRun> Runs, IReadOnlyCollection<object> Entities)> ReadAsync<TRun>(
        IAsyncEnumerable<TRun> runs, Func<TRun, IReadOnlyCollection<object>> rows)
    {
        var (read, parts, count) = (new List<TRun>(), new List<IReadOnlyCollection<object>>(), 0L);
        await foreach (var run in runs)
        {
            read.Add(run);
            parts.Add(rows(run));
            CheckCount(count += parts[^1].Count);
        }

        return (read, new RowSequence<object>((int)count, parts.SelectMany(part => part)));
    }
}
