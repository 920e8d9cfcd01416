using System.Text.RegularExpressions;

namespace ForecastFunctions.Infrastructure.Sources.SecFilings;

/// <summary>A filing as the list of a company's filings has it.</summary>
/// <param name="Accession">Its number, such as <c>0001045810-25-000230</c>.</param>
/// <param name="Form">Its form, such as <c>10-Q</c>.</param>
/// <param name="Filed">The day since which its figures are known.</param>
/// <param name="ReportDate">The end of the period of a report, the day of the event of an 8-K.</param>
/// <param name="Items">The items of an 8-K, such as <c>2.02,9.01</c>.</param>
/// <param name="PrimaryDocument">The name of its main document.</param>
internal sealed partial record Filing(
    string Accession, string Form, DateOnly Filed, DateOnly? ReportDate, string Items, string PrimaryDocument)
{
    private static readonly string[] Reports = ["10-Q", "10-K", "10-QT", "10-KT"];
    private const string Amendment = "/A";
    private const string ResultsOfOperations = "2.02";

    /// <summary>Whether it amends another one; then it may lack what that one has.</summary>
    public bool IsAmendment => Form.EndsWith(Amendment, StringComparison.Ordinal);

    /// <summary>Whether it is a quarterly or annual report.</summary>
    public bool IsReport => Reports.Contains(OriginalForm, StringComparer.Ordinal);

    /// <summary>Whether it brings results of a quarter: an 8-K with item 2.02.</summary>
    public bool IsRelease => OriginalForm is "8-K" && Items.Split(',').Contains(ResultsOfOperations, StringComparer.Ordinal);

    private string OriginalForm => IsAmendment ? Form[..^Amendment.Length] : Form;

    /// <summary>The folder's address under an archive's.</summary>
    public string Folder(int cik) => $"Archives/edgar/data/{cik}/{Accession.Replace("-", "", StringComparison.Ordinal)}";

    public static bool IsAccession(string text) => AccessionForm().IsMatch(text);

    /// <summary>Whether a text is the name of a file in a filing's folder, and nothing that would lead out of it.</summary>
    public static bool IsFileName(string text) => FileNameForm().IsMatch(text);

    [GeneratedRegex(@"\A[0-9]{10}-[0-9]{2}-[0-9]{6}\z", RegexOptions.NonBacktracking)]
    private static partial Regex AccessionForm();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_.-]{0,199}\z", RegexOptions.NonBacktracking)]
    private static partial Regex FileNameForm();
}
