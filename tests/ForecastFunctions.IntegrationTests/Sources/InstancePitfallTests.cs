using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Infrastructure.Sources.SecEdgar;
using ForecastFunctions.Infrastructure.Sources.SecFilings;
using static ForecastFunctions.TestKit.InstanceBuilder;

namespace ForecastFunctions.IntegrationTests.Sources;

/// <summary>What instances hold beside the figure that is meant, each met in a filing: which fact is taken, and what is said otherwise.</summary>
public sealed class InstancePitfallTests
{
    private const string Revenues = "Revenues";
    private const string Start = "2025-04-28";
    private const string End = "2025-07-27";
    private const string YearStart = "2025-01-27";
    private const string Filed = "2025-08-27";

    private static readonly Dim DataCentre = new(Products, "nvda:DataCenterMember");
    private static readonly Dim Operating = new(Consolidation, OperatingSegments);

    [Fact]
    public void Figure_StatedSeveralTimes_IsOne() =>
        Taken(41_096, Nvidia().Millions(Revenues, 41_096, Start, End, DataCentre).Millions(Revenues, 41_096, Start, End, DataCentre)
            .Millions(Revenues, 41_096, Start, End, DataCentre, Operating));

    [Theory]
    [InlineData("2948000000", "-6", "2900000000", "-8", 2_948)]
    [InlineData("2900000000", "-8", "2948000000", "-6", 2_948)]
    [InlineData("2948000000", "INF", "2948000000", "-6", 2_948)]
    public void Figure_StatedMoreAndLessPrecisely_IsTheMorePreciseOne(
        string first, string firstDecimals, string second, string secondDecimals, double millions) =>
        Taken(millions, Nvidia().Fact(Revenues, first, Start, End, "usd", firstDecimals, DataCentre)
            .Fact(Revenues, second, Start, End, "usd", secondDecimals, DataCentre));

    [Theory]
    [InlineData("2948000000", "-6", "2900000000", "-6")]
    [InlineData("2960000000", "-6", "2900000000", "-8")]
    [InlineData("2948000000", "INF", "2948000001", "INF")]
    public void Figure_ThatContradictsItself_IsAFaultAndNone(string first, string firstDecimals, string second, string secondDecimals) =>
        Faulty(SourceFaultCodes.Conflict, "There are two figures for 2025-04-28 to 2025-07-27",
            Nvidia().Fact(Revenues, first, Start, End, "usd", firstDecimals, DataCentre)
                .Fact(Revenues, second, Start, End, "usd", secondDecimals, DataCentre));

    [Fact]
    public void Parts_BesideTheFigure_AreNeitherTakenNorSummed() =>
        Taken(41_096, Nvidia().Millions(Revenues, 33_844, Start, End, new Dim(Products, "nvda:ComputeMember"))
            .Millions(Revenues, 7_252, Start, End, new Dim(Products, "nvda:NetworkingMember"))
            .Millions(Revenues, 41_096, Start, End, DataCentre)
            .Millions(Revenues, 46_743, Start, End, new Dim(Products, "nvda:AllMember")));

    [Fact]
    public void Total_OnTheSegmentAxis_IsNotTheSegment()
    {
        const string Contract = "RevenueFromContractWithCustomerExcludingAssessedTax";
        var instance = new InstanceBuilder(BroadcomFilings.Cik, "avgo", "http://www.broadcom.com/20260802", "2026-08-02")
            .Millions(Contract, 29_591, "2026-05-04", "2026-08-02",
                new Dim(Segments, "avgo:SemiconductorSolutionsAndInfrastructureSoftwareMember"))
            .Millions(Contract, 20_839, "2026-05-04", "2026-08-02", new Dim(Segments, "avgo:SemiconductorSolutionsMember"));

        Assert.Equal(20_839e6, Assert.Single(Read("avgo", instance, filed: "2026-09-10").Figures).Value);
    }

    [Fact]
    public void Segment_CloseToTheMarket_IsNotTakenForIt() =>
        Faulty(SourceFaultCodes.FigureMissing, "There is no figure of DataCenterMember on srt:ProductOrServiceAxis for the period to 2025-07-27",
            Nvidia().Millions(Revenues, 41_331, Start, End, new Dim(Segments, "nvda:ComputeAndNetworkingSegmentMember"), Operating)
                .Millions(Revenues, 41_096, Start, End, new Dim(Segments, "nvda:DataCenterMember"), Operating));

    [Fact]
    public void Part_WithAFurtherDimension_IsNotTheFigure() =>
        Taken(41_096, Nvidia().Millions(Revenues, 9_000, Start, End, DataCentre, new("srt:StatementGeographicalAxis", "country:TW"))
            .Millions(Revenues, 8_000, Start, End, DataCentre, new(Consolidation, "us-gaap:IntersegmentEliminationMember"))
            .Millions(Revenues, 7_000, Start, End, DataCentre, new(Segments, "nvda:ComputeAndNetworkingSegmentMember"), Operating)
            .Typed(Revenues, 6_000, Start, End, DataCentre)
            .Millions(Revenues, 41_096, Start, End, DataCentre));

    [Theory]
    [InlineData("amd:DataCenterMember")]
    [InlineData("amd:DatacenterMember")]
    [InlineData("amd:DATACENTERMEMBER")]
    public void Member_InEitherSpelling_IsTheSeries(string member)
    {
        var instance = new InstanceBuilder(2488, "amd", "http://www.amd.com/20260328", "2026-03-28")
            .Millions("RevenueFromContractWithCustomerExcludingAssessedTax", 5_775, "2025-12-28", "2026-03-28", new Dim(Segments, member), Operating);

        Assert.Equal(5_775e6, Assert.Single(Read("amd", instance, filed: "2026-05-06").Figures).Value);
    }

    [Fact]
    public void Member_ThatIsGone_IsAFaultThatNamesThoseThatAreThere()
    {
        var reading = Read("nvda", Nvidia().Millions(Revenues, 48_710, Start, End, new Dim(Products, "nvda:HyperscaleMember"))
            .Millions(Revenues, 40_313, Start, End, new Dim(Products, "nvda:AICloudsIndustrialEnterpriseMember")));

        Assert.Empty(reading.Figures);
        var problem = Assert.Single(reading.Problems);
        Assert.Equal(("nvda.datacenter_revenue", SourceFaultCodes.FigureMissing), (problem.Series, problem.Code));
        Assert.EndsWith(
            "On that axis are nvda:AICloudsIndustrialEnterpriseMember, nvda:HyperscaleMember.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Member_ThatAnAmendmentLacks_IsNoFault() =>
        Assert.Empty(Read("nvda", Nvidia(), form: "10-Q/A").Problems);

    [Fact]
    public void Concept_ThatHasChanged_IsFoundUnderTheOneThatHasTheFigure()
    {
        var instance = new InstanceBuilder(2488, "amd", "http://www.amd.com/20260328", "2026-03-28")
            .Millions(Revenues, 5_775, "2025-12-28", "2026-03-28", new Dim(Segments, "amd:DataCenterMember"), Operating);

        Assert.Equal(Revenues, Assert.Single(Read("amd", instance, filed: "2026-05-06").Figures).Concept);
    }

    [Theory]
    [InlineData("eur")]
    [InlineData("shares")]
    [InlineData("usdPerShare")]
    [InlineData("nothing")]
    public void Figure_InAnotherUnit_IsAFaultAndNone(string unit) =>
        Faulty(SourceFaultCodes.WrongUnit, "is in another unit than iso4217:USD",
            Nvidia().Fact(Revenues, "41096000000", Start, End, unit, "-6", DataCentre));

    [Fact]
    public void Figure_InAnotherUnitBesideTheRightOne_IsNoFault() =>
        Taken(41_096, Nvidia().Fact(Revenues, "35000000000", Start, End, "eur", "-6", DataCentre)
            .Millions(Revenues, 41_096, Start, End, DataCentre));

    [Fact]
    public void Figure_WithDecimals_IsTheNumberInFull() =>
        Taken(41_096.5, Nvidia().Fact(Revenues, "41096500000", Start, End, "usd", "-5", DataCentre));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("—")]
    [InlineData("41,096")]
    [InlineData("4.1e10")]
    [InlineData("NaN")]
    [InlineData("99999999999999999999")]
    public void Figure_ThatIsNoPlainNumber_IsAFaultAndNone(string text) =>
        Faulty(SourceFaultCodes.FigureMissing, "is not a plain number", Nvidia().Fact(Revenues, text, Start, End, DataCentre));

    [Fact]
    public void Figure_ThatIsNil_IsAFaultAndNone() =>
        Faulty(SourceFaultCodes.FigureMissing, "is nil", Nvidia().Nil(Revenues, Start, End, DataCentre));

    [Theory]
    [InlineData("-41096000000", "which is not positive")]
    [InlineData("0", "which is not positive")]
    [InlineData("46744000000", "more than the whole revenue of 46743000000")]
    public void Figure_ThatCannotBe_IsAFaultAndNone(string text, string message) =>
        Faulty(SourceFaultCodes.Implausible, message,
            Nvidia().Millions(Revenues, 46_743, Start, End).Fact(Revenues, text, Start, End, DataCentre));

    [Fact]
    public void Figure_OfAPeriodAfterTheFiling_IsAFaultAndNone() =>
        Faulty(SourceFaultCodes.ImpossibleDate, "a period that ends after the filing, on 2025-10-26",
            Nvidia().Millions(Revenues, 41_096, Start, End, DataCentre).Millions(Revenues, 51_215, "2025-07-28", "2025-10-26", DataCentre),
            figures: 1);

    [Theory]
    [InlineData("10-Q", YearStart, End, "2025-07-27", null)] // a half-year alone gives no quarter
    [InlineData("10-Q", Start, End, null, "2025-07-27")]
    [InlineData("10-Q", "2024-07-29", End, null, null)] // twelve months that trail
    [InlineData("10-K", "2024-07-29", End, null, null, "2025-07-27")]
    [InlineData("10-K", "2024-07-22", End, null, null, "2025-07-27")] // 53 weeks: 371 days
    [InlineData("10-Q", "2025-04-21", End, null, "2025-07-27")] // 14 weeks: 98 days
    [InlineData("10-Q", "2025-04-10", End, null, null)] // neither
    public void Span_ByItsDates_IsWhatItIs(string form, string start, string end, string? half, string? quarter, string? year = null)
    {
        var reading = Read("nvda", Nvidia().Millions(Revenues, 1_000, start, end, DataCentre), form);

        var observations = Series(reading, form);
        Assert.Equal(quarter is null ? [] : [quarter], observations.Where(o => o.Frequency == Frequency.Quarterly).Select(o => $"{o.PeriodEnd:yyyy-MM-dd}"));
        Assert.Equal(year is null ? [] : [year], observations.Where(o => o.Frequency == Frequency.Annual).Select(o => $"{o.PeriodEnd:yyyy-MM-dd}"));
        Assert.Equal(half is not null || quarter is not null || year is not null, reading.Figures.Count == 1);
    }

    [Fact]
    public void Quarter_BesideTheYearToDate_IsTheQuarter()
    {
        var reading = Read("nvda", Nvidia().Millions(Revenues, 80_208, YearStart, End, DataCentre).Millions(Revenues, 41_096, Start, End, DataCentre));

        Assert.Equal((41_096e6, ObservationStatus.Reported), Assert.Single(Series(reading, "10-Q")) is var o ? (o.Value, o.Status) : default);
    }

    private static InstanceBuilder Nvidia() => new InstanceBuilder(NvidiaReports.Cik, "nvda", "http://www.nvidia.com/20250727", End).Noise(End);

    private static void Taken(double millions, InstanceBuilder instance)
    {
        var reading = Read("nvda", instance);
        Assert.Empty(reading.Problems);
        Assert.Equal(millions * 1e6, Assert.Single(reading.Figures).Value);
    }

    private static void Faulty(string code, string message, InstanceBuilder instance, int figures = 0)
    {
        var reading = Read("nvda", instance);
        Assert.Equal(figures, reading.Figures.Count);
        Assert.Contains(reading.Problems, problem => problem.Code == code && problem.Message.Contains(message, StringComparison.Ordinal));
    }

    private static DimensionalReading Read(string company, InstanceBuilder instance, string form = "10-Q", string filed = Filed) =>
        Read(company, instance.Bytes(), form, filed);

    internal static DimensionalReading Read(string company, byte[] document, string form = "10-Q", string filed = Filed)
    {
        var of = FilingCompanies.All.Single(one => one.Id == company);
        var series = of.Series[0];
        var instance = XbrlInstanceReader.Read(document, series.Concepts.ToHashSet(StringComparer.Ordinal));
        var filing = new Filing("0000000000-25-000001", form, DateOnly.Parse(filed, System.Globalization.CultureInfo.InvariantCulture), null, "", "a.htm");
        return new DimensionalFacts(instance, of.Cik, filing).Read(series);
    }

    private static List<Observation> Series(DimensionalReading reading, string form)
    {
        var facts = reading.Figures.Select(figure => new FiledFact(
            figure.Concept, figure.Start, figure.End, figure.Value, form, "0000000000-25-000001", new DateOnly(2025, 8, 27))).ToArray();
        return [.. new FiledSeries("nvda.datacenter_revenue", "NVIDIA", [facts]).Observations()];
    }
}
