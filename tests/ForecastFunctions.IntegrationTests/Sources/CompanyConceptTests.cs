using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Infrastructure.Sources;
using ForecastFunctions.Infrastructure.Sources.SecEdgar;

namespace ForecastFunctions.IntegrationTests.Sources;

public sealed class CompanyConceptTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Fact]
    public void Read_FilingWithoutFrameAndFiscalYear_IsUnderstood()
    {
        var fact = Assert.Single(Read(EdgarDocuments.NvidiaRevenue.Take(1)).Facts);

        Assert.Equal(
            new FiledFact("Revenues", new(2024, 1, 29), new(2024, 4, 28), 26.044e9, "10-Q", "0001045810-24-000124", new(2024, 5, 29)),
            fact);
        Assert.Equal(Span.Quarter, fact.Span);
    }

    [Theory]
    [InlineData("2024-01-01", "2024-03-19", "10-Q", null)]
    [InlineData("2024-01-01", "2024-03-20", "10-Q", Span.Quarter)]
    [InlineData("2024-01-01", "2024-04-09", "10-Q", Span.Quarter)]
    [InlineData("2024-01-01", "2024-04-10", "10-Q", null)]
    [InlineData("2024-01-01", "2024-06-30", "10-Q", Span.HalfYear)]
    [InlineData("2024-01-01", "2024-09-30", "10-Q", Span.NineMonths)]
    [InlineData("2024-01-01", "2024-12-31", "10-K", Span.Year)]
    [InlineData("2024-01-01", "2024-12-31", "10-K/A", Span.Year)]
    [InlineData("2024-01-01", "2024-12-31", "10-Q", null)]
    [InlineData("2023-01-01", "2024-12-31", "10-K", null)]
    internal void Span_ByLengthAndForm_IsThatOfTheRules(string start, string end, string form, Span? span) =>
        Assert.Equal(span, new FiledFact("t", DateOnly.Parse(start, null), DateOnly.Parse(end, null), 1, form, "a", Today).Span);

    [Fact]
    public void Read_FiguresOfOneDay_ArePassedOver()
    {
        var fact = EdgarDocuments.NvidiaRevenue[0].Json();
        fact.Remove("start");

        Assert.Empty(CompanyConcept.Read(Document([fact]), EdgarDocuments.Nvidia, "Revenues", Today).Facts);
    }

    [Fact]
    public void Read_DuplicateFacts_CountOnce()
    {
        var once = Read(EdgarDocuments.NvidiaRevenue);
        var twice = Read(EdgarDocuments.NvidiaRevenue.Concat(EdgarDocuments.NvidiaRevenue));

        Assert.Equal(once.Facts, twice.Facts);
        Assert.Empty(twice.Problems);
    }

    [Fact]
    public void Read_FactsInAnyOrder_AreTheSame()
    {
        var expected = Read(EdgarDocuments.NvidiaRevenue).Facts;

        Gen.Shuffle(EdgarDocuments.NvidiaRevenue.ToArray()).Sample(shuffled => Assert.Equal(expected, Read(shuffled).Facts), iter: 200);
    }

    [Fact]
    public void Read_TwoFiguresInOneFiling_LeavesBothOutAndSaysSo()
    {
        var facts = EdgarDocuments.NvidiaRevenue.Take(2).Append(EdgarDocuments.NvidiaRevenue[0] with { Billions = 26.045 });

        var concept = Read(facts);

        Assert.Equal(30.040e9, Assert.Single(concept.Facts).Value);
        Assert.Equal(SourceFaultCodes.Conflict, Assert.Single(concept.Problems).Code);
    }

    [Theory]
    [InlineData("2026-11-25", "after today")]
    [InlineData("2024-04-27", "within its period")]
    [InlineData("2024-04-28", "within its period")]
    public void Read_FiledWhenItCannotBe_LeavesTheFactOutAndSaysSo(string filed, string why)
    {
        var concept = Read([EdgarDocuments.NvidiaRevenue[0] with { Filed = filed }, EdgarDocuments.NvidiaRevenue[1]]);

        Assert.Equal(30.040e9, Assert.Single(concept.Facts).Value);
        var problem = Assert.Single(concept.Problems);
        Assert.Equal(SourceFaultCodes.ImpossibleDate, problem.Code);
        Assert.Contains(why, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FiledToday_IsTaken() =>
        Assert.Single(Read([EdgarDocuments.NvidiaRevenue[0] with { Filed = "2026-11-24" }]).Facts);

    [Theory]
    [InlineData("\"val\":26044000000", "\"val\":NaN", "not JSON")]
    [InlineData("\"val\":26044000000", "\"val\":\"NaN\"", "'val'")]
    [InlineData("\"val\":26044000000", "\"val\":1e999", "out of range")]
    [InlineData("\"val\":26044000000", "\"val\":null", "'val'")]
    [InlineData("\"val\":26044000000", "\"val\":1,\"val\":2", "not JSON")]
    [InlineData("\"start\":\"2024-01-29\"", "\"start\":\"29.1.2024\"", "'29.1.2024'")]
    [InlineData("\"start\":\"2024-01-29\"", "\"start\":\"2025-01-29\"", "begins on 2025-01-29")]
    [InlineData("\"end\":\"2024-04-28\"", "\"end\":\"2024-04-31\"", "'2024-04-31'")]
    [InlineData("\"filed\":\"2024-05-29\"", "\"filled\":\"2024-05-29\"", "'filed'")]
    [InlineData("0001045810-24-000124", "1045810", "accession")]
    [InlineData("\"form\":\"10-Q\"", "\"form\":10", "'form'")]
    [InlineData("\"cik\":1045810", "\"cik\":2488", "company 2488")]
    [InlineData("\"tag\":\"Revenues\"", "\"tag\":\"Assets\"", "us-gaap:Assets")]
    [InlineData("\"units\":{", "\"unit\":{", "'units'")]
    [InlineData("\"USD\":[", "\"USD\":[[[[[[[[[[", "not JSON")]
    [InlineData("}", "", "not JSON")]
    public void Read_OtherForm_IsRefusedAndSaysWhat(string good, string bad, string message)
    {
        var text = Encoding.UTF8.GetString(Document([EdgarDocuments.NvidiaRevenue[0].Json()]));
        Assert.Contains(good, text, StringComparison.Ordinal);

        var error = Assert.Throws<SourceException>(() => CompanyConcept.Read(
            Encoding.UTF8.GetBytes(text.Replace(good, bad, StringComparison.Ordinal)), EdgarDocuments.Nvidia, "Revenues", Today));
        Assert.Equal(SourceFaultCodes.Malformed, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AnotherUnit_IsRefused()
    {
        var text = Encoding.UTF8.GetString(Document([EdgarDocuments.NvidiaRevenue[0].Json()]))
            .Replace("\"USD\"", "\"EUR\"", StringComparison.Ordinal);

        var error = Assert.Throws<SourceException>(
            () => CompanyConcept.Read(Encoding.UTF8.GetBytes(text), EdgarDocuments.Nvidia, "Revenues", Today));
        Assert.Equal(SourceFaultCodes.WrongUnit, error.Code);
    }

    [Fact]
    public void Read_TooManyFacts_IsRefused()
    {
        var facts = Enumerable.Repeat(EdgarDocuments.NvidiaRevenue[0], 20_001);

        Assert.Equal(SourceFaultCodes.TooLarge, Assert.Throws<SourceException>(() => Read(facts)).Code);
    }

    [Fact]
    public void Read_MutatedDocument_FailsByNameOrNotAtAll()
    {
        var document = EdgarDocuments.Bytes(EdgarDocuments.Document(EdgarDocuments.Nvidia, "Revenues", EdgarDocuments.NvidiaRevenue));
        var edit = Gen.Select(Gen.Int[0, document.Length - 1], Gen.Int[0, 3], Gen.Byte);

        edit.Array[1, 6].Sample(edits =>
        {
            var bytes = edits.Aggregate(document.ToList(), (text, e) => Mutated(text, e.Item1, e.Item2, e.Item3)).ToArray();
            try
            {
                var concept = CompanyConcept.Read(bytes, EdgarDocuments.Nvidia, "Revenues", Today);
                _ = new FiledSeries("nvda.revenue", "NVIDIA", [concept.Facts]).Observations().ToArray();
            }
            catch (SourceException)
            {
                // A named fault is what may happen.
            }
        }, iter: 5_000);
    }

    private static List<byte> Mutated(List<byte> text, int at, int how, byte with)
    {
        at %= text.Count;
        switch (how)
        {
            case 0: text[at] = with; break;
            case 1: text.Insert(at, with); break;
            case 2: text[at] = (byte)('0' + with % 10); break;
            default: text.RemoveRange(at, Math.Min(1 + with % 8, text.Count - at - 1)); break;
        }

        return text;
    }

    private static CompanyConcept Read(IEnumerable<EdgarFact> facts) =>
        CompanyConcept.Read(Document(facts.Select(fact => fact.Json())), EdgarDocuments.Nvidia, "Revenues", Today);

    private static byte[] Document(IEnumerable<JsonNode> facts) =>
        EdgarDocuments.Bytes(EdgarDocuments.Document(EdgarDocuments.Nvidia, "Revenues", facts));
}
