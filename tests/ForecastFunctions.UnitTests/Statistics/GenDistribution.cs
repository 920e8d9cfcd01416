using CsCheck;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.UnitTests.Statistics;

/// <summary>Generates every law in every form it can be stated in, over several orders of magnitude.</summary>
internal static class GenDistribution
{
    private static readonly Gen<double> Level = Gen.OneOf(
        Gen.Double[-1000, 1000], Gen.Double[-1, 1], Gen.Int[-9, 9].Select(i => (double)i));
    private static readonly Gen<double> Width = Gen.Double[-6, 4].Select(e => Math.Pow(10, e));
    private static readonly Gen<double> Positive = Gen.Double[-5, 6].Select(e => Math.Pow(10, e));
    private static readonly Gen<double> Share = Gen.Double[0.001, 0.999];
    private static readonly Gen<double> Shape = Gen.Double[-0.5, 2.5].Select(e => Math.Pow(10, e));

    private static readonly Gen<(double Low, double High)> Range = Gen.Select(Level, Width, (low, width) =>
        (low, low + width));

    private static readonly Gen<(double Low, double High)> UnitRange =
        Gen.Select(Gen.Double[-5, 5], Gen.Double[0.2, 5], (y, width) => (Logistic(y), Logistic(y + width)));

    private static readonly Gen<(double, double, double)> Points =
        Gen.Select(Level, Width, Gen.Double[0, 1], (min, width, share) =>
            (min, Math.Min(min + width, min + share * width), min + width));

    public static readonly Gen<Distribution> Any = Gen.OneOf<Distribution>(
        Gen.Double[-1e6, 1e6].Select(value => (Distribution)new Fixed(value)),
        Gen.Select(Level, Width, (mean, sd) => (Distribution)new Normal(mean, sd)),
        Range.Select(r => (Distribution)Normal.FromRange(r.Low, r.High)),
        Gen.Select(Positive, Gen.Double[0.001, 3], (median, sigma) => (Distribution)new Lognormal(median, sigma)),
        Gen.Select(Positive, Gen.Double[0.001, 3], (p5, w) => (Distribution)Lognormal.FromRange(p5, p5 * (1 + w))),
        Gen.Select(Share, Gen.Double[0.001, 5], (median, sigma) => (Distribution)new LogitNormal(median, sigma)),
        UnitRange.Select(r => (Distribution)LogitNormal.FromRange(r.Low, r.High)),
        Points.Select(p => (Distribution)new Triangular(p.Item1, p.Item2, p.Item3)),
        Range.Select(r => (Distribution)Triangular.FromRange(r.Low, r.High)),
        Points.Select(p => (Distribution)new Pert(p.Item1, p.Item2, p.Item3)),
        Range.Select(r => (Distribution)Pert.FromRange(r.Low, r.High)),
        Range.Select(r => (Distribution)new Uniform(r.Low, r.High)),
        Range.Select(r => (Distribution)Uniform.FromRange(r.Low, r.High)),
        Gen.Select(Shape, Shape, (alpha, beta) => (Distribution)new Beta(alpha, beta)),
        UnitRange.Select(r => (Distribution)Beta.FromRange(r.Low, r.High)));

    private static double Logistic(double y) => 1 / (1 + Math.Exp(-y));
}
