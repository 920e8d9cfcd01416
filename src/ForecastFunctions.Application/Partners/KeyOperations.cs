using ForecastFunctions.Application.Contract;

namespace ForecastFunctions.Application.Partners;

/// <summary>What can be asked of keys.</summary>
public static class KeyOperations
{
    private const string One = "/v1/keys/{partner}";

    private static readonly Member<string> Partner = new(
        "partner", MemberType.Text, "The partner's name", KeyText.NameWanted, a => a.AsText())
    {
        Example = "example-partner",
    };

    private static readonly OperationAnswer Row = new OperationAnswer.Row("KeysRow", PartnerTables.Keys.Columns);

    /// <summary>Lists the partners.</summary>
    public static readonly Operation List = new(
        "listKeys", "Keys", ["GET"], "/v1/keys", AccessScope.Admin, "Partners; for admins", FormMembers.OfTables)
    {
        Table = PartnerTables.Keys,
    };

    /// <summary>Reads a partner: any caller itself, and an admin everyone.</summary>
    public static readonly Operation Read = new("readKey", "Key", ["GET"], One, AccessScope.Read, "Read yourself; others, for admins", [])
    {
        PathMembers = [Partner],
        Answer = Row,
    };

    /// <summary>Issues a key.</summary>
    public static readonly Operation Issue = new(
        "issueKey", "Key", ["PUT"], One, AccessScope.Admin, "Issue or rotate its keys", KeyMembers.All)
    {
        PathMembers = [Partner],
        Answer = Row,
        Creates = true,
        BodyExample = """
            {"scope": "read"}
            """,
    };

    /// <summary>Revokes every key of a partner.</summary>
    public static readonly Operation Revoke = new("revokeKeys", "Key", ["DELETE"], One, AccessScope.Admin, "Revoke them", [])
    {
        PathMembers = [Partner],
        Answer = Row,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Operation> All { get; } = [List, Read, Issue, Revoke];
}
