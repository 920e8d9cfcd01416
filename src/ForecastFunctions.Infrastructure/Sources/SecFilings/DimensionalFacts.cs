using System.Globalization;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Infrastructure.Sources.SecEdgar;

namespace ForecastFunctions.Infrastructure.Sources.SecFilings;

/// <summary>A figure over a period, as a report states it for a series.</summary>
/// <param name="Series">The series' id before its frequency.</param>
/// <param name="Concept">The concept of us-gaap.</param>
/// <param name="Member">The member, as the document writes it.</param>
/// <param name="Start">The first day.</param>
/// <param name="End">The last day.</param>
/// <param name="Value">The figure in full, USD.</param>
internal sealed record ReportFigure(string Series, string Concept, string Member, DateOnly Start, DateOnly End, double Value);

/// <summary>Why a figure of a series was not taken from a document.</summary>
/// <param name="Series">The series' id.</param>
/// <param name="Code">One of <see cref="SourceFaultCodes"/>.</param>
/// <param name="Message">What was expected and seen, in a sentence.</param>
internal sealed record ReadProblem(string Series, string Code, string Message);

/// <summary>A fact on the axis of a series, and what was made of it: for whoever wants to know why.</summary>
internal sealed record JudgedFact(XbrlFact Fact, string Verdict);

/// <summary>What a report states of one series.</summary>
internal sealed record DimensionalReading(
    IReadOnlyList<ReportFigure> Figures, IReadOnlyList<ReadProblem> Problems, IReadOnlyList<JudgedFact> Judged);

/// <summary>Chooses the facts of an instance that are the figures of a series.</summary>
/// <param name="instance">The instance.</param>
/// <param name="cik">The company.</param>
/// <param name="filing">The filing that the instance is of.</param>
internal sealed class DimensionalFacts(XbrlInstance instance, int cik, Filing filing)
{
    /// <summary>A fiscal period's end and the one that the filing states for itself may be a few days apart.</summary>
    private const int MaxDaysApart = 7;

    private static readonly XbrlAxis Consolidation = new(XbrlNames.Srt, "ConsolidationItemsAxis");
    private const string OperatingSegments = "OperatingSegmentsMember";

    private const string Taken = "taken";

    /// <exception cref="SourceException">The instance is of another company.</exception>
    public DimensionalReading Read(DimensionalSeries series)
    {
        if (!instance.Companies.Contains(cik))
        {
            throw new SourceException(SourceFaultCodes.Malformed,
                $"The document is of company {string.Join(", ", instance.Companies.Order().Take(3))}, not {cik}.");
        }

        var judged = new List<JudgedFact>();
        var figures = new List<ReportFigure>();
        var problems = new List<ReadProblem>();
        var wanted = instance.Facts.Where(fact => series.Concepts.Contains(fact.Concept, StringComparer.Ordinal)).ToList();
        var onMember = new List<XbrlFact>();
        foreach (var fact in wanted.Where(fact => fact.Context.Dimensions.Any(dimension => dimension.IsOn(series.Axis))))
        {
            if (Skipped(fact, series) is { } reason)
                judged.Add(new(fact, reason));
            else
                onMember.Add(fact);
        }

        foreach (var period in onMember.GroupBy(fact => (Start: fact.Context.Start!.Value, End: fact.Context.End!.Value)))
            Judge(series, period.Key, [.. period], Total(wanted, period.Key), judged, figures, problems);
        if (Missing(series, wanted, figures) is { } missing)
            problems.Add(missing);
        return new(
            [.. figures.OrderBy(figure => figure.End).ThenBy(figure => figure.Start)],
            [.. problems.OrderBy(problem => problem.Message, StringComparer.Ordinal)],
            judged);
    }

    /// <summary>Why a fact on the axis is none of the series, or null where it is.</summary>
    private string? Skipped(XbrlFact fact, DimensionalSeries series)
    {
        var context = fact.Context;
        var members = context.Dimensions.Where(dimension => dimension.IsOn(series.Axis)).ToList();
        var others = context.Dimensions.Where(dimension => !dimension.IsOn(series.Axis)).ToList();
        var isOther = others.Exists(dimension => !(dimension.IsOn(Consolidation)
            && string.Equals(dimension.Member, OperatingSegments, StringComparison.OrdinalIgnoreCase)));
        return context.Cik != cik ? "of another company"
            : members.Count > 1 || !series.Members.Contains(members[0].Member, StringComparer.OrdinalIgnoreCase) ? "another member"
            : isOther || others.Count > 1 || context.HasOther ? "a part: it has a further dimension"
            : context.Start is not { } start || context.End is not { } end ? "of a moment, not of a period"
            : new FiledFact(fact.Concept, start, end, 0, filing.Form, filing.Accession, filing.Filed).Span is null
                ? "neither a quarter, half-year, nine months nor, in an annual report, a year"
                : null;
    }

    private void Judge(
        DimensionalSeries series, (DateOnly Start, DateOnly End) period, IReadOnlyList<XbrlFact> facts, decimal? total,
        List<JudgedFact> judged, List<ReportFigure> figures, List<ReadProblem> problems)
    {
        var sound = facts.Where(fact => Unsound(fact, total) is null).ToList();
        judged.AddRange(
            from fact in facts
            let reason = Unsound(fact, total)
            where reason is not null
            select new JudgedFact(fact, reason));
        var when = string.Create(CultureInfo.InvariantCulture, $"{period.Start:yyyy-MM-dd} to {period.End:yyyy-MM-dd}");
        if (sound.Count == 0)
        {
            var reason = Unsound(facts[0], total)!;
            var code = period.End > filing.Filed ? SourceFaultCodes.ImpossibleDate
                : facts.All(fact => fact.Text is not null && !fact.IsDollars) ? SourceFaultCodes.WrongUnit
                : facts.All(fact => fact.Number is null) ? SourceFaultCodes.FigureMissing
                : SourceFaultCodes.Implausible;
            problems.Add(new(series.Id, code, $"The figure for {when} is {reason}."));
            return;
        }

        foreach (var ofConcept in sound.GroupBy(fact => fact.Concept, StringComparer.Ordinal))
        {
            var best = MostPrecise(ofConcept);
            if (ofConcept.FirstOrDefault(fact => !Agree(fact, best)) is { } other)
            {
                judged.AddRange(ofConcept.Select(fact => new JudgedFact(fact, "one of several that contradict each other")));
                problems.Add(new(series.Id, SourceFaultCodes.Conflict, string.Create(CultureInfo.InvariantCulture,
                    $"There are two figures for {when}, {best.Number} and {other.Number}; none is taken.")));
                continue;
            }

            judged.AddRange(ofConcept.Select(fact => new JudgedFact(fact, ReferenceEquals(fact, best) ? Taken : "the same once more")));
            figures.Add(new(
                series.Id, best.Concept, best.Context.Dimensions.First(dimension => dimension.IsOn(series.Axis)).Text,
                period.Start, period.End, (double)best.Number!.Value));
        }
    }

    /// <summary>Why a fact of the series is no figure, or null where it is one.</summary>
    private string? Unsound(XbrlFact fact, decimal? total) => fact switch
    {
        { Context.End: { } end } when end > filing.Filed => string.Create(
            CultureInfo.InvariantCulture, $"of a period that ends after the filing, on {end:yyyy-MM-dd}"),
        { Text: null } => "nil",
        { IsDollars: false } => "in another unit than iso4217:USD",
        { Number: null } => "not a plain number",
        { Number: <= 0 } => string.Create(CultureInfo.InvariantCulture, $"{fact.Number}, which is not positive"),
        { Number: { } number } when number > total => string.Create(
            CultureInfo.InvariantCulture, $"{number}, more than the whole revenue of {total}"),
        _ => null,
    };

    /// <summary>The company's whole revenue of a period, where the document states it.</summary>
    private decimal? Total(List<XbrlFact> wanted, (DateOnly Start, DateOnly End) period) => wanted
        .Where(fact => fact is { IsDollars: true, Number: not null, Context: { Dimensions.Count: 0, HasOther: false } context }
            && context.Cik == cik && (context.Start, context.End) == (period.Start, period.End))
        .Max(fact => fact.Number);

    private static XbrlFact MostPrecise(IEnumerable<XbrlFact> facts) =>
        facts.OrderByDescending(fact => fact.Decimals ?? int.MaxValue).ThenBy(fact => fact.Number).First();

    /// <summary>Whether two numbers are the same when both are told as coarsely as the coarser one.</summary>
    private static bool Agree(XbrlFact coarse, XbrlFact fine)
    {
        if (coarse.Number == fine.Number)
            return true;
        if (coarse.Decimals is not { } decimals)
            return false;
        var unit = 1m;
        for (var i = 0; i < Math.Abs(decimals); i++)
            unit = decimals < 0 ? unit * 10 : unit / 10;
        return Math.Round(coarse.Number!.Value / unit, MidpointRounding.AwayFromZero)
            == Math.Round(fine.Number!.Value / unit, MidpointRounding.AwayFromZero);
    }

    /// <summary>A report has a figure of its own period; an amendment need not.</summary>
    private ReadProblem? Missing(DimensionalSeries series, List<XbrlFact> wanted, List<ReportFigure> figures)
    {
        if (filing.IsAmendment)
            return null;
        var end = instance.PeriodEnd ?? filing.ReportDate;
        if (figures.Exists(figure => end is null || Math.Abs(figure.End.DayNumber - end.Value.DayNumber) <= MaxDaysApart))
            return null;
        var seen = wanted
            .SelectMany(fact => fact.Context.Dimensions)
            .Where(dimension => dimension.IsOn(series.Axis))
            .Select(dimension => dimension.Text)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(20)
            .ToList();
        return new(series.Id, SourceFaultCodes.FigureMissing, string.Create(CultureInfo.InvariantCulture,
            $"There is no figure of {string.Join(" or ", series.Members)} on {series.Axis} for the period to {end:yyyy-MM-dd}. ")
            + (seen.Count == 0 ? "No member is on that axis." : $"On that axis are {string.Join(", ", seen)}."));
    }
}
