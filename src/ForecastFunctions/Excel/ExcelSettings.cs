namespace ForecastFunctions.Excel;

/// <summary>What the installation decides about what it hands to spreadsheets.</summary>
public sealed class ExcelSettings
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Excel";

    /// <summary>What a valid address is.</summary>
    public const string BaseAddressWanted = "Excel__BaseAddress is an absolute https address, such as https://forecast.example.com/api/v1, "
        + "without user, query and fragment; http is for this machine only.";

    /// <summary>
    /// The address under which callers reach <c>/api/v1</c>; <see langword="null"/> where it is the one that they ask under,
    /// as without a gateway.
    /// </summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>Whether the address can be written into a workbook.</summary>
    public bool IsBaseAddressValid => BaseAddress is null
        || (BaseAddress is { IsAbsoluteUri: true, UserInfo: "", Query: "", Fragment: "" }
            && (Is(Uri.UriSchemeHttps) || (Is(Uri.UriSchemeHttp) && BaseAddress.IsLoopback)));

    private bool Is(string scheme) => string.Equals(BaseAddress!.Scheme, scheme, StringComparison.Ordinal);
}
