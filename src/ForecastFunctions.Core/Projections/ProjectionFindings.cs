using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Projections;

/// <summary>The day on which a path crosses a threshold.</summary>
/// <param name="Variable">What crosses.</param>
/// <param name="Threshold">The threshold.</param>
/// <param name="Date">The day, or <see langword="null"/> where the path does not from the base year on.</param>
public sealed record Crossing(Variable Variable, double Threshold, DateOnly? Date);

/// <summary>Something in a run that a reader should know before relying on it.</summary>
/// <param name="Code">A stable name for programs.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record ProjectionWarning(string Code, string Message);

/// <summary>What a run says beyond its rows.</summary>
public static class ProjectionFindings
{
    /// <summary>The share of inference whose crossing the article is about.</summary>
    private const double InferenceThreshold = 0.70;

    /// <summary>
    /// When inference passes 70 %. The ratio moves monotonically from r0 towards r∞, so the moment has a closed form:
    /// e^(−λx) = (ln r* − ln r∞)/(ln r0 − ln r∞). On the spend basis it is the share of spend that crosses. Where the ratio follows
    /// from drivers there is none: it is the first quarter whose middle is above, in a line of log odds from the one before.
    /// </summary>
    /// <param name="scenario">The scenario, at its central values.</param>
    public static Crossing InferenceCrossing(ResolvedScenario scenario)
    {
        if (scenario.Switches.Drivers)
            return new Crossing(Variables.InferenceComputeShare, InferenceThreshold, CrossingOfQuarters(scenario));
        var variable = scenario[Parameters.RatioBasis] == 0 ? Variables.InferenceComputeShare : Variables.InferenceSpendShare;
        var limit = Math.Log(scenario[Parameters.RatioLimit]);
        var gap = Math.Log(scenario[Parameters.RatioBase]) - limit;
        var remaining = (Math.Log(InferenceThreshold / (1 - InferenceThreshold)) - limit) / gap;
        var x = -Math.Log(remaining) / scenario[Parameters.RatioSpeed];
        return new Crossing(variable, InferenceThreshold, double.IsFinite(x) && x >= -0.5 ? DateAt(scenario.BaseYear, x) : null);
    }

    private static DateOnly? CrossingOfQuarters(ResolvedScenario scenario)
    {
        var quarters = new PeriodRange(
            Period.OfQuarter(scenario.BaseYear, 1), Period.OfQuarter(Math.Max(ProjectionSpecification.LastYear, scenario.BaseYear), 4));
        var path = ProjectionEngine.RunCentral(scenario, quarters);
        double[] logOdds = [.. Enumerable.Range(0, quarters.Count).Select(q => LogOdds(path.Value(q, Variables.InferenceComputeShare)))];
        var threshold = LogOdds(InferenceThreshold);
        var first = Array.FindIndex(logOdds, l => l > threshold);
        if (first <= 0)
            return null;
        var (below, above) = (logOdds[first - 1], logOdds[first]);
        return DateAt(scenario.BaseYear, StructuralModel.MidQuarter(1) + 0.25 * (first - 1 + (threshold - below) / (above - below)));

        static double LogOdds(double share) => Math.Log(share / (1 - share));
    }

    /// <summary>x counts from the middle of the base year; the calendar date is half a year further on.</summary>
    internal static DateOnly? DateAt(int baseYear, double x)
    {
        var calendar = baseYear + 0.5 + x;
        if (calendar is < Period.MinYear or >= Period.MaxYear)
            return null;
        var year = (int)Math.Floor(calendar);
        var days = DateTime.IsLeapYear(year) ? 366 : 365;
        return new DateOnly(year, 1, 1).AddDays((int)((calendar - year) * days));
    }
}
