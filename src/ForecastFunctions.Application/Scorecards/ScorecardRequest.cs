using System.Globalization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scorecards;

namespace ForecastFunctions.Application.Scorecards;

/// <summary>What of a scorecard is wanted; what is <see langword="null"/> is wanted whole.</summary>
/// <param name="Scenarios">Scenarios, the caller's own among them, and rivals.</param>
/// <param name="Variables">Variables.</param>
/// <param name="Horizons">Quarters ahead.</param>
/// <param name="Vintages">The article's version, and days.</param>
/// <param name="Basis">What vintages were made of.</param>
public sealed record ScorecardRequest(
    IReadOnlyList<string>? Scenarios, IReadOnlyList<Variable>? Variables, IReadOnlyList<int>? Horizons,
    IReadOnlyList<string>? Vintages, VintageBasis? Basis)
{
    /// <summary>All of it.</summary>
    public static ScorecardRequest Whole { get; } = new(null, null, null, null, null);

    /// <summary>What decides the rows, as parameters of a query; absent parts have their defaults.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Query =>
    [
        .. Part(ScorecardMembers.Scenarios, Scenarios), .. Part(RunViewMembers.Variables, Variables?.Select(v => v.Name)),
        .. Part(ScorecardMembers.Horizons, Horizons?.Select(h => h.ToString(CultureInfo.InvariantCulture))),
        .. Part(ScorecardMembers.Vintages, Vintages), .. Part(ScorecardMembers.Basis, Basis is { } basis ? [Words.Of(basis)] : null),
    ];

    /// <summary>Reads the members that an operation has.</summary>
    public static ScorecardRequest Read(Arguments arguments, IReadOnlyList<Member> members) => new(
        ReadList(arguments, members, ScorecardMembers.Scenarios),
        members.Contains(RunViewMembers.Variables) && arguments.Has(RunViewMembers.Variables)
            ? VariableList.Read(arguments, RunViewMembers.Variables).All : null,
        ReadList(arguments, members, ScorecardMembers.Horizons)?.Select(h => ReadHorizon(arguments, h)).ToList(),
        ReadList(arguments, members, ScorecardMembers.Vintages),
        members.Contains(ScorecardMembers.Basis) && arguments.Read(ScorecardMembers.Basis) is { } word
            && Words.All<VintageBasis>().TryGetValue(word, out var basis) ? basis : null);

    /// <summary>Whether something of a vintage is wanted.</summary>
    public bool Takes(PastVintage vintage)
        => (Vintages?.Contains(vintage.Name, StringComparer.Ordinal) ?? true) && (Basis is null || vintage.Basis == Basis);

    /// <summary>Whether something of a forecaster is wanted.</summary>
    public bool Takes(string forecaster, Variable variable)
        => (Scenarios?.Contains(forecaster, StringComparer.Ordinal) ?? true) && (Variables?.Contains(variable) ?? true);

    /// <summary>Whether a score is wanted.</summary>
    public bool Takes(Score score)
        => Takes(score.Vintage) && Takes(score.Forecaster, score.Variable) && (Horizons?.Contains(score.Horizon) ?? true);

    /// <summary>Whether a claim is wanted.</summary>
    public bool Takes(Claim claim) => Takes(claim.Vintage) && Takes(claim.Scenario, claim.Variable);

    /// <summary>Tells of vintages that a scorecard does not have.</summary>
    public IEnumerable<Fault> FaultsOn(Scorecard card)
    {
        IReadOnlyList<string> names = [.. card.Vintages.Select(v => v.Name).Distinct(StringComparer.Ordinal)];
        return (Vintages ?? []).Where(v => !names.Contains(v, StringComparer.Ordinal)).Select(unknown => new Fault(
            ScorecardMembers.Vintages.Name, FaultCode.NotFound,
            $"The scorecard has no vintage '{unknown}'; it has {string.Join(", ", names)}.")
        {
            Allowed = names,
        });
    }

    private static IReadOnlyList<string>? ReadList(Arguments arguments, IReadOnlyList<Member> members, Member<IReadOnlyList<string>> member)
    {
        if (!members.Contains(member) || arguments.Read(member) is not { } items)
            return null;
        if (items.Count == 0 || items.Any(i => i.Length == 0))
            arguments.AddFault(new Fault(member.Name, FaultCode.Malformed, $"{member.Name} is {member.Wanted}, without empty items."));
        return items;
    }

    private static int ReadHorizon(Arguments arguments, string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var horizon) && horizon >= 1)
            return horizon;
        arguments.AddFault(new Fault(
            ScorecardMembers.Horizons.Name, FaultCode.Malformed, $"A horizon is a whole number of quarters from 1, not '{text}'."));
        return 0;
    }

    private static KeyValuePair<string, string?>[] Part(Member member, IEnumerable<string>? values)
        => values is null ? [] : [new(member.Name, string.Join(',', values))];
}

/// <summary>The members by which requests state what of a scorecard they want.</summary>
public static class ScorecardMembers
{
    /// <summary>Scenarios and rivals.</summary>
    public static readonly Member<IReadOnlyList<string>> Scenarios = new(
        "scenarios", MemberType.List, $"Presets, your own, and the rivals {string.Join(", ", Rivals.Names)}",
        "a list of names of scenarios and rivals", a => a.AsList())
    {
        Absent = "the presets and the rivals",
        Example = "article-base,drift",
    };

    /// <summary>Horizons.</summary>
    public static readonly Member<IReadOnlyList<string>> Horizons = new(
        "horizons", MemberType.List, "Quarters ahead of the last one that was known", "a list of whole numbers from 1", a => a.AsList())
    {
        Absent = "all",
        Example = "1,2",
    };

    /// <summary>Vintages.</summary>
    public static readonly Member<IReadOnlyList<string>> Vintages = new(
        "vintages", MemberType.List, "Vintages: the article's version, and days", "a list such as 2024-12,2025-06-15", a => a.AsList())
    {
        Absent = "all",
        Example = "2025-06-15",
    };

    /// <summary>The basis.</summary>
    public static readonly Member<string> Basis = new(
        "basis", MemberType.Text, "What vintages were made of: what was known, with hindsight, or backfilled with later estimates",
        string.Join(" or ", Words.All<VintageBasis>().Keys),
        a => a.AsText() is { } text && Words.All<VintageBasis>().ContainsKey(text) ? text : null)
    {
        Absent = "all, each apart",
        Choices = [.. Words.All<VintageBasis>().Keys],
        Example = "known",
    };

    /// <summary>Those of scores.</summary>
    public static IReadOnlyList<Member> OfScores { get; } = [Scenarios, RunViewMembers.Variables, Horizons, Vintages, Basis];

    /// <summary>Those of claims.</summary>
    public static IReadOnlyList<Member> OfClaims { get; } = [Scenarios, RunViewMembers.Variables, Vintages];
}
