using CsCheck;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Infrastructure.Sources.SecEdgar;

namespace ForecastFunctions.IntegrationTests.Sources;

public sealed class FiledSeriesTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Fact]
    public void Nvidia_Fiscal2025_FourthQuarterIsTheYearLessNineMonths()
    {
        var observations = Series("nvda.revenue", EdgarDocuments.Nvidia, (EdgarDocuments.Revenues, EdgarDocuments.NvidiaRevenue));

        Assert.Equal(
            [
                ("nvda.revenue.fy", "2025-01-26", 130.497e9, ObservationStatus.Reported, "2025-02-26"),
                ("nvda.revenue.q", "2024-04-28", 26.044e9, ObservationStatus.Reported, "2024-05-29"),
                ("nvda.revenue.q", "2024-07-28", 30.040e9, ObservationStatus.Reported, "2024-08-28"),
                ("nvda.revenue.q", "2024-10-27", 35.082e9, ObservationStatus.Reported, "2024-11-20"),
                ("nvda.revenue.q", "2025-01-26", 39.331e9, ObservationStatus.Derived, "2025-02-26"),
            ],
            observations.Select(Row));
        Assert.Equal("us-gaap:Revenues, accession 0001045810-24-000124", observations[1].Reference);
        Assert.Equal("us-gaap:Revenues, accession 0001045810-25-000023 less 0001045810-24-000316", observations[^1].Reference);
    }

    [Fact]
    public void Microsoft_Fiscal2026YearToDate_IsDifferenced()
    {
        var observations = Series("msft.capex", EdgarDocuments.Microsoft, (EdgarDocuments.PropertyCapex, EdgarDocuments.MicrosoftCapex));

        Assert.Equal(
            [
                ("msft.capex.fy", "2026-06-30", 115.948e9, ObservationStatus.Reported, "2026-07-29"),
                ("msft.capex.q", "2025-09-30", 19.394e9, ObservationStatus.Reported, "2025-10-29"),
                ("msft.capex.q", "2025-12-31", 29.876e9, ObservationStatus.Derived, "2026-01-28"),
                ("msft.capex.q", "2026-03-31", 30.876e9, ObservationStatus.Derived, "2026-04-29"),
                ("msft.capex.q", "2026-06-30", 35.802e9, ObservationStatus.Derived, "2026-07-29"),
            ],
            observations.Select(Row));
    }

    [Fact]
    public void Alphabet_Comparatives_AddNoVintage()
    {
        var quarters = Series("googl.capex", EdgarDocuments.Alphabet, (EdgarDocuments.PropertyCapex, EdgarDocuments.AlphabetCapex))
            .Where(observation => observation.Frequency == Frequency.Quarterly);

        Assert.Equal([17.197e9, 22.446e9, 23.953e9, 27.851e9, 35.674e9, 44.924e9], quarters.Select(observation => observation.Value));
    }

    [Fact]
    public void Meta_Restatement_IsAVintageOfItsOwn()
    {
        var years = Series("meta.capex", EdgarDocuments.Meta, (EdgarDocuments.PropertyCapex, EdgarDocuments.MetaCapex))
            .Where(observation => observation.Frequency == Frequency.Annual);

        Assert.Equal(
            [
                ("meta.capex.fy", "2023-12-31", 27.266e9, ObservationStatus.Reported, "2024-02-02"),
                ("meta.capex.fy", "2023-12-31", 27.045e9, ObservationStatus.Reported, "2025-01-30"),
            ],
            years.Select(Row));
    }

    [Fact]
    public void Meta_NineMonthsRestatedBeforeTheYear_AreNotMixedWithTheOldYear()
    {
        var fourth = Series("meta.capex", EdgarDocuments.Meta, (EdgarDocuments.PropertyCapex, EdgarDocuments.MetaCapex))
            .Where(observation => observation.Frequency == Frequency.Quarterly && observation.PeriodEnd == new DateOnly(2023, 12, 31));

        // 27.266 − 19.674 and 27.045 − 19.453 are both 7.592; 27.266 − 19.453 would be 7.813.
        Assert.Equal(("meta.capex.q", "2023-12-31", 7.592e9, ObservationStatus.Derived, "2024-02-02"), Row(Assert.Single(fourth)));
    }

    [Fact]
    public void Difference_ShorterSpanFiledLater_IsKnownSinceThen()
    {
        var facts = new[]
        {
            EdgarDocuments.MicrosoftCapex[3] with { Filed = "2026-07-29" },
            EdgarDocuments.MicrosoftCapex[2] with { Filed = "2026-08-15" },
        };

        var quarter = Series("msft.capex", EdgarDocuments.Microsoft, (EdgarDocuments.PropertyCapex, facts))
            .Single(o => o.Frequency == Frequency.Quarterly);

        Assert.Equal(("msft.capex.q", "2026-06-30", 35.802e9, ObservationStatus.Derived, "2026-08-15"), Row(quarter));
    }

    [Fact]
    public void Difference_OfAnotherStart_IsNotTaken()
    {
        var facts = new[] { EdgarDocuments.MicrosoftCapex[3], EdgarDocuments.MicrosoftCapex[2] with { Start = "2025-07-02" } };

        Assert.DoesNotContain(
            Series("msft.capex", EdgarDocuments.Microsoft, (EdgarDocuments.PropertyCapex, facts)),
            observation => observation.Frequency == Frequency.Quarterly);
    }

    [Fact]
    public void TwelveMonths_InAQuarterlyReport_AreNoYear()
    {
        var trailing = new EdgarFact("2024-10-01", "2025-09-30", 70, "10-Q", "2025-10-29", "0001193125-25-256321");

        Assert.Empty(Series("msft.capex", EdgarDocuments.Microsoft, (EdgarDocuments.PropertyCapex, [trailing])));
    }

    [Fact]
    public void AmendmentOnTheSameDay_TheLaterAccessionCounts()
    {
        var first = EdgarDocuments.MicrosoftCapex[3];
        var amended = first with { Billions = 116, Form = "10-K/A", Accession = "0001193125-26-323661" };

        var year = Assert.Single(Series("msft.capex", EdgarDocuments.Microsoft, (EdgarDocuments.PropertyCapex, [amended, first])));
        Assert.Equal(116e9, year.Value);
    }

    [Fact]
    public void FigureThatReturns_IsAVintageAgain()
    {
        var year = EdgarDocuments.MicrosoftCapex[3];
        EdgarFact[] facts =
        [
            year,
            year with { Billions = 116, Filed = "2026-08-01", Accession = "0001193125-26-400000" },
            year with { Filed = "2026-09-01", Accession = "0001193125-26-500000" },
        ];

        Assert.Equal(
            [115.948e9, 116e9, 115.948e9],
            Series("msft.capex", EdgarDocuments.Microsoft, (EdgarDocuments.PropertyCapex, facts)).Select(observation => observation.Value));
    }

    [Fact]
    public void ChainOfTags_PreferredTagCounts_OnceItHasTheFigure()
    {
        var old = EdgarDocuments.NvidiaRevenue[0] with { Billions = 26 };
        var preferred = EdgarDocuments.NvidiaRevenue[6];

        var observations = Series("nvda.revenue", EdgarDocuments.Nvidia,
            (EdgarDocuments.Revenues, [preferred]),
            (EdgarDocuments.ContractRevenue, [old, old with { Billions = 25, Filed = "2026-05-28", Accession = "0001045810-26-000116" }]));

        Assert.Equal([(26e9, "2024-05-29"), (26.044e9, "2025-05-28")], observations.Select(o => (o.Value, $"{o.KnownSince:O}")));
    }

    [Fact]
    public void ChainOfTags_YearUnderANewTag_IsDifferencedWithTheOldOne()
    {
        var observations = Series("nvda.revenue", EdgarDocuments.Nvidia,
            (EdgarDocuments.ContractRevenue, [EdgarDocuments.NvidiaRevenue[5]]),
            (EdgarDocuments.Revenues, [EdgarDocuments.NvidiaRevenue[4]]));

        var fourth = observations.Single(o => o.Frequency == Frequency.Quarterly);
        Assert.Equal(39.331e9, fourth.Value);
        Assert.Equal(
            $"us-gaap:{EdgarDocuments.ContractRevenue}, accession 0001045810-25-000023 less us-gaap:Revenues, accession "
            + "0001045810-24-000316",
            fourth.Reference);
    }

    [Fact]
    public void Observations_FactsInAnyOrder_AreTheSame()
    {
        var all = EdgarDocuments.NvidiaRevenue.Concat(EdgarDocuments.MetaCapex).Concat(EdgarDocuments.MicrosoftCapex).ToArray();
        var expected = Series("x.y", EdgarDocuments.Nvidia, (EdgarDocuments.Revenues, all));

        Gen.Shuffle(all).Sample(
            shuffled => Assert.Equal(expected, Series("x.y", EdgarDocuments.Nvidia, (EdgarDocuments.Revenues, shuffled))),
            iter: 200);
    }

    [Fact]
    public void Quarters_OfAYearToDate_SumToTheYear()
    {
        var quarters = Gen.Int[1, 50_000].Array[4];

        quarters.Sample(millions =>
        {
            string[] ends = ["2025-09-30", "2025-12-31", "2026-03-31", "2026-06-30"];
            var facts = ends.Select(
                (end, i) => EdgarDocuments.MicrosoftCapex[i] with { End = end, Billions = millions.Take(i + 1).Sum() / 1e3 });
            var observations = Series("msft.capex", EdgarDocuments.Microsoft, (EdgarDocuments.PropertyCapex, facts));

            Assert.Equal(millions.Select(m => m * 1e6), observations.Where(o => o.Frequency == Frequency.Quarterly).Select(o => o.Value));
            Assert.Equal(millions.Sum() * 1e6, observations.Single(o => o.Frequency == Frequency.Annual).Value);
        }, iter: 200);
    }

    private static (string, string, double, ObservationStatus, string) Row(Observation observation) =>
        (observation.SeriesId, $"{observation.PeriodEnd:O}", observation.Value, observation.Status, $"{observation.KnownSince:O}");

    private static IReadOnlyList<Observation> Series(string id, int cik, params (string Tag, IEnumerable<EdgarFact> Facts)[] chain) =>
    [
        .. new FiledSeries(id, "Somebody's SEC filings (EDGAR)",
            [.. chain.Select(tag => CompanyConcept.Read(
                EdgarDocuments.Bytes(EdgarDocuments.Document(cik, tag.Tag, tag.Facts)), cik, tag.Tag, Today).Facts)])
            .Observations()
            .OrderBy(observation => observation.SeriesId, StringComparer.Ordinal)
            .ThenBy(observation => observation.PeriodEnd)
            .ThenBy(observation => observation.KnownSince),
    ];
}
