using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ForecastFunctions.Application.Backups;
using ForecastFunctions.Core.Storage;
using ForecastFunctions.Infrastructure.Identity;
using ForecastFunctions.Infrastructure.Tables;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.Infrastructure.Backups;

/// <summary>Keeps backups as blobs of a container.</summary>
internal sealed class BlobVault(IOptions<BackupSettings> settings) : IBackupVault
{
    /// <summary>All that is asked for is in it, and it is served everywhere: the newest is not, least of all by emulators.</summary>
    private const BlobClientOptions.ServiceVersion Version = BlobClientOptions.ServiceVersion.V2025_01_05;

    /// <inheritdoc/>
    public bool IsThere => settings.Value.IsSet;

    /// <inheritdoc/>
    public async Task KeepAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var container = Connect(settings.Value).GetBlobContainerClient(settings.Value.Container);
        try
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            var options = new BlobUploadOptions
            {
                Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
                HttpHeaders = new BlobHttpHeaders { ContentType = "application/x-ndjson" },
            };
            await container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(content), options, cancellationToken);
        }
        catch (Exception exception) when (Unavailability.Explains(exception, cancellationToken))
        {
            var cause = Unavailability.Cause(exception);
            throw new StorageUnavailableException(
                $"Container {settings.Value.Container} is unavailable: the backup was not written. {Unavailability.Reason(cause)}", cause);
        }
    }

    private static BlobServiceClient Connect(BackupSettings settings) =>
        settings.ServiceUri is { Length: > 0 } serviceUri
            ? new BlobServiceClient(new Uri(serviceUri), AppIdentity.Credential(settings.ClientId), new BlobClientOptions(Version))
            : new BlobServiceClient(settings.ConnectionString, new BlobClientOptions(Version));
}
