using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.UnitTests.Baselines;

public sealed class ObservationTests
{
    [Theory]
    [InlineData("")]
    [InlineData("nvda revenue")]
    [InlineData("NVDA.revenue")]
    [InlineData("nvda/revenue")]
    [InlineData("nvda\trevenue")]
    public void SeriesId_OutsideTheGrammar_IsRefused(string seriesId) =>
        AssertRefused("seriesId", () => Sample.Observation(seriesId: seriesId));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Value_NotFinite_IsRefused(double value) =>
        AssertRefused("value", () => Sample.Observation(value: value));

    [Fact]
    public void Value_NegativeZero_IsZero() =>
        Assert.False(double.IsNegative(Sample.Observation(value: -0.0).Value));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("two\nlines")]
    [InlineData("tab\tseparated")]
    public void Source_BlankOrWithControls_IsRefused(string source) =>
        AssertRefused("source", () => Sample.Observation(source: source));

    [Fact]
    public void Source_HalfASurrogatePair_IsRefused() =>
        AssertRefused("source", () => Sample.Observation(source: "half \ud83d"));

    [Theory]
    [InlineData("Epoch AI (CC-BY): µ, €")]
    [InlineData("an emoji 📈 is fine")]
    public void Source_AnyText_IsKept(string source) =>
        Assert.Equal(source, Sample.Observation(source: source).Source);

    [Theory]
    [InlineData(ObservationStatus.Reported, false)]
    [InlineData(ObservationStatus.Derived, false)]
    [InlineData(ObservationStatus.Secondary, false)]
    [InlineData(ObservationStatus.Estimated, true)]
    [InlineData(ObservationStatus.Guidance, true)]
    [InlineData(ObservationStatus.Claim, true)]
    public void KnownSince_BeforeThePeriodEnds_IsForWhatLooksAheadOnly(ObservationStatus status, bool allowed)
    {
        var periodEnd = new DateOnly(2028, 12, 31);
        void Create() => Sample.Observation(periodEnd: periodEnd, status: status, knownSince: periodEnd.AddDays(-1));

        if (allowed)
            Create();
        else
            AssertRefused("knownSince", Create);
    }

    [Fact]
    public void Status_NotDeclared_IsRefused() =>
        AssertRefused("status", () => Sample.Observation(status: (ObservationStatus)99));

    private static void AssertRefused(string argument, Action create) =>
        Assert.Equal(argument, Assert.ThrowsAny<ArgumentException>(create).ParamName);
}
