namespace ForecastFunctions.Http;

/// <summary>What the installation decides about where it is reached, and in Development about its clock.</summary>
public sealed class ServiceSettings
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Service";

    /// <summary>What a valid address is.</summary>
    public const string BaseAddressWanted = "Service__BaseAddress is an absolute https address, such as https://forecast.example.com/api, "
        + "without user, query and fragment; http is for this machine only.";

    /// <summary>Where the clock may be set.</summary>
    public const string ClockStartWanted = "Service__ClockStart sets the clock of a trial, such as 2027-03-15T06:00:00Z, and is for "
        + "Development (AZURE_FUNCTIONS_ENVIRONMENT=Development) only. Remove it: elsewhere the clock is the machine's.";

    /// <summary>
    /// The address under which callers reach <c>/api</c>; <see langword="null"/> where it is the one that they ask under,
    /// as without a gateway.
    /// </summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>
    /// The moment at which the clock stands when the process starts; it runs on from there. <see langword="null"/> for the
    /// machine's own clock.
    /// </summary>
    public DateTimeOffset? ClockStart { get; set; }

    /// <summary>Whether the address can be written into answers.</summary>
    public bool IsBaseAddressValid => BaseAddress is null
        || (BaseAddress is { IsAbsoluteUri: true, UserInfo: "", Query: "", Fragment: "" }
            && (Is(Uri.UriSchemeHttps) || (Is(Uri.UriSchemeHttp) && BaseAddress.IsLoopback)));

    private bool Is(string scheme) => string.Equals(BaseAddress!.Scheme, scheme, StringComparison.Ordinal);
}
