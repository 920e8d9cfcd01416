using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Core.Storage;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>Keeps partners in Table Storage, a row for each: one point read decides about a key.</summary>
internal sealed class TablePartnerStore(TableServiceClient service, string namePrefix, ILogger<TablePartnerStore> logger) : IPartnerStore
{
    /// <summary>The hash, the time of issue and the end of a key, as ticks in UTC; no end is 0.</summary>
    private const int BytesPerKey = KeyText.HashBytes + 8 + 8;

    private const string WriteId = "WriteId";

    private static readonly IReadOnlyList<string> Columns =
    [
        nameof(TableEntity.RowKey), nameof(Partner.Scope), nameof(Partner.ExpiresAt), nameof(Partner.RevokedAt), nameof(Partner.Keys),
        nameof(Quota.RequestsPerMinute), nameof(Quota.ComputePerMinute), nameof(Quota.RequestsPerDay), nameof(Quota.ComputePerDay),
    ];

    private readonly StorageTable _table = new(service, namePrefix + TableKeys.KeyTable, logger);

    /// <inheritdoc/>
    public async Task<StoredPartner?> FindAsync(string name, CancellationToken cancellationToken) =>
        await _table.FindAsync(TableKeys.Partner(name), cancellationToken) is { } row ? new StoredPartner(Read(row), VersionOf(row)) : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Partner>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await _table.ReadPartitionAsync(TableKeys.PartnerPartition, Columns, cancellationToken)).Select(Read)];

    /// <inheritdoc/>
    public async Task<StoredPartner?> WriteAsync(Partner partner, string? version, CancellationToken cancellationToken)
    {
        var key = TableKeys.Partner(partner.Name);
        var before = await _table.FindAsync(key, cancellationToken);
        if (!string.Equals(before is null ? null : VersionOf(before), version, StringComparison.Ordinal))
            return null;

        var id = Guid.NewGuid().ToString("N");
        var isWritten = before is null
            ? await _table.AddAsync(Write(partner, id), cancellationToken)
            : await _table.ReplaceAsync(Write(partner, id), before.ETag, cancellationToken);

        // Refused may also mean written, with the answer lost on its way.
        isWritten = isWritten || (await _table.FindAsync(key, cancellationToken) is { } now
            && string.Equals(VersionOf(now), id, StringComparison.Ordinal));
        return isWritten
            ? new StoredPartner(partner, id)
            : null;
    }

    /// <summary>The id of the write that made the row; rows of releases without such ids are named by their ETags.</summary>
    private static string VersionOf(TableEntity row)
        => row[WriteId] as string ?? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(row.ETag.ToString())).AsSpan(0, 16));

    private static TableEntity Write(Partner partner, string id)
    {
        var (partition, name) = TableKeys.Partner(partner.Name);
        var row = new TableEntity(partition, name)
        {
            [WriteId] = id,
            [nameof(Partner.Scope)] = partner.Scope.ToString(),
            [nameof(Partner.ExpiresAt)] = partner.ExpiresAt.ToUniversalTime(),
            [nameof(Partner.Keys)] = Write(partner.Keys),
            [nameof(Quota.RequestsPerMinute)] = partner.Quota.RequestsPerMinute,
            [nameof(Quota.ComputePerMinute)] = partner.Quota.ComputePerMinute,
            [nameof(Quota.RequestsPerDay)] = partner.Quota.RequestsPerDay,
            [nameof(Quota.ComputePerDay)] = partner.Quota.ComputePerDay,
        };
        if (partner.RevokedAt is { } revokedAt)
            row[nameof(Partner.RevokedAt)] = revokedAt.ToUniversalTime();
        return row;
    }

    private static Partner Read(TableEntity row)
    {
        var name = $"partner {row.RowKey}";
        try
        {
            return new Partner(
                row.RowKey,
                Enum.Parse<AccessScope>(Column<string>(row, nameof(Partner.Scope))),
                new Quota(
                    Column<int>(row, nameof(Quota.RequestsPerMinute)),
                    Column<long>(row, nameof(Quota.ComputePerMinute)),
                    Column<long>(row, nameof(Quota.RequestsPerDay)),
                    Column<long>(row, nameof(Quota.ComputePerDay))),
                Column<DateTimeOffset>(row, nameof(Partner.ExpiresAt)),
                ReadKeys(Column<byte[]>(row, nameof(Partner.Keys))),
                row[nameof(Partner.RevokedAt)] as DateTimeOffset?) is { } partner && Enum.IsDefined(partner.Scope)
                    ? partner
                    : throw new DamagedContentException(name, "its scope is none");
        }
        catch (ArgumentException exception)
        {
            throw new DamagedContentException(name, "a column is out of its range", exception);
        }
    }

    private static T Column<T>(TableEntity row, string name) =>
        row[name] is T value ? value : throw new DamagedContentException($"partner {row.RowKey}", $"it has no {name}");

    private static byte[] Write(IReadOnlyList<IssuedKey> keys)
    {
        var bytes = new byte[keys.Count * BytesPerKey];
        foreach (var (index, key) in keys.Index())
        {
            var place = bytes.AsSpan(index * BytesPerKey, BytesPerKey);
            key.Hash.Span.CopyTo(place);
            BitConverter.TryWriteBytes(place[KeyText.HashBytes..], key.IssuedAt.UtcTicks);
            BitConverter.TryWriteBytes(place[(KeyText.HashBytes + 8)..], key.EndsAt?.UtcTicks ?? 0);
        }

        return bytes;
    }

    private static IReadOnlyList<IssuedKey> ReadKeys(byte[] bytes)
    {
        if (bytes.Length % BytesPerKey != 0)
            throw new ArgumentException("The keys are cut off.", nameof(bytes));
        return [.. bytes.Chunk(BytesPerKey).Select(ReadKey)];
    }

    private static IssuedKey ReadKey(byte[] bytes)
    {
        var endsAt = BitConverter.ToInt64(bytes, KeyText.HashBytes + 8);
        return new IssuedKey(
            bytes.AsMemory(0, KeyText.HashBytes),
            new DateTimeOffset(BitConverter.ToInt64(bytes, KeyText.HashBytes), TimeSpan.Zero),
            endsAt == 0 ? null : new DateTimeOffset(endsAt, TimeSpan.Zero));
    }
}
