namespace ForecastFunctions.Http;

/// <summary>What the installation decides about where it is reached.</summary>
public sealed class ServiceSettings
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Service";

    /// <summary>What a valid address is.</summary>
    public const string BaseAddressWanted = "Service__BaseAddress is an absolute https address, such as https://forecast.example.com/api, "
        + "without user, query and fragment; http is for this machine only.";

    /// <summary>
    /// The address under which callers reach <c>/api</c>; <see langword="null"/> where it is the one that they ask under,
    /// as without a gateway.
    /// </summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>Whether the address can be written into answers.</summary>
    public bool IsBaseAddressValid => BaseAddress is null
        || (BaseAddress is { IsAbsoluteUri: true, UserInfo: "", Query: "", Fragment: "" }
            && (Is(Uri.UriSchemeHttps) || (Is(Uri.UriSchemeHttp) && BaseAddress.IsLoopback)));

    private bool Is(string scheme) => string.Equals(BaseAddress!.Scheme, scheme, StringComparison.Ordinal);
}
