using System.Collections.Concurrent;
using System.Globalization;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Infrastructure.Sources.Http;
using ForecastFunctions.Infrastructure.Sources.SecEdgar;

namespace ForecastFunctions.Infrastructure.Sources.SecFilings;

/// <summary>What a company's filings amount to.</summary>
internal sealed record CompanyReading(
    IReadOnlyList<Observation> Observations, IReadOnlyList<SourceFault> Faults, IReadOnlyList<Notice> Notices,
    IReadOnlyList<UnstatedPeriod> Unstated, CompanyFilings Filings);

/// <summary>Gathers what is read of one company, and makes series of it.</summary>
internal sealed class ReadCompany
{
    private const int MaxReference = 400;

    /// <summary>
    /// The least share of a quarter's revenue that the next one may have. Since 2022 no series of the table has fallen by a
    /// third; the one that seemed to had its members changed round in the filing.
    /// </summary>
    private const double LeastOfTheQuarterBefore = 0.5;

    private readonly List<Filing> _filings = [];
    private readonly List<SourceFault> _faults = [];
    private readonly ConcurrentDictionary<string, Document<ReadFiling>> _read = new(StringComparer.Ordinal);
    private readonly SourceFault? _unlisted;

    /// <param name="company">The company.</param>
    /// <param name="list">Its filings since the first day that is read, or the fault that keeps one from knowing them.</param>
    /// <param name="remembered">What was read of them before.</param>
    /// <param name="today">The day after which nothing can have been filed.</param>
    public ReadCompany(
        FilingCompany company, Document<IReadOnlyList<Filing>> list, IReadOnlyList<ReadFiling> remembered, DateOnly today)
    {
        Company = company;
        _unlisted = list.Fault;
        var wanted = (list.Content ?? []).Where(IsWanted)
            .OrderBy(filing => filing.Filed).ThenBy(filing => filing.Accession, StringComparer.Ordinal);
        foreach (var filing in wanted)
        {
            if (filing.Filed > today)
            {
                _faults.Add(Fault(filing, null, SourceFaultCodes.ImpossibleDate, string.Create(
                    CultureInfo.InvariantCulture, $"It is filed on {filing.Filed:yyyy-MM-dd}, after today, {today:yyyy-MM-dd}.")));
            }
            else
            {
                _filings.Add(filing);
            }
        }

        var before = remembered.ToDictionary(filing => filing.Accession, StringComparer.Ordinal);
        foreach (var filing in _filings)
        {
            if (before.TryGetValue(filing.Accession, out var known))
                _read[filing.Accession] = new(known, null);
        }

        Wanted = [.. _filings.Where(filing => !_read.ContainsKey(filing.Accession))];
    }

    public FilingCompany Company { get; }

    /// <summary>The filings that have not been read yet.</summary>
    public IReadOnlyList<Filing> Wanted { get; }

    /// <summary>Takes what was read of a filing, or why nothing could be; from several threads.</summary>
    public void Add(Filing filing, Document<ReadFiling> document) => _read[filing.Accession] = document;

    public CompanyReading Reading()
    {
        var observations = new List<Observation>();
        var heldBack = new List<string>();
        if (_unlisted is { } unlisted)
        {
            heldBack.AddRange([.. Company.Series.Select(series => series.Id), .. Released()]);
            _faults.Add(HeldBack(unlisted, [.. heldBack]));
        }
        else
        {
            ReadSeries(observations, heldBack);
        }

        var read = Documents(_ => true).ToList();
        var unstated = read.Where(one => one.Read.Unstated is not null).ToList();
        var problems = (
            from one in read
            from problem in one.Read.Problems
            select Fault(one.Filing, one.Read.Document, problem.Code, $"{Company.Name}, {problem.Series}: {problem.Message}") with
            {
                Series = [problem.Series],
            }).ToList();
        _faults.AddRange(problems);
        return new(
            observations,
            _faults,
            [
                .. unstated.Select(one => new Notice(BroadcomRelease.Series, "unstated",
                    $"{FilingDocuments.Subject(Company, one.Filing, one.Read.Document)}: {one.Read.Unstated}")),
            ],
            [
                .. read.Where(one => one.Read is { PeriodEnd: not null, Statements: var stated }
                        && !stated.Any(figure => string.Equals(figure.Series, BroadcomRelease.Series, StringComparison.Ordinal)))
                    .Select(one => new UnstatedPeriod(BroadcomRelease.Series, one.Read.PeriodEnd!.Value)),
            ],
            new(
                Company.Name,
                _filings.Count,
                read.Count,
                Wanted.Count(filing => _read.GetValueOrDefault(filing.Accession).Content is not null),
                [
                    .. unstated.Select(one => $"{one.Filing.Form} {one.Filing.Accession}: {one.Read.Unstated}"),
                    .. _faults.Select(fault => $"{fault.Subject}: {fault.Message}"),
                ],
                heldBack));
    }

    private void ReadSeries(List<Observation> observations, List<string> heldBack)
    {
        if (!IsUnread(filing => filing.IsReport, [.. Company.Series.Select(series => series.Id)], heldBack))
        {
            foreach (var series in Company.Series)
                Deliver(series.Id, Stated(series), observations, heldBack);
        }

        if (!IsUnread(filing => filing.IsRelease, Released(), heldBack))
            observations.AddRange(Released().SelectMany(Said));
    }

    private void Deliver(string id, List<Observation> series, List<Observation> observations, List<string> heldBack)
    {
        if (series.Count == 0)
            _faults.Add(new(SecFilingsSource.SourceName, id, SourceFaultCodes.NoData, $"{Company.Name} has filed nothing for it."));
        else if (Fall(series) is { } fall)
        {
            heldBack.Add(id);
            _faults.Add(HeldBack(new(SecFilingsSource.SourceName, id, SourceFaultCodes.Implausible, fall), id));
        }
        else
        {
            observations.AddRange(series);
        }
    }

    /// <summary>The figures of a series as its reports state them.</summary>
    private List<Observation> Stated(DimensionalSeries series)
    {
        var facts =
            from one in Documents(filing => filing.IsReport)
            from figure in one.Read.Figures
            where string.Equals(figure.Series, series.Id, StringComparison.Ordinal)
            select new FiledFact(
                figure.Concept, figure.Start, figure.End, figure.Value, one.Filing.Form, one.Filing.Accession, one.Filing.Filed,
                figure.Member, one.Read.Document);
        var byConcept = facts.ToLookup(fact => fact.Tag, StringComparer.Ordinal);
        return
        [
            .. new FiledSeries(
                series.Id, $"{Company.Name}'s SEC filings (EDGAR)", [.. series.Concepts.Select(concept => byConcept[concept].ToArray())])
                .Observations(),
        ];
    }

    /// <summary>The figures of a series as its releases state them; one that is merely repeated is no new vintage.</summary>
    private IEnumerable<Observation> Said(string series)
    {
        var stated =
            from one in Documents(filing => filing.IsRelease)
            from figure in one.Read.Statements
            where string.Equals(figure.Series, series, StringComparison.Ordinal)
            select (one.Filing, one.Read.Document, Figure: figure);
        foreach (var period in stated.GroupBy(one => one.Figure.End))
        {
            double? before = null;
            foreach (var (filing, document, figure) in period)
            {
                if (figure.Value == before)
                    continue;
                before = figure.Value;
                var reference = $"8-K, accession {filing.Accession} ({document}): \"{figure.Quote}\"";
                yield return new Observation(
                    series, figure.End, figure.Frequency, figure.Value, "USD", figure.Status, $"{Company.Name}'s results release (EDGAR)",
                    reference.Length <= MaxReference ? reference : reference[..MaxReference], filing.Filed);
            }
        }
    }

    /// <summary>A fall by more than half, of what holds now: a sign of members that were changed round, or of another scale.</summary>
    private static string? Fall(IEnumerable<Observation> series)
    {
        var quarters = series.Where(o => o.Frequency == Frequency.Quarterly)
            .GroupBy(o => o.PeriodEnd)
            .Select(vintages => vintages.MaxBy(o => o.KnownSince)!)
            .OrderBy(o => o.PeriodEnd)
            .ToList();
        return quarters.Zip(quarters.Skip(1))
            .Where(pair => pair.Second.Value < LeastOfTheQuarterBefore * pair.First.Value)
            .Select(pair => string.Create(CultureInfo.InvariantCulture,
                $"It falls from {pair.First.Value:R} in the quarter to {pair.First.PeriodEnd:yyyy-MM-dd} to {pair.Second.Value:R} ")
                + string.Create(CultureInfo.InvariantCulture,
                    $"in that to {pair.Second.PeriodEnd:yyyy-MM-dd} ({pair.Second.Reference}), by more than half."))
            .FirstOrDefault();
    }

    private bool IsWanted(Filing filing) =>
        (filing.IsReport && filing.Filed >= Company.ReportsSince)
        || (Company.ReadsReleases && filing.IsRelease && filing.Filed >= FilingCompanies.ReleasesSince);

    private string[] Released() => Company.ReadsReleases
        ? [BroadcomRelease.Series, BroadcomRelease.YearSeries, BroadcomRelease.GuidanceSeries]
        : [];

    /// <summary>
    /// Whether filings of a kind could not be had: their series are held back then, and each kind of fault is told once.
    /// </summary>
    private bool IsUnread(Func<Filing, bool> isOfKind, string[] series, List<string> heldBack)
    {
        var faults = _filings.Where(isOfKind)
            .Select(filing => _read.GetValueOrDefault(filing.Accession).Fault).OfType<SourceFault>()
            .GroupBy(fault => fault.Code, StringComparer.Ordinal)
            .Select(alike => alike.Count() == 1 ? alike.First()
                : alike.First() with { Message = $"{alike.First().Message} And so with {alike.Count() - 1} more of its filings." })
            .ToList();
        if (faults.Count > 0)
            heldBack.AddRange(series);
        _faults.AddRange(faults.Select(fault => HeldBack(fault, series)));
        return faults.Count > 0;
    }

    private IEnumerable<(Filing Filing, ReadFiling Read)> Documents(Func<Filing, bool> isOfKind) => _filings
        .Where(isOfKind)
        .Select(filing => (filing, _read.GetValueOrDefault(filing.Accession).Content!))
        .Where(one => one.Item2 is not null);

    private SourceFault Fault(Filing filing, string? document, string code, string message) =>
        new(SecFilingsSource.SourceName, FilingDocuments.Subject(Company, filing, document), code, message);

    private static SourceFault HeldBack(SourceFault fault, params string[] series) =>
        fault with { Message = $"{fault.Message} {string.Join(", ", series)} {(series.Length == 1 ? "is" : "are")} held back.", Series = series };
}
