using System.Buffers.Binary;
using CsCheck;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.UnitTests.Projections;

public class ProjectionBytesTests
{
    private static readonly Gen<PeriodRange> Ranges = Gen.Select(Gen.Int[2024, 2040], Gen.Int[0, 2], Gen.Enum<Step>(),
        (year, years, step) => step == Step.Year
        ? new PeriodRange(Period.OfYear(year), Period.OfYear(year + years))
        : new PeriodRange(Period.OfQuarter(year, 2), Period.OfQuarter(year + years, 3)));

    private static readonly Gen<double> Numbers = Gen.OneOf(
        Gen.Double, Elements.Of(double.NaN, double.PositiveInfinity, -0.0, double.Epsilon));

    private static readonly Gen<Projection> Any = Gen.Select(
        Ranges, Elements.Of<string[]>([], ["value"], ["mean", "p5", "p50", "Übung|%"]), Gen.Bool).SelectMany((range, statistics, errors) =>
    {
        var count = range.Count * Variables.All.Count * statistics.Length;
        return Gen.Select(Numbers.Array[count], Numbers.Array[errors ? count : 0],
            (values, standardErrors) => new Projection(range, statistics, values, standardErrors));
    });

    [Fact]
    public void Bytes_OfAnyProjection_ReadBackAsTheSameNumbers() => Any.Sample(
        projection =>
        {
            var bytes = projection.ToBytes();
            var read = Projection.FromBytes(bytes);
            Assert.Equal(projection.Range, read.Range);
            Assert.Equal(projection.Statistics, read.Statistics);
            Assert.Equal(bytes, read.ToBytes());
            for (var period = 0; period < projection.Range.Count; period++)
            {
                foreach (var variable in Variables.All)
                {
                    for (var statistic = 0; statistic < projection.Statistics.Count; statistic++)
                    {
                        Assert.Equal(projection.Value(period, variable, statistic), read.Value(period, variable, statistic));
                        Assert.Equal(
                            projection.StandardError(period, variable, statistic), read.StandardError(period, variable, statistic));
                    }
                }
            }
        },
        iter: 50);

    [Fact]
    public void StandardError_OfAValue_IsItsOwnAndNullWhereNoneApplies()
    {
        var count = 2 * Variables.All.Count;
        double[] values = [.. Enumerable.Range(0, count).Select(i => (double)i)];
        double[] errors = [.. values.Select(v => v == 3 ? double.NaN : -v)];
        var projection = new Projection(new PeriodRange(Period.OfYear(2024), Period.OfYear(2024)), ["mean", "p50"], values, errors);
        Assert.Equal(4, projection.Value(0, Variables.All[2], 0));
        Assert.Equal(-4, projection.StandardError(0, Variables.All[2], 0));
        Assert.Null(projection.StandardError(0, Variables.All[1], 1));
        Assert.Null(new Projection(projection.Range, ["mean", "p50"], values).StandardError(0, Variables.All[2], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => projection.Value(0, Variables.All[0], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => projection.Value(1, Variables.All[0], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => projection.Value(-1, Variables.All[0], 0));
    }

    [Fact]
    public void Projection_WhoseCountsDoNotFit_IsRefused()
    {
        var range = new PeriodRange(Period.OfYear(2024), Period.OfYear(2025));
        var count = 2 * Variables.All.Count;
        Assert.Throws<ArgumentException>(() => new Projection(range, ["value"], new double[count - 1]));
        Assert.Throws<ArgumentException>(() => new Projection(range, ["value"], new double[count + 1]));
        Assert.Throws<ArgumentException>(() => new Projection(range, ["value"], new double[count], new double[1]));
    }

    [Fact]
    public void Bytes_CutOffAnywhere_AreAFormatException()
    {
        foreach (var withErrors in new[] { false, true })
        {
            var bytes = Small(withErrors).ToBytes();
            for (var length = 0; length < bytes.Length; length++)
                AssertRefused(bytes.AsMemory(0, length), $"{length} of {bytes.Length} bytes");
        }
    }

    [Fact]
    public void Bytes_WithMoreBehind_AreAFormatException()
        => AssertRefused(Small(withErrors: true).ToBytes().Append((byte)0).ToArray(), "One byte more");

    [Fact]
    public void Bytes_OfAnotherFormat_AreAFormatException()
    {
        var bytes = Small(withErrors: false).ToBytes();
        bytes[0]++;
        AssertRefused(bytes, "Another format");
    }

    /// <summary>
    /// Offsets: format 4, two texts of 1 + 4, then the number of variables; after the variables' names the number of statistics,
    /// and after the text <c>value</c> that of values.
    /// </summary>
    [Theory]
    [InlineData(14, false, -1)]
    [InlineData(14, false, 1)]
    [InlineData(18, true, -1)]
    [InlineData(18, true, 20_000_000)]
    [InlineData(18, true, int.MaxValue)]
    [InlineData(28, true, -1)]
    [InlineData(28, true, 20_000_000)]
    [InlineData(28, true, int.MaxValue)]
    public void Bytes_WithAFalseCount_AreAFormatExceptionAndAllocateLittle(int offset, bool isAfterNames, int count)
    {
        if (isAfterNames)
            offset += Variables.All.Sum(v => 1 + v.Name.Length);
        var bytes = Small(withErrors: false).ToBytes();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(offset), count);
        var before = GC.GetAllocatedBytesForCurrentThread();
        AssertRefused(bytes, $"Count {count} at {offset}");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    private static Projection Small(bool withErrors)
    {
        var count = Variables.All.Count;
        return new Projection(
            new PeriodRange(Period.OfYear(2024), Period.OfYear(2024)), ["value"], new double[count], withErrors ? new double[count] : null);
    }

    private static void AssertRefused(ReadOnlyMemory<byte> bytes, string what)
    {
        var e = Record.Exception(() => Projection.FromBytes(bytes));
        Assert.True(e is FormatException, $"{what}: {e?.GetType().Name ?? "read"}");
    }
}
