using ForecastFunctions.Baselines;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Http;

namespace ForecastFunctions.Projections;

/// <summary>The variables that a view of a run shows.</summary>
public static class VariableList
{
    /// <summary>Reads <c>variables</c>, or a member of another name; what is wrong is recorded in the reader.</summary>
    public static IReadOnlyList<Variable> Read(RequestReader reader, string member = "variables")
    {
        if (reader.Read(member, m => m.AsList(), "a list of variables; a name may end in * for all that begin so") is not { } names)
            return Variables.All;

        var wanted = new HashSet<Variable>();
        foreach (var name in names)
        {
            var matches = name.EndsWith('*')
                ? Variables.All.Where(v => v.Name.StartsWith(name[..^1], StringComparison.Ordinal)).ToList()
                : Variables.Find(name) is { } variable ? [variable] : [];
            wanted.UnionWith(matches);
            if (matches.Count == 0)
            {
                reader.AddFault(member, FaultCode.NotFound,
                    $"There is no variable '{name}'.{Suggestion.DidYouMean(name, Variables.All.Select(v => v.Name))}"
                    + " GET /api/v1/variables lists them.");
            }
        }

        return [.. wanted.OrderBy(v => v.Index)];
    }

    /// <summary>What each of the variables is in a run on a baseline.</summary>
    public static IReadOnlyList<VariableMetadata> Describe(
        IReadOnlyList<Variable> variables, string baselineVersion, DateOnly baselineAsOf) =>
    [
        .. variables.Select(v => new VariableMetadata(
            v.Name, v.Definition, v.Unit, $"ForecastFunctions, model {ModelVersion.Current}, on baseline {baselineVersion}: {v.Formula}",
            DataLicences.OfResults, baselineAsOf)),
    ];

    /// <summary>What a view shows as parameters of a query; nothing where it is the default.</summary>
    /// <param name="variables">The variables; all are the default.</param>
    /// <param name="statistics">The statistics; <see langword="null"/> is the default.</param>
    public static IEnumerable<KeyValuePair<string, string?>> ToQuery(
        IReadOnlyList<Variable> variables, IReadOnlyList<string>? statistics = null) =>
    [
        .. variables.Count < Variables.All.Count
            ? new KeyValuePair<string, string?>[] { new("variables", string.Join(',', variables)) } : [],
        .. statistics is null ? [] : new KeyValuePair<string, string?>[] { new("statistics", string.Join(',', statistics)) },
    ];
}
