using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Scorecards;

/// <summary>
/// How far an outcome lay from the middle of the paths, in the measure that a group of parameters decides all but alone: for
/// growth the sum of NVIDIA's and Broadcom's revenue, for shares the ratio of the two, for prices NVIDIA's revenue over the
/// compute that it added; each in logarithms.
/// </summary>
/// <param name="Group">The group.</param>
/// <param name="Vintage">The vintage.</param>
/// <param name="Period">The quarter.</param>
/// <param name="Score">The distance, in half the width of the paths' middle 68.27 %.</param>
public sealed record SpreadEvidence(SpreadSource Group, PastVintage Vintage, Period Period, double Score)
{
    private const double BelowOneDeviation = 15.865525393145708;

    /// <summary>The evidence of a quarter.</summary>
    /// <param name="vintage">The vintage.</param>
    /// <param name="period">The quarter.</param>
    /// <param name="paths">The paths in the quarter.</param>
    /// <param name="outcomes">What came.</param>
    internal static IEnumerable<SpreadEvidence> Of(PastVintage vintage, Period period, VariableColumns paths, Outcomes outcomes)
    {
        if (outcomes.Find(Variables.NvidiaRevenue, period) is not { } nvidia || nvidia.KnownSince <= vintage.Day)
            return [];
        var evidence = new List<SpreadEvidence>();
        if (outcomes.Find(Variables.BroadcomRevenue, period) is { } broadcom && broadcom.KnownSince > vintage.Day)
        {
            Add(SpreadSource.Growth, Variables.BroadcomRevenue, (n, b) => n + b, broadcom);
            Add(SpreadSource.Shares, Variables.BroadcomRevenue, (n, b) => n / b, broadcom);
        }

        if (outcomes.Find(Variables.ComputeAddedBy.Nvidia, period) is { } added && added.KnownSince > vintage.Day)
            Add(SpreadSource.Prices, Variables.ComputeAddedBy.Nvidia, (n, c) => n / c, added);
        return evidence;

        void Add(SpreadSource group, Variable other, Func<double, double, double> measure, Outcome came)
        {
            var one = paths[Variables.NvidiaRevenue];
            var two = paths[other];
            var logs = new double[one.Length];
            for (var i = 0; i < logs.Length; i++)
                logs[i] = Math.Log(measure(one[i], two[i]));
            var sample = new PredictiveSample(logs);
            var deviation = (sample.At(100 - BelowOneDeviation) - sample.At(BelowOneDeviation)) / 2;
            if (deviation > 0)
                evidence.Add(new(group, vintage, period, (Math.Log(measure(nvidia.Latest, came.Latest)) - sample.At(50)) / deviation));
        }
    }
}
