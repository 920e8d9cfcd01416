using System.Text.RegularExpressions;
using Azure.Data.Tables;
using ForecastFunctions.Infrastructure.Accounts;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>Where the tables are: section <c>Tables</c> of the configuration. An account is required.</summary>
public sealed class TableSettings : StorageAccountSettings
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Tables";

    /// <summary>What every table name begins with.</summary>
    public string NamePrefix { get; set; } = "forecast";
}

/// <summary>Says which setting is wrong and what would be right.</summary>
internal sealed partial class TableSettingsValidation()
    : StorageAccountValidation<TableSettings>(TableSettings.Section, "table", text => new TableServiceClient(text), isRequired: true)
{
    protected override IEnumerable<string> FaultsOfOthers(TableSettings settings)
    {
        if (!NamePrefix().IsMatch(settings.NamePrefix))
            yield return $"Tables:NamePrefix '{settings.NamePrefix}' cannot begin a table name. It is a letter followed by up to 39 letters and digits.";
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9]{0,39}\z", RegexOptions.NonBacktracking)]
    private static partial Regex NamePrefix();
}
