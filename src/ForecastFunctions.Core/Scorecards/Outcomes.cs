using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.History;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Scorecards;

/// <summary>What came of a variable in a period.</summary>
/// <param name="First">The figure that was published first, in the variable's unit.</param>
/// <param name="Latest">The figure that holds today.</param>
/// <param name="Status">How far the latter can be relied upon.</param>
/// <param name="KnownSince">Since when the first could be known.</param>
public sealed record Outcome(double First, double Latest, ObservationStatus Status, DateOnly KnownSince)
{
    /// <summary>Whether another figure holds today than was published first.</summary>
    public bool IsRestated => First != Latest;
}

/// <summary>A variable that forecasts are scored by.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="IsWider">Whether what is published is more than the variable means, so that it can only come out too high.</param>
public sealed record ScoredVariable(Variable Variable, bool IsWider = false);

/// <summary>What came, by the newest that is known: quarters of the vendors' calendarised revenue, of spend as their sum, and of chips.</summary>
public sealed class Outcomes
{
    private readonly ObservedHistory _first;
    private readonly ObservedHistory _latest;

    /// <summary>The outcomes that a baseline knows.</summary>
    public Outcomes(Baseline newest)
    {
        IReadOnlyList<Observation> firsts =
            [.. newest.Observations.GroupBy(o => (o.SeriesId, o.PeriodEnd), (_, releases) => releases.MinBy(o => o.KnownSince)!)];
        _latest = new ObservedHistory(newest);
        _first = new ObservedHistory(new Baseline(
            "first-releases", "What was published first", newest.AsOf, newest.BaseYear, newest.Parameters, firsts));
    }

    /// <summary>What is scored. Marvell publishes its data-centre revenue, of which AI is a part.</summary>
    public static IReadOnlyList<ScoredVariable> Scored { get; } =
    [
        new(Variables.NvidiaRevenue), new(Variables.BroadcomRevenue), new(Variables.AmdRevenue),
        new(Variables.MarvellRevenue, IsWider: true), new(Variables.Spend), new(Variables.ComputeAddedBy.Nvidia),
    ];

    /// <summary>What came of a variable in a quarter or a year, or <see langword="null"/> where that is not known.</summary>
    public Outcome? Find(Variable variable, Period period)
        => _latest.Find(variable, period) is { } latest && _first.Find(variable, period) is { } first
            ? new(first.Value, latest.Value, latest.Status, first.KnownSince)
            : null;
}
