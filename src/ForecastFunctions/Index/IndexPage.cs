using System.Text;
using ForecastFunctions.Guides;
using ForecastFunctions.Http;

namespace ForecastFunctions.Index;

/// <summary>The way in for people: where to look, and every resource. It is written as a guide is, and runs no script.</summary>
internal static class IndexPage
{
    private const string Ways = """
        # ForecastFunctions

        A forecasting API for the AI-compute market: state what you believe, and get back the path of spend, compute, shares, vendor revenue
        and power, with its uncertainty.

        - [The explorer](/api/explorer): move a belief, and see what follows
        - [The track record](/api/explorer?tab=record): how good its forecasts were, and [what that rests on](/api/docs/track-record)
        - [The workbook](/api/v1/excel/workbook.xlsx): the same numbers in Excel, and [how to go on there](/api/docs/spreadsheets)
        - [The short guide](/api/v1/guide): every resource, and the rules that hold everywhere
        - [The reference](/api/docs): the contract, where requests can be tried

        Where a key is wanted, the explorer and the reference have a place for it. Programs get this list as JSON.

        ## Every resource


        """;

    /// <summary>The page.</summary>
    public static readonly Lazy<Document> Written = new(() => new Document(
        Encoding.UTF8.GetBytes(new Guide("index", Ways + string.Join('\n', IndexFunctions.Links.Select(LineOf))).ToHtml("")),
        "text/html; charset=utf-8")
    {
        CacheControl = CachePolicy.Latest,
    });

    /// <summary>A line of the list; what can be read as it stands is a link.</summary>
    private static string LineOf(IndexLink link)
    {
        var isRead = link.Methods.StartsWith("GET", StringComparison.Ordinal) && !link.Path.Contains('{', StringComparison.Ordinal);
        var address = isRead ? $"[`{link.Path}`]({link.Path.Replace("|", "%7C", StringComparison.Ordinal)})" : $"`{link.Path}`";
        return $"- {address} {link.Methods}: {link.Title}";
    }
}
