namespace ForecastFunctions.Infrastructure.Sources.SecFilings;

/// <summary>
/// Namespaces of XBRL. Those of taxonomies end with a year, or with the end of the period, and change with it: they are
/// compared without.
/// </summary>
internal static class XbrlNames
{
    public const string Instance = "http://www.xbrl.org/2003/instance";
    public const string Dimensions = "http://xbrl.org/2006/xbrldi";
    public const string Currencies = "http://www.xbrl.org/2003/iso4217";
    public const string Schema = "http://www.w3.org/2001/XMLSchema-instance";
    public const string Cik = "http://www.sec.gov/CIK";

    public const string UsGaap = "http://fasb.org/us-gaap/";
    public const string Srt = "http://fasb.org/srt/";
    public const string Dei = "http://xbrl.sec.gov/dei/";

    public static bool IsOf(string taxonomy, string uri) => uri.StartsWith(taxonomy, StringComparison.Ordinal);
}
