using System.Globalization;
using Azure.Data.Tables;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>What the operations of an owner have cost on the latest day: a row beside theirs, so that both are written in one transaction.</summary>
internal static class OperationUsage
{
    private const string Day = "Day";
    private const string Compute = "Compute";

    /// <summary>What a row says of a day.</summary>
    public static long Of(TableEntity? row, DateOnly day)
        => string.Equals(row?[Day] as string, TextOf(day), StringComparison.Ordinal) ? row?[Compute] as long? ?? 0 : 0;

    /// <summary>
    /// The write that adds to a day. A day that is over stays as it was: instances whose clocks differ around midnight count on the later one.
    /// </summary>
    public static TableTransactionAction Add(TableEntity? row, string owner, DateOnly day, long numbers)
    {
        var (partition, name) = TableKeys.OperationUsage(owner);
        var known = row?[Day] as string;
        var counted = string.CompareOrdinal(known, TextOf(day)) > 0 ? known! : TextOf(day);
        var next = new TableEntity(partition, name)
        {
            [Day] = counted,
            [Compute] = numbers + (string.Equals(known, counted, StringComparison.Ordinal) ? row![Compute] as long? ?? 0 : 0),
        };
        return row is null
            ? new TableTransactionAction(TableTransactionActionType.Add, next)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, next, row.ETag);
    }

    private static string TextOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
