using System.Globalization;
using System.Text.RegularExpressions;
using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Infrastructure.Sources.SecFilings;

/// <summary>A figure that a sentence of a release states.</summary>
/// <param name="Series">The series.</param>
/// <param name="End">The end of its period.</param>
/// <param name="Frequency">The length of its period.</param>
/// <param name="Value">The figure in full, USD.</param>
/// <param name="Status">Reported, or guidance.</param>
/// <param name="Quote">The words that state it.</param>
internal sealed record ReleaseFigure(
    string Series, DateOnly End, Frequency Frequency, double Value, ObservationStatus Status, string Quote);

/// <summary>A sentence that speaks of the subject, and what was made of it.</summary>
internal sealed record JudgedSentence(string Sentence, string Verdict);

/// <summary>What a results release says of a quarter.</summary>
/// <param name="Quarter">The quarter, null where the release does not tell it.</param>
/// <param name="Figures">What it states.</param>
/// <param name="Problem">Why nothing was taken for the quarter although something is there, or null.</param>
/// <param name="Unstated">That the release states no amount for the quarter, in a sentence, or null.</param>
/// <param name="Judged">The sentences on the subject.</param>
internal sealed record ReleaseReading(
    FiscalQuarter? Quarter, IReadOnlyList<ReleaseFigure> Figures, ReadProblem? Problem, string? Unstated,
    IReadOnlyList<JudgedSentence> Judged);

/// <summary>
/// Reads Broadcom's AI revenue, which stands in no fact of its reports, from the sentences of a results release. It takes a
/// figure only from a sentence that names the subject, the quarter and no other period, that expects nothing, and that ties
/// one amount to the subject; and only if all such sentences agree. Nothing is computed from growth.
/// </summary>
internal static class BroadcomRelease
{
    public const string Series = "avgo.ai_revenue.q";
    public const string YearSeries = "avgo.ai_revenue.fy";
    public const string GuidanceSeries = "avgo.ai_revenue.guidance.q";

    private const int MaxSentence = 2_000;
    private const int MaxQuoted = 300;
    private const RegexOptions Linear =
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private const string Ordinal = "(?<quarter>first|second|third|fourth)";
    private const string Amount = @"\$(?<number>[0-9]{1,3}(,?[0-9]{3}){0,3}(\.[0-9]{1,6})?) (?<unit>billion|million)";
    private const string Subject = "(AI( semiconductor)? revenue|semiconductor revenue from AI|revenue from (our )?AI products)";
    private const string Start = "(^|[^a-z0-9-])";
    private const string End = "([^a-z0-9]|$)";

    /// <summary>What may stand between the subject and its amount: growth and its time, nothing that has an amount of its own.</summary>
    private const string Between =
        @"(grew|grow|growth|increas(ed|e|ing)|r[io]se|accelerat(ed|e)|doubled?|tripled?|more than|up|down|by|again|which|to"
        + @"|[0-9]+(\.[0-9]+)?(%| percent)|year[- ]o(ver|n)[- ]year|sequentially|from the prior year( period)?"
        + @"|(in|during|for) (the quarter|Q[1-4]|the (first|second|third|fourth) (fiscal )?quarter))";

    private static readonly string[] Ordinals = ["first", "second", "third", "fourth"];

    private static readonly Regex Title = new(
        $"^Broadcom Inc\\. Announces {Ordinal} Quarter (and )?Fiscal Year (?<year>20[0-9]{{2}}) Financial Results", Linear);

    private static readonly Regex PeriodEnd = new(
        $"({Ordinal}( fiscal)? quarter[^.]{{0,60}} )?ended (?<end>[a-z]+ [0-9]{{1,2}}, [0-9]{{4}})", Linear);

    private static readonly Regex Revenue = new(
        $"^[^a-z]*(record )?(net )?revenue of (a record )?{Amount} (for|in) the {Ordinal} quarter", Linear);

    private static readonly Regex Speaks = new($"{Start}{Subject}{End}", Linear);

    private static readonly Regex Tied = new(
        $"{Start}(?<quote>{Subject}(,? {Between})*,? (of|was|to|reached)( (a|record|over|about|approximately|nearly|roughly|more than))* "
        + $"{Amount}){End}", Linear);

    private static readonly Regex QuarterNamed = new(
        $"{Start}(Q(?<number>[1-4])|{Ordinal}( fiscal)?[ -]quarter|(during|in|for) the quarter){End}", Linear);

    private static readonly Regex YearOfQuarter = new(
        "(first|second|third|fourth)( fiscal)? quarter (of )?(our |its )?fiscal year [0-9]{4}", Linear);

    private static readonly Regex YearNamed = new("fiscal year (?<year>[0-9]{4})", Linear);

    private static readonly Regex LongerPeriod = new(
        "fiscal year|full[- ]year|first (two|three|half)|second half|(six|nine|twelve) months|year[- ]to[- ]date|for the year", Linear);

    private static readonly Regex Expects = new(
        $"{Start}(expect[a-z]*|anticipat[a-z]*|guid(e|es|ed|ing|ance)|outlook|will){End}", Linear);

    /// <param name="paragraphs">The text of the exhibit.</param>
    public static ReleaseReading Read(IReadOnlyList<string> paragraphs)
    {
        if (paragraphs.Select(paragraph => Title.Match(paragraph)).FirstOrDefault(match => match.Success) is not { } title)
            return Unread(null, "There is no title 'Broadcom Inc. Announces … Quarter … Fiscal Year … Financial Results'.");
        var quarter = new FiscalQuarter(Number(title.Groups["year"]), Quarter(title));
        if (paragraphs.Select(paragraph => PeriodEnd.Match(paragraph)).FirstOrDefault(match => match.Success) is not { } period)
            return Unread(null, $"No paragraph says when {quarter} ended.");
        if (!IsOf(quarter, period))
        {
            return Unread(null, string.Create(CultureInfo.InvariantCulture,
                $"The title is of {quarter}, which ends on {quarter.End:yyyy-MM-dd}; the text says '{period.Value}'."));
        }

        var revenue = paragraphs.Select(paragraph => Revenue.Match(paragraph))
            .Where(match => match.Success && Quarter(match) == quarter.Number)
            .Select(match => (double?)Dollars(match)).FirstOrDefault();
        return revenue is { } whole
            ? new Sentences(quarter, whole).Read(paragraphs)
            : Unread(quarter, $"No paragraph states the revenue of {quarter}, beyond which no amount would be believed.");
    }

    private static bool IsOf(FiscalQuarter quarter, Match period) =>
        (!period.Groups["quarter"].Success || Quarter(period) == quarter.Number)
        && DateOnly.TryParseExact(
            period.Groups["end"].Value, "MMMM d, yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var end)
        && end == quarter.End;

    private static ReleaseReading Unread(FiscalQuarter? quarter, string message) =>
        new(quarter, [], new(Series, SourceFaultCodes.Malformed, message), null, []);

    private static int Number(Capture text) => int.Parse(text.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    private static int Quarter(Match match) => 1 + Array.FindIndex(
        Ordinals, ordinal => string.Equals(ordinal, match.Groups["quarter"].Value, StringComparison.OrdinalIgnoreCase));

    private static double Dollars(Match match)
    {
        var number = decimal.Parse(
            match.Groups["number"].ValueSpan, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        var isBillions = string.Equals(match.Groups["unit"].Value, "billion", StringComparison.OrdinalIgnoreCase);
        return (double)(number * (isBillions ? 1_000_000_000m : 1_000_000m));
    }

    /// <summary>The sentences of the release of a quarter.</summary>
    private sealed class Sentences(FiscalQuarter quarter, double revenue)
    {
        private readonly List<JudgedSentence> _judged = [];
        private readonly List<(double Value, string Quote)> _stated = [];
        private readonly List<(double Value, string Quote)> _ofYear = [];
        private readonly List<(double Value, string Quote)> _expected = [];

        public ReleaseReading Read(IReadOnlyList<string> paragraphs)
        {
            foreach (var paragraph in paragraphs)
            {
                var year = false;
                foreach (var sentence in ReleaseText.Sentences(paragraph).Where(one => one.Length <= MaxSentence))
                {
                    year = SpeaksOfTheYear(sentence) ?? year;
                    if (Speaks.IsMatch(sentence))
                        _judged.Add(new(sentence, Judge(sentence, year)));
                }
            }

            var figures = new List<ReleaseFigure>();
            var (problem, unstated) = Quarters(figures);
            if (_ofYear.DistinctBy(one => one.Value).ToList() is [var ofYear] && ofYear.Value > 0 && ofYear.Value <= 4 * revenue)
                figures.Add(new(YearSeries, quarter.YearEnd, Frequency.Annual, ofYear.Value, ObservationStatus.Reported, ofYear.Quote));
            if (_expected.DistinctBy(one => one.Value).ToList() is [var expected] && expected.Value > 0 && expected.Value <= 2 * revenue)
            {
                figures.Add(new(
                    GuidanceSeries, quarter.Next.End, Frequency.Quarterly, expected.Value, ObservationStatus.Guidance, expected.Quote));
            }

            return new(quarter, figures, problem, unstated, _judged);
        }

        private (ReadProblem? Problem, string? Unstated) Quarters(List<ReleaseFigure> figures)
        {
            var amounts = _stated.DistinctBy(one => one.Value).ToList();
            switch (amounts)
            {
                case []:
                    var spoken = _judged.Count == 0
                        ? "No sentence speaks of it."
                        : $"What it says: {string.Join(" … ", _judged.Take(3).Select(one => $"'{Cut(one.Sentence)}'"))}";
                    return (null, $"The release of {quarter} states no amount of AI revenue for the quarter. {spoken}");
                case [var one] when one.Value > 0 && one.Value <= revenue:
                    figures.Add(new(Series, quarter.End, Frequency.Quarterly, one.Value, ObservationStatus.Reported, one.Quote));
                    return (null, null);
                case [var one]:
                    return (Refused(SourceFaultCodes.Implausible, string.Create(CultureInfo.InvariantCulture,
                        $"says '{one.Quote}', which is not between nothing and the quarter's revenue of {revenue:R}")), null);
                default:
                    var quotes = string.Join(", ", amounts.Take(4).Select(one => $"'{one.Quote}'"));
                    return (Refused(SourceFaultCodes.Conflict, $"states {amounts.Count} amounts: {quotes}"), null);
            }
        }

        private ReadProblem Refused(string code, string what) => new(Series, code, $"The release of {quarter} {what}.");

        /// <summary>What a sentence on the subject is good for; what it states is noted.</summary>
        /// <param name="sentence">The sentence.</param>
        /// <param name="year">Whether the last period that its paragraph has named is the fiscal year alone.</param>
        private string Judge(string sentence, bool year)
        {
            var named = Named(sentence);
            var isLonger = LongerPeriod.IsMatch(YearOfQuarter.Replace(sentence, ""));
            var amounts = Tied.Matches(sentence).Select(match => (Dollars(match), match.Groups["quote"].Value)).ToList();
            if (Expects.IsMatch(sentence))
            {
                return isLonger || !named.SetEquals([quarter.Next.Number]) ? "expects something, and not of the next quarter alone"
                    : Note(_expected, amounts, $"guidance for {quarter.Next}");
            }

            if (named.Count == 0 && year && quarter.Number == 4)
                return Note(_ofYear, amounts, $"of the fiscal year {quarter.Year}");
            return isLonger ? "of a longer period"
                : named.Count == 0 ? "names no quarter"
                : !named.SetEquals([quarter.Number]) ? "of another quarter"
                : Note(_stated, amounts, $"of {quarter}");
        }

        private static string Note(List<(double, string)> list, List<(double, string)> amounts, string what)
        {
            list.AddRange(amounts);
            return amounts.Count == 0 ? $"{what}, but ties no amount to the subject" : $"{what}: taken";
        }

        /// <summary>The quarters that a sentence names; <c>during the quarter</c> is that of the title.</summary>
        private HashSet<int> Named(string sentence) =>
        [
            .. QuarterNamed.Matches(sentence).Select(match =>
                match.Groups["number"].Success ? Number(match.Groups["number"])
                : match.Groups["quarter"].Success ? Quarter(match) : quarter.Number),
        ];

        /// <summary>Whether a sentence speaks of the title's fiscal year as a whole; null where it names no period.</summary>
        private bool? SpeaksOfTheYear(string sentence)
        {
            if (Named(sentence).Count > 0)
                return false;
            var years = YearNamed.Matches(sentence).Select(match => Number(match.Groups["year"])).ToHashSet();
            return years.Count == 0 ? null : years.SetEquals([quarter.Year]);
        }

        private static string Cut(string sentence) => sentence.Length <= MaxQuoted ? sentence : sentence[..MaxQuoted] + "…";
    }
}
