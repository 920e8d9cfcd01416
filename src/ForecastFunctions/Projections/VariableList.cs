using ForecastFunctions.Baselines;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Http;

namespace ForecastFunctions.Projections;

/// <summary>The variables that a view of a run shows.</summary>
public static class VariableList
{
    /// <summary>Reads <c>variables</c>; what is wrong is recorded in the reader.</summary>
    public static IReadOnlyList<Variable> Read(RequestReader reader)
    {
        if (reader.Read("variables", m => m.AsList(), "a list of variables; a name may end in * for all that begin so") is not { } names)
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
                reader.AddFault("variables", FaultCode.NotFound,
                    $"There is no variable '{name}'.{Suggestion.DidYouMean(name, Variables.All.Select(v => v.Name))}"
                    + " GET /api/v1/variables lists them.");
            }
        }

        return [.. wanted.OrderBy(v => v.Index)];
    }

    /// <summary>What each of the variables is in a run on a baseline.</summary>
    public static IReadOnlyList<VariableMetadata> Describe(IReadOnlyList<Variable> variables, string baselineVersion, DateOnly baselineAsOf) =>
    [
        .. variables.Select(v => new VariableMetadata(
            v.Name, v.Definition, v.Unit, $"ForecastFunctions, model {ModelVersion.Current}, on baseline {baselineVersion}: {v.Formula}",
            DataLicences.OfResults, baselineAsOf)),
    ];

    /// <summary>The list as a parameter of a query; nothing where it is the default, all.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> ToQuery(IReadOnlyList<Variable> variables)
        => variables.Count < Variables.All.Count ? [new("variables", string.Join(',', variables))] : [];
}
