namespace ForecastFunctions.Application.Contract;

/// <summary>The members by which requests state in which form, and how much of it at once, they want a table.</summary>
public static class FormMembers
{
    /// <summary>The most rows that may be asked for at once.</summary>
    public const int MaxLimit = 100_000;

    private static readonly IReadOnlyList<string> Formats = ["json", "csv"];

    /// <summary>The format of a table.</summary>
    public static readonly Member<string> Format = FormatAmong(Formats);

    /// <summary>The format of a table that comes in the layout of the Integrated Assessment Modeling Consortium too.</summary>
    public static readonly Member<string> FormatWithIamc = FormatAmong([.. Formats, "iamc"]);

    /// <summary>The format of a long table that comes as lines of JSON too.</summary>
    public static readonly Member<string> FormatWithLines = FormatAmong([.. Formats, "ndjson"]);

    /// <summary>The decimal mark of CSV.</summary>
    public static readonly Member<string> DecimalMark = new(
        "decimal", MemberType.Text, "Of CSV: the decimal mark; comma for spreadsheets that read 3,125 as a number", "point or comma",
        a => a.AsText() is "point" or "comma" ? a.AsText() : null)
    {
        Default = "point",
        Choices = ["point", "comma"],
    };

    /// <summary>How many rows at once.</summary>
    public static readonly Member<int?> Limit = new(
        "limit", MemberType.Whole, "How many rows at once", $"a whole number from 1 to {MaxLimit}", a => a.AsInteger())
    {
        Absent = "all",
        Min = 1,
        Max = MaxLimit,
    };

    /// <summary>Where to go on.</summary>
    public static readonly Member<string> Cursor = new(
        "cursor", MemberType.Text, "The page that nextCursor gave", "what nextCursor gave", a => a.AsText());

    /// <summary>Those of every table.</summary>
    public static IReadOnlyList<Member> OfTables { get; } = [Format, DecimalMark, Limit, Cursor];

    /// <summary>Those of a table that always comes whole.</summary>
    public static IReadOnlyList<Member> OfWholeTables { get; } = [Format, DecimalMark];

    /// <summary>Those of runs that come in the IAMC's layout too.</summary>
    public static IReadOnlyList<Member> OfRunsWithIamc { get; } = [FormatWithIamc, DecimalMark, Limit, Cursor];

    private static Member<string> FormatAmong(IReadOnlyList<string> formats)
        => new("format", MemberType.Text, "The form of the answer; also by suffix or by Accept", string.Join(" or ", formats), a => a.AsText())
        {
            Default = "json",
            Choices = formats,
        };
}
