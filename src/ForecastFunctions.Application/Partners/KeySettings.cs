namespace ForecastFunctions.Application.Partners;

/// <summary>Who may call: section <c>Keys</c> of the configuration.</summary>
public sealed class KeySettings
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Keys";

    /// <summary>The mode in which every caller needs a credential.</summary>
    public const string ClosedMode = "closed";

    /// <summary>The mode in which a developer's own machine asks for none.</summary>
    public const string OpenMode = "open";

    /// <summary><c>closed</c>, or in development on loopback <c>open</c>.</summary>
    public string Mode { get; set; } = ClosedMode;

    /// <summary>
    /// The SHA-256 of the first admin key in hexadecimal digits; while that key is replaced, the hashes of both with a
    /// comma between them.
    /// </summary>
    public string? AdminHash { get; set; }

    /// <summary>The tokens of Microsoft Entra ID that are taken instead of a key.</summary>
    public EntraSettings Entra { get; set; } = new();

    /// <summary>Whether loopback needs no credential.</summary>
    public bool IsOpen => string.Equals(Mode, OpenMode, StringComparison.Ordinal);

    /// <summary>The hashes of the admin keys.</summary>
    public IReadOnlyList<string> AdminHashes
        => AdminHash?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}

/// <summary>Whose tokens are taken: section <c>Keys:Entra</c>. Both members are set, or none.</summary>
public sealed class EntraSettings
{
    /// <summary>Where the tenant stands.</summary>
    public string Instance { get; set; } = "https://login.microsoftonline.com";

    /// <summary>The tenant: a GUID.</summary>
    public string? TenantId { get; set; }

    /// <summary>The audience of the tokens: the application's id or its URI; several with commas between them.</summary>
    public string? Audience { get; set; }

    /// <summary>Whether tokens are taken.</summary>
    public bool IsEnabled => !string.IsNullOrEmpty(TenantId) && !string.IsNullOrEmpty(Audience);

    /// <summary>Where a caller signs in: what Power Query looks for in a challenge.</summary>
    public string AuthorizationUri => $"{Root}/oauth2/authorize";

    /// <summary>Where the tenant tells its issuer and keys.</summary>
    public string MetadataAddress => $"{Root}/v2.0/.well-known/openid-configuration";

    /// <summary>The audiences.</summary>
    public IReadOnlyList<string> Audiences
        => Audience?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private string Root => $"{Instance.TrimEnd('/')}/{TenantId}";
}
