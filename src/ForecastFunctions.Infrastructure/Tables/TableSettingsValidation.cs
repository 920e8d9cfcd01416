using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.Infrastructure.Tables;

/// <summary>
/// Says which setting is wrong and what would be right; a connection string, which holds a key, is never repeated.
/// </summary>
internal sealed partial class TableSettingsValidation : IValidateOptions<TableSettings>
{
    public ValidateOptionsResult Validate(string? name, TableSettings options)
    {
        var faults = Faults(options).ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(TableSettings settings)
    {
        switch (settings)
        {
            case { ServiceUri: null or "", ConnectionString: null or "" }:
                yield return "Neither Tables:ServiceUri nor Tables:ConnectionString is set. Set the first to the account's table endpoint "
                    + "(https://<account>.table.core.windows.net), or for the emulator the second to UseDevelopmentStorage=true.";
                break;
            case { ServiceUri: not (null or ""), ConnectionString: not (null or "") }:
                yield return "Tables:ServiceUri and Tables:ConnectionString are both set. Remove Tables:ConnectionString to use managed "
                    + "identity, or Tables:ServiceUri to use the connection string.";
                break;
            case { ServiceUri: not (null or "") }:
                if (!IsTableEndpoint(settings.ServiceUri))
                    yield return $"Tables:ServiceUri '{WithoutQuery(settings.ServiceUri)}' is not a table endpoint. It is an https address "
                        + "without a query, such as https://<account>.table.core.windows.net.";
                break;
            case { ConnectionString: not (null or "") }:
                if (!IsConnectionString(settings.ConnectionString))
                    yield return "Tables:ConnectionString is not a storage connection string. It is UseDevelopmentStorage=true, or a list "
                        + "such as DefaultEndpointsProtocol=…;AccountName=…;AccountKey=…;TableEndpoint=….";
                break;
        }

        if (settings.ClientId is not (null or "") && settings.ServiceUri is null or "")
            yield return "Tables:ClientId is set without Tables:ServiceUri. An identity is of use with Tables:ServiceUri only; set that, "
                + "or remove Tables:ClientId.";
        if (settings.ClientId is not (null or "") && !Guid.TryParse(settings.ClientId, out _))
            yield return "Tables:ClientId is not a GUID. It is the client id (not the name or the resource id) "
                + "of the user-assigned identity.";
        if (!NamePrefix().IsMatch(settings.NamePrefix))
            yield return $"Tables:NamePrefix '{settings.NamePrefix}' cannot begin a table name. It is a letter followed by up to 39 "
                + "letters and digits.";
    }

    private static bool IsTableEndpoint(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri is { Scheme: "https", Query: "", Fragment: "", UserInfo: "" };

    /// <summary>A shared access signature, which may stand in the query, is a secret.</summary>
    private static string WithoutQuery(string text) => text.Split('?', 2)[0];

    private static bool IsConnectionString(string text)
    {
        try
        {
            _ = new TableServiceClient(text);
            return true;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or FormatException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9]{0,39}\z", RegexOptions.NonBacktracking)]
    private static partial Regex NamePrefix();
}
