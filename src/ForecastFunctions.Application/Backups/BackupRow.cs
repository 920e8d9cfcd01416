namespace ForecastFunctions.Application.Backups;

/// <summary>A row of a table, as a backup keeps it.</summary>
/// <param name="Table">The table, without the prefix that an installation may give it.</param>
/// <param name="Partition">The first part of its key.</param>
/// <param name="Row">The second part of its key.</param>
/// <param name="Columns">
/// Its columns by name: texts, numbers (<see cref="int"/>, <see cref="long"/>, <see cref="double"/>), <see cref="bool"/>,
/// <see cref="DateTimeOffset"/>, <see cref="Guid"/> and bytes.
/// </param>
public sealed record BackupRow(string Table, string Partition, string Row, IReadOnlyDictionary<string, object> Columns);
