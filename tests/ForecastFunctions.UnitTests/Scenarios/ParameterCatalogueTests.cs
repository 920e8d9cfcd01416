using System.Globalization;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.UnitTests.Scenarios;

public class ParameterCatalogueTests
{
    /// <summary>
    /// The catalogue of the model's version 1: id, bounds, default, law. A parameter's place is the dimension of its
    /// draws, so the order never changes and a new parameter is a new last line.
    /// </summary>
    private const string Catalogue =
        """
        spend.base 20..2000 137 lognormal(128..147)
        spend.growth.initial -0.75..1.75 0.47 normal(0.33..0.61)
        spend.growth.longRun -0.2..0.5 0.1 normal(0..0.2)
        spend.growth.fade 0..5 0.35 lognormal(0.2..0.6)
        ratio.base 0.05..20 0.7 lognormal(0.42..1.15)
        ratio.limit 0.05..50 4.5 triangular(1.5,4.5,6)
        ratio.speed 0..5 0.415 lognormal(0.25..0.7)
        share.inference.nvidia.base 0.01..0.99 0.8 fixed
        share.inference.nvidia.anchor 0.01..0.99 0.5 logit-normal(0.3..0.7)
        share.training.nvidia.base 0.01..0.99 0.88 fixed
        share.training.nvidia.anchor 0.01..0.99 0.8 logit-normal(0.66..0.9)
        share.inference.asicOfRest.base 0.01..0.99 0.7 fixed
        share.inference.asicOfRest.anchor 0.01..0.99 0.84 logit-normal(0.7..0.92)
        share.training.asicOfRest.base 0.01..0.99 0.7 fixed
        share.training.asicOfRest.anchor 0.01..0.99 0.75 fixed
        share.anchorYear 2025..2039 2028 fixed
        price.nvidia.base 500..500000 35000 lognormal(29166.666666666668..42000)
        price.otherGpu.base 500..500000 11000 lognormal(9166.666666666668..13200)
        price.asic.base 500..500000 14000 lognormal(11666.666666666668..16800)
        price.nvidia.decline 0..0.8 0.25 logit-normal(0.16..0.37)
        price.otherGpu.decline 0..0.8 0.15 fixed
        price.asic.decline 0..0.8 0.3 logit-normal(0.18..0.43)
        power.nvidia.base 20..5000 750 lognormal(681.8181818181818..825.0000000000001)
        power.otherGpu.base 20..5000 640 lognormal(581.8181818181818..704)
        power.asic.base 20..5000 950 lognormal(863.6363636363635..1045)
        power.nvidia.decline 0..0.6 0.22 logit-normal(0.13..0.33)
        power.otherGpu.decline 0..0.6 0.1 fixed
        power.asic.decline 0..0.6 0.3 fixed
        stock.nvidia.base 0..1000 1.391 fixed
        stock.otherGpu.base 0..1000 0.05 fixed
        stock.asic.base 0..1000 0.209 fixed
        stock.nvidia.basePower 0..1000000 1168 fixed
        stock.otherGpu.basePower 0..1000000 35 fixed
        stock.asic.basePower 0..1000000 287 fixed
        stock.life 1..20 5 lognormal(4..7)
        facility.utilisation 0.01..1 0.45 logit-normal(0.3..0.6)
        facility.overhead 1..3 1.5 normal(1.4..1.6)
        facility.pue 1..3 1.2 normal(1.1..1.3)
        facility.loadFactor 0.05..1 0.75 logit-normal(0.6..0.85)
        vendor.broadcom 0..1 0.847 fixed
        vendor.marvell 0..1 0.11 fixed
        vendor.amd 0..1 0.84 fixed
        vendor.customChip 0..1 0.67 fixed
        ratio.basis 0..1 compute fixed
        """;

    [Fact]
    public void Catalogue_InItsOrder_IsFrozen()
    {
        static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
        var lines = Parameters.All.Select(p =>
        {
            var bounds = p.BoundsFor(2024);
            return $"{p.Id} {Number(bounds.Min)}..{Number(bounds.Max)} {p.Format(p.Default)} {p.Law?.ToString() ?? "fixed"}";
        });
        Assert.Equal(Catalogue, string.Join('\n', lines));
        Assert.Equal(Enumerable.Range(0, Parameters.All.Count), Parameters.All.Select(p => p.Index));
    }

    [Fact]
    public void Ids_OfParametersAndAliases_AreDistinctAndFound()
    {
        string[] ids = [.. Parameters.All.Select(p => p.Id), .. Parameters.Aliases.Select(a => a.Id)];
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(Parameters.All, p => Assert.Same(p, Parameters.Find(p.Id)));
        Assert.All(Parameters.Aliases, a => Assert.Same(a, Parameters.FindAlias(a.Id)));
        Assert.Null(Parameters.Find("Ratio.Limit"));
        Assert.Null(Parameters.FindAlias("ratio.limit"));
    }

    [Fact]
    public void Parameters_AllOfThem_SayWhatTheyAreAndWhyAndLieWithinTheirBounds() => Assert.All(Parameters.All, p =>
    {
        Assert.True(p.BoundsFor(2024).Contains(p.Default), p.Id);
        Assert.False(string.IsNullOrWhiteSpace(p.Meaning), p.Id);
        Assert.False(string.IsNullOrWhiteSpace(p.Basis), p.Id);
        Assert.False(string.IsNullOrWhiteSpace(p.Unit), p.Id);
        Assert.True(p.Choices.Count == 0 || p.BoundsFor(2024) == new Bounds(0, p.Choices.Count - 1), p.Id);
    });

    [Fact]
    public void Choice_ByItsWord_IsThePlaceOfTheWord()
    {
        Assert.Equal("compute", Parameters.RatioBasis.Format(0));
        Assert.Equal("spend", Parameters.RatioBasis.Format(1));
        Assert.Equal(0, Parameters.RatioBasis.IndexOfChoice("compute"));
        Assert.Equal(1, Parameters.RatioBasis.IndexOfChoice("spend"));
        Assert.Equal(-1, Parameters.RatioBasis.IndexOfChoice("Spend"));
    }

    [Theory]
    [InlineData(0.70, 7, 3)]
    [InlineData(9.0 / 11, 9, 2)]
    [InlineData(2.0 / 3, 2, 1)]
    [InlineData(0.5, 1, 1)]
    public void Alias_OfARatio_IsItsShareBothWays(double share, double inference, double training)
        => Assert.All(Parameters.Aliases, alias =>
    {
        Assert.Equal(inference / training, alias.ToParameter(share), 1e-14);
        Assert.Equal(share, alias.FromParameter(inference / training), 1e-14);
    });

    [Fact]
    public void Aliases_ByTheirIds_SetTheRatiosOfThatName()
    {
        Assert.Same(Parameters.RatioBase, Parameters.FindAlias("inferenceShare.base")!.Parameter);
        Assert.Same(Parameters.RatioLimit, Parameters.FindAlias("inferenceShare.limit")!.Parameter);
        Assert.Equal(2, Parameters.Aliases.Count);

        var bounds = Parameters.FindAlias("inferenceShare.limit")!.BoundsFor(2024);
        Assert.Equal(0.05 / 1.05, bounds.Min, 1e-15);
        Assert.Equal(50.0 / 51, bounds.Max, 1e-15);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(0, double.NaN)]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 0)]
    public void Bounds_ThatHoldNoInterval_AreRefused(double min, double max)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new Bounds(min, max));
}
