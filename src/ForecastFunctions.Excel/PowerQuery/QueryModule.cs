using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace ForecastFunctions.Excel.PowerQuery;

/// <summary>
/// The M module for one service: functions that list, run and compare, and a query for each table. It is written once, in
/// <c>ForecastFunctions.pq</c>; the service's address, its scenarios and the columns of its tables are filled in here.
/// </summary>
public sealed partial class QueryModule
{
    private const string WrittenAddress = "\"http://127.0.0.1:7071/api/v1\"";

    private static readonly string Written = ReadModule();

    private readonly Dictionary<string, QueryMember> _members;

    /// <summary>The module for a service.</summary>
    /// <param name="baseAddress">Where the service is: the address that every path is relative to.</param>
    /// <param name="presets">The names of the scenarios that come with it.</param>
    /// <param name="columns">The columns of each table, by the name that the module has for them.</param>
    /// <exception cref="ArgumentException">The address is not absolute.</exception>
    public QueryModule(Uri baseAddress, IEnumerable<string> presets, IReadOnlyDictionary<string, IReadOnlyList<SheetColumn>> columns)
    {
        if (!baseAddress.IsAbsoluteUri)
            throw new ArgumentException("The address of a service is absolute.", nameof(baseAddress));
        var text = Written.Replace(WrittenAddress, MText.Quote(baseAddress.AbsoluteUri.TrimEnd('/')), StringComparison.Ordinal);
        Members =
        [
            .. WrittenMember().Matches(text).Select(m => new QueryMember(
                m.Groups["name"].Value,
                string.Join(' ', m.Groups["summary"].Captures.Select(line => line.Value)),
                m.Groups["expression"].Value,
                m.Groups["shared"].Success)),
            new QueryMember(
                "Presets",
                "The scenarios that come with the service.",
                " " + MText.List([.. presets.Select(MText.Quote)]), IsShared: false),
            .. columns.Select(c => new QueryMember(
                c.Key,
                "Each column: its member in JSON, its heading, its type.",
                " " + MText.List([.. c.Value.Select(Literal)]),
                IsShared: false)),
        ];
        _members = Members.ToDictionary(m => m.Name, StringComparer.Ordinal);
    }

    /// <summary>The members, each before those that need it where it can be.</summary>
    public IReadOnlyList<QueryMember> Members { get; }

    /// <summary>The whole module as a section document, in which every member is a query of a workbook.</summary>
    /// <param name="name">The section's name.</param>
    public string ToSection(string name)
    {
        var text = new StringBuilder().Append("section ").Append(name).Append(";\n");
        foreach (var member in Members)
            text.Append("\n// ").Append(member.Summary).Append("\nshared ").Append(Binding(member, "")).Append(";\n");
        return text.ToString();
    }

    /// <summary>A member as a query of its own, with just the members that it needs.</summary>
    /// <param name="name">The member's name.</param>
    public string ToQuery(string name)
    {
        var member = _members[name];
        return Let(member.Summary, Needs([member]), name);
    }

    /// <summary>The functions of the module as a record.</summary>
    public string ToFunctions()
    {
        List<QueryMember> functions =
            [.. Members.Where(m => m.IsShared && m.Expression.Contains("Value.ReplaceType", StringComparison.Ordinal))];
        return Let(
            "The functions of the service, as a record: choose one to read what it takes.",
            Needs(functions),
            $"[\n{string.Join(",\n", functions.Select(f => $"        {f.Name} = {f.Name}"))}\n    ]");
    }

    private static string Let(string summary, IEnumerable<QueryMember> members, string result)
        => new StringBuilder("// ").Append(summary).Append('\n')
            .Append("// Data > Get Data > From Other Sources > Blank Query > Advanced Editor: replace what is there by this.\nlet\n")
            .AppendJoin(",\n", members.Select(m => $"    // {m.Summary}\n    {Binding(m, "    ")}"))
            .Append("\nin\n    ").Append(result).Append('\n').ToString();

    private static string Binding(QueryMember member, string indent)
        => $"{member.Name} ={member.Expression.Replace("\n", "\n" + indent, StringComparison.Ordinal)}";

    /// <summary>The members that some need, these included, in the module's order.</summary>
    private List<QueryMember> Needs(IEnumerable<QueryMember> some)
    {
        var needed = new HashSet<QueryMember>();
        var toVisit = new Stack<QueryMember>(some);
        while (toVisit.TryPop(out var member))
        {
            if (!needed.Add(member))
                continue;
            foreach (Match identifier in Identifier().Matches(member.Expression))
            {
                if (_members.TryGetValue(identifier.Value, out var other))
                    toVisit.Push(other);
            }
        }

        return [.. Members.Where(needed.Contains)];
    }

    private static string Literal(SheetColumn column)
        => $"{{{MText.Quote(column.Member)}, {MText.Quote(column.Name)}, {MText.TypeOf(column.Type)}}}";

    private static string ReadModule()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("ForecastFunctions.pq")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // Members stand at the beginning of a line, below their summary, and end with a semicolon at the end of one.
    [GeneratedRegex(@"^(// (?<summary>[^\n]+)\n)+(?<shared>shared )?(?<name>\w+) =(?<expression>[^;]*(;(?!\n)[^;]*)*);$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WrittenMember();

    // A word that is not a part of a longer name, and not a field: "Rows", but not "Table.Rows".
    [GeneratedRegex(@"(?<![\w.])\w+(?![\w.])", RegexOptions.None, 1000)]
    private static partial Regex Identifier();
}
