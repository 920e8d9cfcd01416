using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Infrastructure.Sources;
using ForecastFunctions.Infrastructure.Sources.SecFilings;

namespace ForecastFunctions.IntegrationTests.Sources;

/// <summary>The rule by which a sentence of a release states AI revenue, and all that it must not be taken from.</summary>
public sealed class BroadcomReleaseTests
{
    private static readonly BroadcomQuarter Quarter = BroadcomFilings.Quarters[10];

    [Theory]
    [InlineData("Q3 AI revenue of $8.4 billion grew 106% year-over-year, above our forecast.", 8.4)]
    [InlineData("Q3 AI semiconductor revenue of $8.4 billion grew 106 percent.", 8.4)]
    [InlineData("Q3 semiconductor revenue from AI of $8.4 billion grew 143% year-over-year.", 8.4)]
    [InlineData("Revenue from our AI products was a record $3.1 billion during the quarter.", 3.1)]
    [InlineData("Third quarter AI revenue grew 46% year-over-year to over $4.4 billion driven by demand.", 4.4)]
    [InlineData("In the third fiscal quarter, AI revenue growth accelerated to 63% year-over-year to $5.2 billion.", 5.2)]
    [InlineData("Q3 AI revenue reached $5,200 million.", 5.2)]
    [InlineData("AI revenue in Q3 was $5.2 billion.", 5.2)]
    [InlineData("In the third quarter of fiscal year 2026, AI revenue was $5.2 billion.", 5.2)]
    [InlineData("Q3 AI revenue of $5.2 billion grew, and Q3 AI revenue was $5,200 million.", 5.2)]
    [InlineData("Q3 AI revenue grew 77% year-over-year to $4.1 billion, and infrastructure software revenue grew 47% to $6.7 billion.", 4.1)]
    public void Sentence_ThatStatesTheQuarter_IsTaken(string sentence, double billions)
    {
        var figure = Assert.Single(Read(sentence).Figures);

        Assert.Equal(
            (BroadcomFilings.Series, new DateOnly(2026, 8, 2), Math.Round(billions * 1e9), ObservationStatus.Reported),
            (figure.Series, figure.End, figure.Value, figure.Status));
    }

    [Theory]
    [InlineData("AI semiconductor revenue increased 74% year-over-year in Q3.")]
    [InlineData("AI revenue was $5.2 billion.")]
    [InlineData("Q2 AI revenue was $5.2 billion.")]
    [InlineData("Q3 AI revenue was $5.2 billion, after Q2 AI revenue of $4.4 billion.")]
    [InlineData("In Q3, AI revenue for the first three quarters was $14.0 billion.")]
    [InlineData("For the nine months to Q3, AI revenue was $14.0 billion.")]
    [InlineData("AI revenue for fiscal year 2026 was $14.0 billion, of which Q3 was best.")]
    [InlineData("Q3 AI revenue will be $5.2 billion.")]
    [InlineData("Our outlook for Q3 AI revenue was $5.2 billion.")]
    [InlineData("We had guided Q3 AI revenue to $5.2 billion.")]
    [InlineData("Q3 non-AI semiconductor revenue was $4.1 billion.")]
    [InlineData("Q3 AI revenue backlog was $73 billion.")]
    [InlineData("Q3 AI revenue rose while total revenue grew to $20.0 billion.")]
    [InlineData("In Q3, record revenue of $18.0 billion grew 28%, driven primarily by AI semiconductor revenue.")]
    [InlineData("Q3 AI revenue was 5.2 billion.")]
    [InlineData("Q3 AI revenue was €5.2 billion.")]
    [InlineData("Q3 AI revenue was $5.2 trillion.")]
    [InlineData("Q3 networking revenue was $5.2 billion.")]
    public void Sentence_ThatStatesNoneForTheQuarter_IsNoticedAndNotGuessed(string sentence)
    {
        var reading = Read(sentence);

        Assert.DoesNotContain(reading.Figures, figure => figure.Series == BroadcomFilings.Series);
        Assert.Null(reading.Problem);
        Assert.Contains("The release of Q3 of fiscal 2026 states no amount of AI revenue", reading.Unstated, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SourceFaultCodes.Conflict, "states 2 amounts", "Q3 AI revenue was $5.2 billion.", "In Q3, AI revenue reached $5.3 billion.")]
    [InlineData(SourceFaultCodes.Implausible, "not between nothing and the quarter's revenue of 29591000000", "Q3 AI revenue was $52 billion.")]
    [InlineData(SourceFaultCodes.Implausible, "not between nothing", "Q3 AI revenue was $0.0 billion.")]
    public void Amounts_ThatCannotBe_AreAFaultAndNone(string code, string message, params string[] sentences)
    {
        var reading = Read(sentences);

        Assert.Empty(reading.Figures);
        Assert.Equal(code, reading.Problem?.Code);
        Assert.Contains(message, reading.Problem!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Broadcom Inc. Announces a Dividend", null, "There is no title")]
    [InlineData("NVIDIA Announces Third Quarter Fiscal Year 2026 Financial Results", null, "There is no title")]
    [InlineData(null, "May 3, 2026", "The title is of Q3 of fiscal 2026, which ends on 2026-08-02; the text says")]
    [InlineData(null, "August 2, 2025", "The title is of Q3 of fiscal 2026")]
    [InlineData("Broadcom Inc. Announces Second Quarter Fiscal Year 2026 Financial Results", null, "The title is of Q2 of fiscal 2026")]
    public void Release_WhoseQuarterCannotBeTold_IsAFault(string? title, string? ended, string message)
    {
        var reading = BroadcomRelease.Read(ReleaseText.Paragraphs(BroadcomFilings.Exhibit(Quarter, title, ended)));

        Assert.Empty(reading.Figures);
        Assert.Contains(message, reading.Problem!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("We expect AI revenue of $21.7 billion in Q4.", 21.7)]
    [InlineData("In the fourth quarter, we expect AI semiconductor revenue to accelerate to $21.7 billion, up 236% year-over-year.", 21.7)]
    [InlineData("We expect AI revenue of $21.7 billion.", null)]
    [InlineData("We expect AI revenue of $21.7 billion in Q1.", null)]
    [InlineData("We expect AI revenue of $100 billion for fiscal year 2027, and more in Q4.", null)]
    [InlineData("We expect AI revenue of $90 billion in Q4.", null)]
    public void Guidance_ForTheNextQuarterAlone_IsKeptAsGuidance(string sentence, double? billions)
    {
        var guidance = Read("Q3 AI revenue of $16.7 billion grew.", sentence).Figures.Where(figure => figure.Series == "avgo.ai_revenue.guidance.q");

        Assert.Equal(
            billions is null ? [] : [(new DateOnly(2026, 11, 1), billions.Value * 1e9, ObservationStatus.Guidance)],
            guidance.Select(figure => (figure.End, figure.Value, figure.Status)));
    }

    [Theory]
    [InlineData(2024, 1, "2024-02-04")]
    [InlineData(2024, 4, "2024-11-03")]
    [InlineData(2025, 4, "2025-11-02")]
    [InlineData(2026, 3, "2026-08-02")]
    [InlineData(2026, 4, "2026-11-01")]
    [InlineData(2023, 4, "2023-10-29")]
    public void Quarter_OfTheFiscalYear_EndsOnItsSunday(int year, int number, string end) =>
        Assert.Equal(end, $"{new FiscalQuarter(year, number).End:yyyy-MM-dd}");

    [Fact]
    public void Text_OfAnExhibit_IsWhatAReaderSees()
    {
        const string Html = """
            <html><head><title>x</title><script>Q3 AI revenue was $1 billion.</script></head><body>
            <p>Q3&#160;AI<span> reve</span><span>nue was $16</span><b>.7</b> billion. Broadcom Inc. said &#8220;so.&#8221; It <br/>did&#8209;so.</p>
            <table><tr><td>one</td><td>two</td></tr></table>loose</body></html>
            """;

        var paragraphs = ReleaseText.Paragraphs(System.Text.Encoding.UTF8.GetBytes(Html));

        Assert.Equal(["Q3 AI revenue was $16.7 billion. Broadcom Inc. said \"so.\" It did-so.", "one", "two", "loose"], paragraphs);
        Assert.Equal(
            ["Q3 AI revenue was $16.7 billion.", "Broadcom Inc. said \"so.\"", "It did-so."], ReleaseText.Sentences(paragraphs[0]));
    }

    [Theory]
    [InlineData("<div>", 201, "more than 200 elements within each other")]
    [InlineData("<p\u0080></a</table>>", 201, "more than 200 elements within each other")]
    [InlineData("<div a=1 ", 3_000, "a tag of more than 16384 bytes")]
    [InlineData("text ", 500_000, "2500000 bytes, more than 2097152")]
    public void Page_BeyondWhatAFilerWrites_IsRefusedBeforeItIsParsed(string part, int times, string message)
    {
        var page = System.Text.Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(part, times)));

        var fault = Assert.Throws<SourceException>(() => ReleaseText.Paragraphs(page));

        Assert.Equal(SourceFaultCodes.TooLarge, fault.Code);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Throws<SourceException>(() => FilingFolder.OfType(page, "EX-99.1"));
    }

    [Fact]
    public void Page_OfElementsThatNeedNoEnd_IsRead() =>
        Assert.Equal(1_000, ReleaseText.Paragraphs(
            System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<p>one<br><img src=a><hr>", 1_000)))).Count);

    private static ReleaseReading Read(params string[] sentences) =>
        BroadcomRelease.Read(ReleaseText.Paragraphs(BroadcomFilings.Exhibit(Quarter, null, null, sentences)));
}
