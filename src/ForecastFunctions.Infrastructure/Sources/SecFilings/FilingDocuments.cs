using System.Text;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Infrastructure.Sources.Http;

namespace ForecastFunctions.Infrastructure.Sources.SecFilings;

/// <summary>Fetches the documents of companies' filings, of which each is found in its folder in its own way.</summary>
/// <param name="reader">Fetches.</param>
/// <param name="lists">Where the lists of filings are.</param>
/// <param name="archives">Where the folders are.</param>
internal sealed class FilingDocuments(DocumentReader reader, string lists, string archives)
{
    private const string Release = "EX-99.1";
    private const int MaxCandidates = 4;

    private static readonly string[] Json = ["application/json"];
    private static readonly string[] Xml = ["text/xml", "application/xml"];
    private static readonly string[] Html = ["text/html"];

    /// <summary>What to call a filing, or a document of it, in faults.</summary>
    public static string Subject(FilingCompany company, Filing filing, string? document = null) =>
        $"CIK{company.Cik:0000000000}/{filing.Accession}{(document is null ? "" : $"/{document}")}";

    /// <summary>All filings of a company since a day, or the fault that keeps one from knowing them.</summary>
    public async Task<Document<IReadOnlyList<Filing>>> ListAsync(FilingCompany company, DateOnly since, CancellationToken cancellationToken)
    {
        var name = $"CIK{company.Cik:0000000000}";
        var first = await reader.FetchAsync(
            name, new Uri($"{lists}/submissions/{name}.json"), json => Submissions.Read(json, company.Cik), cancellationToken, Json);
        if (first.Content is not { } list)
            return new(null, first.Fault);
        var filings = list.Filings.ToList();
        foreach (var page in list.Pages.Where(page => page.To >= since))
        {
            var older = await reader.FetchAsync(
                page.Name, new Uri($"{lists}/submissions/{page.Name}"), Submissions.ReadPage, cancellationToken, Json);
            if (older.Content is not { } more)
                return new(null, older.Fault);
            filings.AddRange(more);
        }

        var wanted = filings.Where(filing => filing.Filed >= since).DistinctBy(filing => filing.Accession, StringComparer.Ordinal);
        return new([.. wanted], null);
    }

    /// <summary>What a filing has, or the fault that keeps one from knowing it.</summary>
    public Task<Document<ReadFiling>> ReadAsync(FilingCompany company, Filing filing, CancellationToken cancellationToken) =>
        filing.IsReport ? ReadReportAsync(company, filing, cancellationToken) : ReadReleaseAsync(company, filing, cancellationToken);

    private async Task<Document<ReadFiling>> ReadReportAsync(FilingCompany company, Filing filing, CancellationToken cancellationToken)
    {
        const string Page = ".htm";
        if (Filing.IsFileName(filing.PrimaryDocument) && filing.PrimaryDocument.EndsWith(Page, StringComparison.OrdinalIgnoreCase))
        {
            var usual = await InstanceAsync(
                company, filing, filing.PrimaryDocument[..^Page.Length] + FilingFolder.ExtractedInstance, cancellationToken);
            if (usual.Fault is not { Code: SourceFaultCodes.NotFound })
                return usual;
        }

        var listing = await ListingAsync(company, filing, cancellationToken);
        if (listing.Content is not { } files)
            return new(null, listing.Fault);
        if (FilingFolder.Instance(files) is { } name)
            return await InstanceAsync(company, filing, name, cancellationToken);
        return filing.IsAmendment ? new(ReadFiling.Nothing(filing), null) : new(null, new(
            SecFilingsSource.SourceName, Subject(company, filing), SourceFaultCodes.NotFound,
            $"Of its {files.Count} files none, or more than one, is an XBRL instance."));
    }

    private Task<Document<ReadFiling>> InstanceAsync(
        FilingCompany company, Filing filing, string name, CancellationToken cancellationToken) => reader.FetchAsync(
            Subject(company, filing, name), Address(company, filing, name),
            document => ReadFiling.OfReport(company, filing, name, document), cancellationToken, Xml);

    private async Task<Document<ReadFiling>> ReadReleaseAsync(FilingCompany company, Filing filing, CancellationToken cancellationToken)
    {
        var name = $"{filing.Accession}-index.html";
        var page = await reader.FetchAsync(
            Subject(company, filing, name), Address(company, filing, name),
            html => FilingFolder.OfType(html, Release), cancellationToken, Html);
        if (page.Fault is { Code: not SourceFaultCodes.NotFound } fault)
            return new(null, fault);
        if (page.Content is null)
            return await FindReleaseAsync(company, filing, cancellationToken);
        return page.Content switch
        {
            [var exhibit] => await reader.FetchAsync(
                Subject(company, filing, exhibit), Address(company, filing, exhibit),
                html => ReadFiling.OfRelease(filing, exhibit, html), cancellationToken, Html),
            [] => new(Without(filing), null),
            var several => new(ReadFiling.Nothing(filing, new ReadProblem(
                BroadcomRelease.Series, SourceFaultCodes.Conflict,
                $"There are {several.Count} exhibits 99.1: {string.Join(", ", several)}.")), null),
        };
    }

    /// <summary>Where the page of a filing's documents is gone: each page of the folder says at its head what it is.</summary>
    private async Task<Document<ReadFiling>> FindReleaseAsync(FilingCompany company, Filing filing, CancellationToken cancellationToken)
    {
        var listing = await ListingAsync(company, filing, cancellationToken);
        if (listing.Content is not { } files)
            return new(null, listing.Fault);
        foreach (var name in FilingFolder.Exhibits(files, filing.PrimaryDocument).Take(MaxCandidates))
        {
            var candidate = await reader.FetchAsync(
                Subject(company, filing, name), Address(company, filing, name),
                html => IsRelease(html.Span) ? ReadFiling.OfRelease(filing, name, html) : ReadFiling.Nothing(filing),
                cancellationToken, Html);
            if (candidate.Fault is not null || candidate.Content!.Document is not null)
                return candidate;
        }

        return new(Without(filing), null);
    }

    private Task<Document<IReadOnlyList<string>>> ListingAsync(
        FilingCompany company, Filing filing, CancellationToken cancellationToken) => reader.FetchAsync(
            Subject(company, filing, "index.json"), Address(company, filing, "index.json"), FilingFolder.Files, cancellationToken, Json);

    private static bool IsRelease(ReadOnlySpan<byte> page)
    {
        var head = Encoding.Latin1.GetString(page[..Math.Min(page.Length, 1_000)]);
        var type = head.IndexOf("<TYPE>", StringComparison.OrdinalIgnoreCase);
        return type >= 0 && head.AsSpan(type + "<TYPE>".Length).TrimStart().StartsWith(Release, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>An 8-K may bring results without a release; an amendment mostly does.</summary>
    private static ReadFiling Without(Filing filing) => filing.IsAmendment
        ? ReadFiling.Nothing(filing)
        : ReadFiling.Nothing(filing, new ReadProblem(BroadcomRelease.Series, SourceFaultCodes.NoData, "It has no exhibit 99.1."));

    private Uri Address(FilingCompany company, Filing filing, string name) => new($"{archives}/{filing.Folder(company.Cik)}/{name}");
}
