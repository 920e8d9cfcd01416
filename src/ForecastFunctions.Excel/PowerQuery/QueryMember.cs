namespace ForecastFunctions.Excel.PowerQuery;

/// <summary>A member of the module.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it is, in a sentence or two.</param>
/// <param name="Expression">Its value, in M, as it follows the equals sign: on the same line, or indented on the next.</param>
/// <param name="IsShared">Whether it is meant to be used, and not only by other members.</param>
public sealed record QueryMember(string Name, string Summary, string Expression, bool IsShared);
