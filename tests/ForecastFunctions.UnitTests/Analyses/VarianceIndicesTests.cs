using CsCheck;
using ForecastFunctions.Core.Analyses.Sensitivities;

namespace ForecastFunctions.UnitTests.Analyses;

/// <summary>The estimators, on functions whose indices are known.</summary>
public class VarianceIndicesTests
{
    /// <summary>Three standard errors by t with seven degrees of freedom: wider than a 99 % interval.</summary>
    private const double Errors = 4;

    [Fact]
    public void Estimate_OfIshigamisFunction_AgreesWithTheAnalyticIndices()
    {
        const double A = 7, B = 0.1;
        var model = new AnalyticModel(3, u =>
        {
            var (x1, x2, x3) = (Angle(u[0]), Angle(u[1]), Angle(u[2]));
            return Math.Sin(x1) + A * Math.Pow(Math.Sin(x2), 2) + B * Math.Pow(x3, 4) * Math.Sin(x1);
        });
        var pi4 = Math.Pow(Math.PI, 4);
        var v1 = Math.Pow(1 + B * pi4 / 5, 2) / 2;
        var v2 = A * A / 8;
        var v13 = B * B * pi4 * pi4 * 8 / 225;
        var variance = v1 + v2 + v13;

        var result = VarianceIndices.Estimate(model, [0, 1, 2], 8_192, seed: 1);

        Assert.InRange(result.Means[0], A / 2 - 0.02, A / 2 + 0.02);
        Assert.InRange(result.Variances[0] / variance, 0.99, 1.01);
        Assert.Equal(5 * 8_192, result.Evaluations);
        AssertNear(v1 / variance, (v1 + v13) / variance, result.Indices[0][0], 0.02);
        AssertNear(v2 / variance, v2 / variance, result.Indices[1][0], 0.02);
        AssertNear(0, v13 / variance, result.Indices[2][0], 0.02);

        static double Angle(double u) => Math.PI * (2 * u - 1);
    }

    [Fact]
    public void Estimate_OfSobolsGFunction_AgreesWithTheAnalyticIndices()
    {
        double[] a = [0, 1, 4.5, 9, 99, 99];
        var model = new AnalyticModel(a.Length, u => Product(a, (ai, i) => (Math.Abs(4 * u[i] - 2) + ai) / (1 + ai)));
        var parts = a.Select(ai => 1 / (3 * (1 + ai) * (1 + ai))).ToArray();
        var variance = parts.Aggregate(1.0, (product, v) => product * (1 + v)) - 1;

        var result = VarianceIndices.Estimate(model, [.. Enumerable.Range(0, a.Length)], 8_192, seed: 1);

        for (var i = 0; i < a.Length; i++)
        {
            var total = parts[i] * parts.Where((_, j) => j != i).Aggregate(1.0, (product, v) => product * (1 + v));
            AssertNear(parts[i] / variance, total / variance, result.Indices[i][0], 0.02);
        }
    }

    [Fact]
    public void Estimate_OfAnAdditiveModel_HasFirstAndTotalOrderAlikeAndTheySumToOne()
        => Gen.Double[0.2, 3].Array[3, 6].Sample(weights =>
        {
            var model = new AnalyticModel(weights.Length, u => weights.Select((w, i) => w * u[i]).Sum());
            var squares = weights.Sum(w => w * w);
            var result = VarianceIndices.Estimate(model, [.. Enumerable.Range(0, weights.Length)], 4_096, seed: 3);
            for (var i = 0; i < weights.Length; i++)
            {
                var share = weights[i] * weights[i] / squares;
                AssertNear(share, share, result.Indices[i][0], 0.03);
            }

            Assert.InRange(result.Indices.Sum(i => i[0].First), 0.97, 1.03);
            Assert.InRange(result.Indices.Sum(i => i[0].Total), 0.97, 1.03);
        }, iter: 8, threads: 1);

    [Fact]
    public void Estimate_OfAnInputWithoutInfluence_IsExactlyZero()
    {
        var model = new AnalyticModel(3, u => Math.Exp(u[0]) * (1 + u[2]));
        var index = VarianceIndices.Estimate(model, [1], 256, seed: 5).Indices[0][0];
        Assert.Equal(new VarianceIndex(0, 0, 0, 0), index);
    }

    [Fact]
    public void Estimate_OfAConstantOutput_HasNoIndices()
    {
        var model = new AnalyticModel(2, u => u[0], _ => 12.3);
        var result = VarianceIndices.Estimate(model, [0, 1], 128, seed: 1);
        Assert.Equal(0, result.Variances[1]);
        Assert.All(result.Indices, i => Assert.True(double.IsNaN(i[1].First) && double.IsNaN(i[1].Total)));
        Assert.InRange(result.Indices[0][0].Total, 0.9, 1.1);
    }

    [Fact]
    public void Estimate_OfASmallIndex_IsNotClippedAtZero()
    {
        var model = new AnalyticModel(2, u => u[0] + 0.001 * u[1]);
        var estimates = Enumerable.Range(1, 40)
            .Select(seed => VarianceIndices.Estimate(model, [1], 128, (ulong)seed).Indices[0][0].First)
            .ToList();
        Assert.Contains(estimates, e => e < 0);
    }

    /// <summary>An input's estimates do not depend on which others are asked for, and nothing on threads.</summary>
    [Fact]
    public void Estimate_OnAnyNumberOfThreadsAndForAnyInputs_IsTheSame()
    {
        var model = new AnalyticModel(4, u => u[0] * u[1] + u[2] * u[2] + Math.Sin(9 * u[3]), u => u[0] - u[3]);
        var all = VarianceIndices.Estimate(model, [0, 1, 2, 3], 1_024, seed: 9);
        foreach (var threads in (int[])[2, 3])
            Assert.Equal(all.Indices, VarianceIndices.Estimate(model, [0, 1, 2, 3], 1_024, seed: 9, threads).Indices);
        Assert.Equal(all.Indices[2], VarianceIndices.Estimate(model, [2], 1_024, seed: 9).Indices[0]);
        Assert.NotEqual(all.Indices[2], VarianceIndices.Estimate(model, [2], 1_024, seed: 10).Indices[0]);
    }

    /// <summary>An interval of 90 % holds the true index nine times in ten.</summary>
    [Fact]
    public void StandardErrors_OverManySeeds_TellHowTheEstimatesScatter()
    {
        const int Seeds = 200;
        const double T90 = 1.8946; // Student, seven degrees of freedom
        var weights = new[] { 1.0, 0.7, 0.4 };
        var variance = Product(weights, (w, _) => 1 + w * w / 12) - 1;
        var model = new AnalyticModel(3, u => Product(weights, (w, i) => 1 + w * (u[i] - 0.5)));
        var held = Enumerable.Range(1, Seeds)
            .SelectMany(seed =>
            {
                var result = VarianceIndices.Estimate(model, [0, 1, 2], 256, (ulong)seed);
                return weights.Select((w, i) =>
                {
                    var (first, firstError, total, totalError) = result.Indices[i][0];
                    var ownShare = w * w / 12 / variance;
                    var totalShare = ownShare * Product(weights, (v, j) => j == i ? 1 : 1 + v * v / 12);
                    return (First: Math.Abs(first - ownShare) <= T90 * firstError, Total: Math.Abs(total - totalShare) <= T90 * totalError);
                });
            })
            .ToList();
        Assert.InRange(held.Average(h => h.First ? 1.0 : 0), 0.85, 0.95);
        Assert.InRange(held.Average(h => h.Total ? 1.0 : 0), 0.85, 0.95);
    }

    [Fact]
    public void Estimate_ThatIsCancelled_Ends()
    {
        using var source = new CancellationTokenSource();
        var model = new AnalyticModel(3, u =>
        {
            source.Cancel();
            return u[0];
        });
        Assert.ThrowsAny<OperationCanceledException>(
            () => VarianceIndices.Estimate(model, [0, 1, 2], 1_024, seed: 1, cancellationToken: source.Token));
    }

    [Fact]
    public void Estimate_ReportsItsProgressUpToTheWhole()
    {
        var reports = new List<double>();
        var model = new AnalyticModel(3, u => u[0]);
        VarianceIndices.Estimate(model, [0, 1, 2], 64, seed: 1, progress: new Recorder(reports));
        Assert.Equal([0.6, 0.8, 1], reports);
    }

    private static void AssertNear(double first, double total, VarianceIndex index, double tolerance)
    {
        Assert.InRange(index.First, first - tolerance, first + tolerance);
        Assert.InRange(index.Total, total - tolerance, total + tolerance);
        Assert.InRange(index.First, first - Errors * index.FirstError - 1e-3, first + Errors * index.FirstError + 1e-3);
        Assert.InRange(index.Total, total - Errors * index.TotalError - 1e-3, total + Errors * index.TotalError + 1e-3);
    }

    private static double Product(double[] numbers, Func<double, int, double> factor)
        => numbers.Select(factor).Aggregate(1.0, (product, f) => product * f);

    private sealed class Recorder(List<double> reports) : IProgress<double>
    {
        public void Report(double value) => reports.Add(value);
    }
}
