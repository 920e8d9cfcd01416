using Azure.Storage.Blobs;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.Infrastructure.Backups;

/// <summary>
/// Where backups are kept: section <c>Backups</c> of the configuration. With neither of <see cref="ServiceUri"/> and
/// <see cref="ConnectionString"/> none are made.
/// </summary>
public sealed class BackupSettings
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Backups";

    /// <summary>The blob endpoint of a storage account, such as <c>https://example.blob.core.windows.net</c>, reached by managed identity.</summary>
    public string? ServiceUri { get; set; }

    /// <summary>The client id of the user-assigned identity; without it the system-assigned one is used.</summary>
    public string? ClientId { get; set; }

    /// <summary>A connection string, for the emulator.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The container.</summary>
    public string Container { get; set; } = "backups";
}

/// <summary>Says which setting is wrong and what would be right; a connection string, which holds a key, is never repeated.</summary>
internal sealed class BackupSettingsValidation : IValidateOptions<BackupSettings>
{
    public ValidateOptionsResult Validate(string? name, BackupSettings options)
    {
        var faults = Faults(options).ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(BackupSettings settings)
    {
        if (settings is { ServiceUri: not (null or ""), ConnectionString: not (null or "") })
            yield return "Backups:ServiceUri and Backups:ConnectionString are both set. Remove one of them.";
        if (settings.ServiceUri is { Length: > 0 } uri
            && !(Uri.TryCreate(uri, UriKind.Absolute, out var address) && address is { Scheme: "https", Query: "", Fragment: "", UserInfo: "" }))
            yield return "Backups:ServiceUri is not a blob endpoint. It is an https address without a query, such as "
                + "https://<account>.blob.core.windows.net.";
        if (settings.ConnectionString is { Length: > 0 } connection && !IsConnectionString(connection))
            yield return "Backups:ConnectionString is not a storage connection string with a blob endpoint, such as UseDevelopmentStorage=true.";
        if (settings.ClientId is { Length: > 0 } id && !Guid.TryParse(id, out _))
            yield return "Backups:ClientId is not a GUID. It is the client id (not the name or the resource id) of the user-assigned identity.";
        if (settings.Container is not { Length: >= 3 and <= 63 } container || container.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c)))
            yield return $"Backups:Container is '{settings.Container}'; it is 3 to 63 lower-case letters and digits, such as backups.";
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            _ = new BlobServiceClient(text);
            return true;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or FormatException)
        {
            return false;
        }
    }
}
