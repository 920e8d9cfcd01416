using ForecastFunctions.Infrastructure.Sources.SecFilings;

namespace ForecastFunctions.IntegrationTests.Sources;

/// <summary>What an operator is shown of one document.</summary>
public sealed class FilingExaminationTests
{
    private static readonly DateOnly Day = new(2026, 11, 24);

    [Fact]
    public void Instance_OfAKnownCompany_ShowsEachFactOnTheAxisAndWhatBecomesOfIt()
    {
        var instance = NvidiaReports.Instance(NvidiaReports.Quarters[13]).Bytes();

        var examination = FilingExamination.Of(instance, "nvda-20250727_htm.xml", null, Day);

        Assert.True(examination.IsReadable);
        Assert.StartsWith("NVIDIA (1045810): 10-Q for the period to 2025-07-27", examination.Lines[0], StringComparison.Ordinal);
        Assert.Contains("  41096000000 of Revenues, 2025-04-28 to 2025-07-27, ProductOrServiceAxis=nvda:DataCenterMember: taken", examination.Lines);
        Assert.Contains("  41096000000 of Revenues, 2025-04-28 to 2025-07-27, ProductOrServiceAxis=nvda:DataCenterMember: the same once more",
            examination.Lines);
        Assert.Contains(examination.Lines, line => line.EndsWith("ProductOrServiceAxis=nvda:ComputeMember: another member", StringComparison.Ordinal));
        Assert.Contains(examination.Lines, line => line.EndsWith("country:TW: a part: it has a further dimension", StringComparison.Ordinal));
        Assert.Contains("  nvda.datacenter_revenue.q 2025-07-27 41096000000 USD (Reported)", examination.Lines);
    }

    [Fact]
    public void Exhibit_OfBroadcoms_ShowsEachSentenceAndItsVerdict()
    {
        var shown = FilingExamination.Of(BroadcomFilings.Exhibit(BroadcomFilings.Quarters[10]), "ex99.htm", null, Day);
        var unstated = FilingExamination.Of(BroadcomFilings.Exhibit(BroadcomFilings.Quarters[7]), "ex99.htm", null, Day);

        Assert.Contains(shown.Lines, line => line.Contains("In Q4, we expect AI semiconductor revenue", StringComparison.Ordinal)
            && line.EndsWith("guidance for Q4 of fiscal 2026: taken", StringComparison.Ordinal));
        Assert.Contains("  avgo.ai_revenue.q 2026-08-02 16700000000 USD (Reported): 'AI semiconductor revenue of $16.7 billion'", shown.Lines);
        Assert.Contains(unstated.Lines, line => line.StartsWith("  notice: The release of Q4 of fiscal 2025 states no amount", StringComparison.Ordinal));
        Assert.Contains(unstated.Lines, line => line.EndsWith("of Q4 of fiscal 2025, but ties no amount to the subject", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a.xml", "<html/>", false, "Not readable (malformed): The document is a 'html', not an XBRL instance.")]
    [InlineData("a.htm", "<p>Nothing</p>", true, "  fault (malformed): There is no title")]
    public void Document_OfAnotherKind_IsSaidToBe(string name, string text, bool isReadable, string message)
    {
        var examination = FilingExamination.Of(System.Text.Encoding.UTF8.GetBytes(text), name, null, Day);

        Assert.Equal(isReadable, examination.IsReadable);
        Assert.Contains(examination.Lines, line => line.StartsWith(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Instance_OfACompanyNobodyReads_SaysWhichAreRead()
    {
        var instance = new InstanceBuilder(320193, "aapl", "http://www.apple.com/20250927", "2025-09-27").Noise("2025-09-27").Bytes();

        var line = Assert.Single(FilingExamination.Of(instance, "aapl_htm.xml", null, Day).Lines);

        Assert.StartsWith("The document is of company 320193. What is read is of NVIDIA (1045810), Broadcom (1730168)", line, StringComparison.Ordinal);
    }
}
