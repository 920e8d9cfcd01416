using CsCheck;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.SeriesCatalogues;

namespace ForecastFunctions.UnitTests.SeriesCatalogues;

public class SeriesContentTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<CatalogueSeries[]> Some =
        Gen.Select(Gen.Int[0, 4], Gen.OneOf(Gen.Const(""), Gen.String), Gen.Int[1, 366], Gen.Double.Array[1, 20]).Array[1, 10].Select(all => all
            .Select((one, i) => new CatalogueSeries(
                $"{i}é", one.Item2.Length == 0 || !IsText(one.Item2) ? null : one.Item2, FirstOf(one.Item1), one.Item3, one.Item4)).ToArray());

    [Fact]
    public void Content_OfAnySeries_IsReadBackAndNamedByThem() => Some.Sample(series =>
    {
        var content = new SeriesContent(series);
        var read = SeriesContent.Of(content.Bytes);

        Assert.Equal((content.Hash, content.Observations, content.Longest), (read.Hash, read.Observations, read.Longest));
        Assert.Equal(series.Select(s => (s.Id, s.Unit, s.First, s.SeasonLength)), read.Series.Select(s => (s.Id, s.Unit, s.First, s.SeasonLength)));
        Assert.Equal(series.SelectMany(s => s.Values), read.Series.SelectMany(s => s.Values));
        Assert.NotEqual(content.Hash, new SeriesContent([.. series, new CatalogueSeries("z", null, null, 1, [1])]).Hash);
    });

    [Fact]
    public void Content_CutAnywhere_IsRefused() => Gen.Select(Some, Gen.Int[0, 10_000]).Sample((series, at) =>
    {
        var bytes = new SeriesContent(series).Bytes;
        Assert.Throws<FormatException>(() => SeriesContent.Of(bytes[..(at % bytes.Length)]));
    });

    [Fact]
    public void Prints_OfContentsWithAnIdInCommon_AreFound()
    {
        static SeriesContent Of(params string[] ids) => new([.. ids.Select(id => new CatalogueSeries(id, null, null, 1, [1]))]);

        Assert.True(Of("a", "b").MaySharePrints(Of("c", "b").Fingerprints()));
        Assert.False(Of("a", "b").MaySharePrints(Of("c", "d").Fingerprints()));
        Assert.Throws<ArgumentException>(() => Of("a", "a"));
        Assert.Throws<ArgumentException>(() => Of());
    }

    [Fact]
    public void Results_OfAnySeries_AreReadBack() => Some.Sample(series =>
    {
        IReadOnlyList<SeriesResult> results =
        [
            .. series.Select((s, i) => i % 3 == 0
                ? SeriesResult.Failed(s, "It is too short.")
                : new SeriesResult(s.Id, s.Unit, s.First, i, $"ETS {i}", i % 2 == 0 ? [] : ["short-series", "outlier"], s.Values, null)),
        ];
        var bytes = SeriesResult.ToBytes(results);
        var read = SeriesResult.FromBytes(bytes);

        Assert.Equal(results.Select(Told), read.Select(Told));
        Assert.Throws<FormatException>(() => SeriesResult.FromBytes(bytes.AsMemory(0, bytes.Length - 1)));

        static string Told(SeriesResult r)
            => $"{r.Id}|{r.Unit}|{r.Origin}|{r.Offset}|{r.Model}|{string.Join('+', r.Warnings)}|{string.Join('+', r.Numbers)}|{r.Problem}";
    });

    [Fact]
    public void Catalogue_WhoseContentOrOrderChanges_HasAnotherNameForIt()
    {
        var (a, b) = (new SeriesContent([new("a", null, null, 1, [1, 2])]), new SeriesContent([new("b", null, null, 1, [1])]));
        var empty = new SeriesCatalogue { Name = "ours", Revision = 1, UpdatedAt = Now };
        var both = empty.With(CataloguePart.Of(7, b, "u2", Now), Now).With(CataloguePart.Of(2, a, "u1", Now), Now);

        Assert.Equal((2, 7, 2, 3, 3), (both.Parts[0].Number, both.Parts[1].Number, both.Series, both.Observations, both.Revision));
        Assert.Equal(both.Content, both.With(CataloguePart.Of(2, a, "u9", Now), Now).Content);
        Assert.Equal(both.Content, both.Described("other words", Now).Content);
        Assert.NotEqual(both.Content, both.With(CataloguePart.Of(2, b, "u3", Now), Now).Content);
        Assert.NotEqual(both.Content, empty.With(CataloguePart.Of(2, b, "u3", Now), Now).With(CataloguePart.Of(7, a, "u3", Now), Now).Content);
        Assert.Equal(empty.Content, both.Without(2, Now).Without(7, Now).Content);
    }

    private static Period? FirstOf(int step) => step switch
    {
        0 => Period.OfYear(1950),
        1 => Period.OfQuarter(2199, 4),
        2 => Period.OfWeek(2026, 53),
        3 => Period.OfDay(new DateOnly(2024, 2, 29)),
        _ => null,
    };

    private static bool IsText(string text) => text.All(c => !char.IsSurrogate(c));
}
