using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Http;
using ForecastFunctions.Projections;

namespace ForecastFunctions.OData;

/// <summary>Brings what a query or a function's arguments ask for into the requests that the other resources read.</summary>
internal static class FeedRequests
{
    /// <summary>The most runs that a filter may name.</summary>
    public const int MaxRuns = 20;

    private const string SettingPrefix = "set.";

    /// <summary>A request of these members; <c>set</c> is one text for all of its settings: <c>ratio.limit=4;…</c>.</summary>
    public static RequestReader ReaderOf(IReadOnlyList<(string Name, string Value)> members)
    {
        var reader = RequestReader.Of(members.Where(m => m.Name is not "set").Select(m => (m.Name, new RequestMember(m.Name, m.Value))));
        foreach (var setting in members.Where(m => m.Name is "set").SelectMany(m => m.Value.Split(';', StringSplitOptions.TrimEntries)))
        {
            if (setting.Length == 0)
                continue;
            if (setting.Split('=', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } name, var value])
            {
                reader.Add(SettingPrefix + name, new RequestMember("set", value));
            }
            else
            {
                reader.AddFault(new Fault("query", "set", FaultCode.Malformed,
                    $"set is a text such as ratio.limit=4;spend.growth.limit=0.1; '{setting}' has no value."));
            }
        }

        return reader;
    }

    /// <summary>The last year of the runs: years after 2030 are there as far as the filter names them.</summary>
    public static string LastYearOf(FeedQuery query)
    {
        const int Default = ProjectionRequestValidator.DefaultLastYear;
        var last = query.LaterYears ? query.Constraints.MostOf("Year") ?? ProjectionRequestValidator.LastYear : Default;
        return Math.Clamp(last, Default, ProjectionRequestValidator.LastYear).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The variables that can pass the filter.</summary>
    public static IReadOnlyList<Variable> VariablesOf(FeedQuery query)
        => query.Constraints.TextsOf("Variable") is { } names
            ? [.. Variables.All.Where(v => names.Contains(v.Name, StringComparer.Ordinal))]
            : Variables.All;

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
}
