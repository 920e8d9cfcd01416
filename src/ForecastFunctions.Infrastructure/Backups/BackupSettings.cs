using Azure.Storage.Blobs;
using ForecastFunctions.Infrastructure.Accounts;

namespace ForecastFunctions.Infrastructure.Backups;

/// <summary>Where backups are kept: section <c>Backups</c> of the configuration. Without an account none are made.</summary>
public sealed class BackupSettings : StorageAccountSettings
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Backups";

    /// <summary>The container.</summary>
    public string Container { get; set; } = "backups";
}

/// <summary>Says which setting is wrong and what would be right.</summary>
internal sealed class BackupSettingsValidation()
    : StorageAccountValidation<BackupSettings>(BackupSettings.Section, "blob", text => new BlobServiceClient(text))
{
    protected override IEnumerable<string> FaultsOfOthers(BackupSettings settings)
    {
        if (settings.Container is not { Length: >= 3 and <= 63 } container || container.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c)))
            yield return $"Backups:Container is '{settings.Container}'; it is 3 to 63 lower-case letters and digits, such as backups.";
    }
}
