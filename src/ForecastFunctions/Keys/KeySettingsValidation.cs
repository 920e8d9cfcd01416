using System.Text.RegularExpressions;
using ForecastFunctions.Application.Partners;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.Keys;

/// <summary>
/// Keeps the open mode on a developer's machine, and says which setting is wrong and what would be right. What may be a
/// key is never repeated.
/// </summary>
/// <param name="environment">Says whether this is development.</param>
/// <param name="configuration">Shows where the worker runs.</param>
internal sealed partial class KeySettingsValidation(IHostEnvironment environment, IConfiguration configuration)
    : IValidateOptions<KeySettings>
{
    private const string Remedy = "Remove Keys__Mode, so that every caller needs a key.";

    /// <summary>Set by Azure.</summary>
    private static readonly string[] MarksOfAzure = ["WEBSITE_INSTANCE_ID", "WEBSITE_SITE_NAME"];

    public ValidateOptionsResult Validate(string? name, KeySettings options)
    {
        var faults = Faults(options).Concat(EntraFaults(options.Entra)).ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> Faults(KeySettings settings)
    {
        if (settings.Mode is not (KeySettings.ClosedMode or KeySettings.OpenMode))
            yield return $"Keys:Mode is '{settings.Mode}'; it is closed, or on a developer's machine open.";
        foreach (var fault in settings.IsOpen ? OpenFaults() : [])
            yield return $"{fault} {Remedy}";
        if (settings.AdminHashes.Any(hash => !Sha256().IsMatch(hash)))
        {
            yield return "Keys:AdminHash is not a SHA-256 in 64 hexadecimal digits (or two of them with a comma between). "
                + "It is the hash of a key, not the key: printf %s \"$key\" | sha256sum.";
        }
    }

    private IEnumerable<string> OpenFaults()
    {
        if (!environment.IsDevelopment())
            yield return $"Keys:Mode is open in the environment {environment.EnvironmentName}; it may be open in Development only.";
        foreach (var mark in MarksOfAzure.Where(mark => !string.IsNullOrEmpty(configuration[mark])))
            yield return $"Keys:Mode is open in Azure ({mark} is set).";
        if (!string.IsNullOrEmpty(configuration["FUNCTIONS_CORETOOLS_ENVIRONMENT"]))
            yield return "Keys:Mode is open under the Core Tools, which listen on every address of this machine.";
        if (Uri.TryCreate(configuration["functions-uri"], UriKind.Absolute, out var host) && !host.IsLoopback)
            yield return "Keys:Mode is open, but the host of this worker is not on loopback.";
    }

    private IEnumerable<string> EntraFaults(EntraSettings entra)
    {
        if (string.IsNullOrEmpty(entra.TenantId) != string.IsNullOrEmpty(entra.Audience))
            yield return "Keys:Entra:TenantId and Keys:Entra:Audience are both set, or none of them.";
        if (entra.Audience is { Length: > 0 } audience && audience.Split(',').Any(string.IsNullOrWhiteSpace))
            yield return $"Keys:Entra:Audience is '{audience}'; it is the id or the URI of the application, or several with one comma between two.";
        if (!string.IsNullOrEmpty(entra.TenantId) && !Guid.TryParseExact(entra.TenantId, "D", out _))
            yield return "Keys:Entra:TenantId is not a GUID: it is the directory's id, not its domain.";
        if (!Uri.TryCreate(entra.Instance, UriKind.Absolute, out var instance)
            || !(string.Equals(instance.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal)
                || (instance.IsLoopback && environment.IsDevelopment())))
            yield return "Keys:Entra:Instance is not an https address, such as https://login.microsoftonline.com.";
    }

    [GeneratedRegex(@"\A[0-9A-Fa-f]{64}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Sha256();
}
