using CsCheck;
using ForecastFunctions.Core.Analyses.GoalSeeks;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.UnitTests.Analyses;

/// <summary>The search, on functions whose solutions are known.</summary>
public class InverseSearchTests
{
    private static readonly Gen<Func<double, double>> Monotone = Gen.OneOf(
        Gen.Const<Func<double, double>>(x => x * x * x),
        Gen.Const<Func<double, double>>(Math.Exp),
        Gen.Const<Func<double, double>>(x => -1 / (0.001 + x)),
        Gen.Const<Func<double, double>>(x => 1 / (1 + Math.Exp(-40 * (x - 1)))),
        Gen.Const<Func<double, double>>(x => 1e9 + x));

    [Fact]
    public void Search_ForAnyValueOfAMonotoneFunction_ComesBackToIt()
        => Gen.Select(Monotone, Gen.Double[0, 3], Gen.Double[0, 3]).Sample((function, input, start) =>
        {
            var target = function(input);
            var result = new InverseSearch(function, target, new Bounds(0, 3), start).Run();
            Assert.Equal(SearchStatus.Found, result.Status);
            Assert.InRange(result.Evaluations, 1, InverseSearch.MaxEvaluations);
            Assert.InRange(result.Solution.Input, 0, 3);
            Assert.InRange(Math.Abs(result.Solution.Output - target), 0,
                1e-9 * Math.Max(Math.Abs(target), result.Highest.Output - result.Lowest.Output));
            Assert.Equal(function(result.Solution.Input), result.Solution.Output);
        }, iter: 300);

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.7)]
    [InlineData(0.0)]
    public void Search_WhoseStartIsTheSolution_GivesTheStartToTheLastBit(double start)
    {
        var result = new InverseSearch(Math.Sin, Math.Sin(start), new Bounds(0, 1.5), start).Run();
        Assert.Equal(new SearchPoint(start, Math.Sin(start)), result.Solution);
        Assert.Empty(result.Others);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2.5)]
    [InlineData(5.5)]
    public void Search_WithSeveralSolutions_GivesTheNearestAndHintsAtTheOthers(double start)
    {
        double[] solutions = [Math.Asin(0.3), Math.PI - Math.Asin(0.3), 2 * Math.PI + Math.Asin(0.3)];
        var result = new InverseSearch(Math.Sin, 0.3, new Bounds(0, 7), start).Run();
        var nearest = solutions.MinBy(s => Math.Abs(s - start));
        Assert.InRange(result.Solution.Input, nearest - 1e-9, nearest + 1e-9);
        Assert.Equal(2, result.Others.Count);
        Assert.All(result.Others, o => Assert.Contains(solutions, s => s != nearest && o.Low <= s && s <= o.High));
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(-0.5)]
    public void Search_BeyondTheRange_SaysSoAndGivesWhatCanBeReached(double target)
    {
        var result = new InverseSearch(x => Math.Sin(x), target, new Bounds(0, 2.5), start: 1).Run();
        Assert.Equal(SearchStatus.Unreachable, result.Status);
        Assert.Equal(new SearchPoint(0, 0), result.Lowest);
        Assert.InRange(result.Highest.Output, target > 1 ? 1 - 1e-5 : 0.99, 1);
        Assert.InRange(result.Highest.Input, Math.PI / 2 - 0.1, Math.PI / 2 + 0.1);
        Assert.Equal(target > 1 ? result.Highest : result.Lowest, result.Solution);
        Assert.InRange(result.Evaluations, 1, InverseSearch.MaxEvaluations);
    }

    /// <summary>A peak between two steps of the scan, both of whose ends lie below the target.</summary>
    [Fact]
    public void Search_ForATargetThatOnlyAPeakReaches_FindsIt()
    {
        static double Peak(double x) => 1 - Math.Pow(x - 4.13, 2);
        var result = new InverseSearch(Peak, 0.9999, new Bounds(0, 10), start: 1).Run();
        Assert.Equal(SearchStatus.Found, result.Status);
        Assert.InRange(Math.Abs(result.Solution.Input - 4.13), 0.0099, 0.0101);
        Assert.Single(result.Others);
        Assert.InRange(result.Evaluations, 1, InverseSearch.MaxEvaluations);
    }

    [Fact]
    public void Search_OfAConstantFunction_IsUnreachableOrTheStart()
    {
        Assert.Equal(SearchStatus.Unreachable, new InverseSearch(_ => 2, 3, new Bounds(0, 1), 0.3).Run().Status);
        var plateau = new InverseSearch(_ => 2, 2, new Bounds(0, 1), 0.3).Run();
        Assert.Equal(0.3, plateau.Solution.Input);
        Assert.Empty(plateau.Others);
    }

    [Fact]
    public void Search_AcrossAJump_DoesNotCallItASolution()
    {
        var result = new InverseSearch(x => x < 0.613 ? 0 : 1, 0.5, new Bounds(0, 1), 0).Run();
        Assert.Equal(SearchStatus.Inexact, result.Status);
        Assert.InRange(result.Evaluations, 1, InverseSearch.MaxEvaluations);
    }

    /// <summary>A target of zero has no scale of its own.</summary>
    [Fact]
    public void Search_ForZero_IsExactOnTheScaleOfTheFunction()
    {
        var result = new InverseSearch(x => 1e-6 * (x - 0.123), 0, new Bounds(0, 1), 0.9).Run();
        Assert.InRange(result.Solution.Input, 0.123 - 1e-9, 0.123 + 1e-9);
    }
}
