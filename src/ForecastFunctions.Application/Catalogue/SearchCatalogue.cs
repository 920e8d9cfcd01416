using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Application.Catalogue;

/// <summary>Something that can be named in a request.</summary>
/// <param name="Kind"><c>scenario</c>, <c>variable</c>, <c>parameter</c> or <c>series</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit; <see langword="null"/> for a scenario.</param>
/// <param name="Meaning">What it is.</param>
public sealed record FoundName(string Kind, string Name, string? Unit, string Meaning);

/// <summary>What is looked for.</summary>
/// <param name="Words">Words of names or meanings.</param>
/// <param name="Kinds">The kinds of things.</param>
/// <param name="Baseline">Whose series are searched.</param>
public sealed record SearchRequest(IReadOnlyList<string> Words, IReadOnlyList<string> Kinds, BaselineSelector Baseline)
{
    /// <summary>Reads the members.</summary>
    public static SearchRequest Read(Arguments arguments)
    {
        var kinds = arguments.ReadNames(SearchMembers.Kinds) ?? SearchMembers.AllKinds;
        foreach (var unknown in kinds.Except(SearchMembers.AllKinds, StringComparer.Ordinal))
        {
            arguments.AddFault(new Fault(SearchMembers.Kinds.Name, FaultCode.NotFound, $"'{unknown}' is none of {SearchMembers.Kinds.Wanted}.")
            {
                Allowed = SearchMembers.AllKinds,
            });
        }

        return new(arguments.Read(SearchMembers.Text) ?? [], kinds, BaselineSelector.Read(arguments));
    }
}

/// <summary>The members of searches.</summary>
public static class SearchMembers
{
    /// <summary>The longest text to search for.</summary>
    public const int MaxLength = 200;

    /// <summary>Every kind of thing, in the order in which they are found.</summary>
    public static IReadOnlyList<string> AllKinds { get; } = ["scenario", "variable", "parameter", "series"];

    /// <summary>The words.</summary>
    public static readonly Member<IReadOnlyList<string>> Text = new(
        "text", MemberType.Text, "Words of the name or the meaning of what is looked for",
        $"one or more words, with blanks between them, of at most {MaxLength} characters",
        a => a.AsText() is { Length: <= MaxLength } text && WordsOf(text) is { Length: > 0 } words ? words : null)
    {
        Missing = "text is wanted: words of the name or the meaning of what is looked for.",
        Example = "NVIDIA revenue",
    };

    /// <summary>The kinds.</summary>
    public static readonly Member<IReadOnlyList<string>> Kinds = new(
        "kinds", MemberType.List, "What is looked for", $"a list of {string.Join(", ", AllKinds)}", a => a.AsList() is { Count: > 0 } kinds ? kinds : null)
    {
        Default = "all",
        Example = "variable",
    };

    private static string[] WordsOf(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>Finds what can be named in requests by words of its name or meaning.</summary>
/// <param name="baselines">Give the series.</param>
/// <param name="store">Keeps the caller's own scenarios.</param>
public sealed class SearchCatalogue(BaselineLibrary baselines, IScenarioStore store)
{
    /// <summary>
    /// Everything that has all the words; where nothing has, what has most of them. What has a word in its name comes first.
    /// </summary>
    /// <returns>What was found, and the baseline whose series were searched.</returns>
    public async Task<(IReadOnlyList<FoundName> Found, Baseline Baseline)> FindAsync(
        SearchRequest request, Caller caller, Faults faults, CancellationToken cancellationToken)
    {
        var baseline = await baselines.FindAsync(request.Baseline, faults, cancellationToken);
        var own = await store.ReadAsync(caller.Name, cancellationToken);
        var candidates = Everything(baseline, own).Where(c => request.Kinds.Contains(c.Kind, StringComparer.Ordinal))
            .Select(c => (Thing: c, InAll: Count(request.Words, $"{c.Name} {c.Unit} {c.Meaning}"), InName: Count(request.Words, c.Name)))
            .Where(c => c.InAll > 0).ToList();
        var most = candidates.Select(c => c.InAll).DefaultIfEmpty().Max();
        return ([.. candidates.Where(c => c.InAll == most).OrderByDescending(c => c.InName).Select(c => c.Thing)], baseline);
    }

    private static IEnumerable<FoundName> Everything(Baseline baseline, PartnerScenarios own) =>
    [
        .. Presets.Catalogue.Select(s => new FoundName("scenario", s.Name, null, $"{s.Title}. {s.Reading}")),
        .. own.All.Select(s => new FoundName("scenario", s.Scenario.Name, null, $"{s.Scenario.Title ?? s.Scenario.Name}. {s.Scenario.Description}")),
        .. RunVariables.Catalogue.Select(v => new FoundName("variable", v.Name, v.Unit, v.Definition)),
        .. ParameterCatalogue.All.Select(p => new FoundName("parameter", p.Id, p.Unit, p.Meaning)),
        .. baseline.SeriesIds.Select(id => (Id: id, Series: baseline.Series(id))).Select(s => new FoundName(
            "series", s.Id, s.Series[^1].Unit,
            $"{s.Series.Count} figures from {s.Series[0].PeriodEnd:yyyy-MM-dd} to {s.Series[^1].PeriodEnd:yyyy-MM-dd}, {Words.Of(s.Series[^1].Frequency)}")),
    ];

    private static int Count(IReadOnlyList<string> words, string text) => words.Count(w => text.Contains(w, StringComparison.OrdinalIgnoreCase));
}
