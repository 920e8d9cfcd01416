using Microsoft.Extensions.Options;

namespace ForecastFunctions.Infrastructure.Accounts;

/// <summary>Says which setting is wrong and what would be right; a connection string, which holds a key, is never repeated.</summary>
/// <param name="section">The section of the configuration.</param>
/// <param name="service">The service: <c>table</c>, <c>queue</c>, <c>blob</c>.</param>
/// <param name="connect">Makes a client of a connection string.</param>
/// <param name="isRequired">Whether the app can't do without.</param>
internal abstract class StorageAccountValidation<T>(string section, string service, Func<string, object> connect, bool isRequired = false)
    : IValidateOptions<T>
    where T : StorageAccountSettings
{
    public ValidateOptionsResult Validate(string? name, T options)
    {
        string[] faults = [.. FaultsOfAccount(options), .. FaultsOfOthers(options)];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    /// <summary>What is wrong with the settings that no other service has.</summary>
    protected virtual IEnumerable<string> FaultsOfOthers(T settings) => [];

    private IEnumerable<string> FaultsOfAccount(T settings)
    {
        var (uri, connection, client) = ($"{section}:ServiceUri", $"{section}:ConnectionString", $"{section}:ClientId");
        var endpoint = $"https://<account>.{service}.core.windows.net";
        switch (settings)
        {
            case { ServiceUri.Length: > 0, ConnectionString.Length: > 0 }:
                yield return $"{uri} and {connection} are both set. Remove {connection} to use managed identity, or {uri} to use the connection string.";
                break;
            case { ServiceUri: { Length: > 0 } text } when !IsEndpoint(text):
                yield return $"{uri} '{WithoutQuery(text)}' is not a {service} endpoint. It is an https address without a query, such as {endpoint}.";
                break;
            case { ConnectionString: { Length: > 0 } text } when !IsConnectionString(text):
                yield return $"{connection} is not a storage connection string. It is UseDevelopmentStorage=true, or a list such as "
                    + $"DefaultEndpointsProtocol=…;AccountName=…;AccountKey=…;{char.ToUpperInvariant(service[0])}{service[1..]}Endpoint=….";
                break;
            case { IsSet: false } when isRequired:
                yield return $"Neither {uri} nor {connection} is set. Set the first to the account's {service} endpoint ({endpoint}), "
                    + "or for the emulator the second to UseDevelopmentStorage=true.";
                break;
        }

        if (settings is { ClientId.Length: > 0, ServiceUri: null or "" })
            yield return $"{client} is set without {uri}. An identity is of use with {uri} only; set that, or remove {client}.";
        if (settings.ClientId is { Length: > 0 } id && !Guid.TryParse(id, out _))
            yield return $"{client} is not a GUID. It is the client id (not the name or the resource id) of the user-assigned identity.";
    }

    private static bool IsEndpoint(string text)
        => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: "https", Query: "", Fragment: "", UserInfo: "" };

    /// <summary>A shared access signature, which may stand in the query, is a secret.</summary>
    private static string WithoutQuery(string text) => text.Split('?', 2)[0];

    private bool IsConnectionString(string text)
    {
        try
        {
            connect(text);
            return true;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or FormatException)
        {
            return false;
        }
    }
}
