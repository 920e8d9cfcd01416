using ForecastFunctions.Application.Partners;
using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Application.Runs;

/// <summary>
/// How large a run may be: where its caller waits for the answer a few seconds of an instance, and as an operation what a core does in a
/// minute or two, or in as many blocks of these as it has.
/// </summary>
public sealed record RunLimits
{
    /// <summary>The most draws of a projection that is answered at once.</summary>
    public const int RequestDraws = 1 << 18;

    /// <summary>The most draws × periods × variables of a projection that is answered at once.</summary>
    public const long RequestNumbers = 100_000_000;

    private RunLimits()
    {
    }

    /// <summary>The most draws of a projection.</summary>
    public required int Draws { get; init; }

    /// <summary>The most draws × periods × variables of a projection.</summary>
    public required long Numbers { get; init; }

    /// <summary>The most draws × quarters of a projection, from the base year to its last period: what a block of it goes through.</summary>
    public required long Quarters { get; init; }

    /// <summary>The most variables × periods of a sensitivity analysis.</summary>
    public required int Outputs { get; init; }

    /// <summary>The most (inputs + 2) × base draws × quarters of an analysis of variance.</summary>
    public required long SensitivityQuarters { get; init; }

    /// <summary>The most base draws × variables × periods of an analysis of variance, which are held three times at once.</summary>
    public required long SensitivityNumbers { get; init; }

    private string? ReadsLaterBy { get; init; }

    /// <summary>Of what is answered at once.</summary>
    public static RunLimits OfRequest { get; } = new()
    {
        Draws = RequestDraws,
        Numbers = RequestNumbers,
        Quarters = long.MaxValue,
        Outputs = 240,
        SensitivityQuarters = 25_000_000,
        SensitivityNumbers = 1 << 20,
    };

    /// <summary>Of what is answered as an operation.</summary>
    public static RunLimits OfOperation { get; } = new()
    {
        Draws = DrawSettings.MaxDraws,
        Numbers = 4_000_000_000,
        Quarters = 1 << 27,
        Outputs = ModelOutputs.MaxCount,
        SensitivityQuarters = 1 << 27,
        SensitivityNumbers = 1 << 24,
    };

    /// <summary>Those that hold for a caller, who waits or does not.</summary>
    public static RunLimits For(Caller caller) => caller.IsUnhurried ? OfOperation : OfRequest with { ReadsLaterBy = caller.ReadsLaterBy };

    /// <summary>What to do about a run that is too large, where there is something: to be added to what is said.</summary>
    /// <param name="kind">The kind of run, by the name of its resource.</param>
    /// <param name="takes">Whether limits admit it.</param>
    public string Remedy(string kind, Func<RunLimits, bool> takes)
    {
        if (this == OfOperation || !takes(OfOperation))
            return "";
        return " As work larger than a request it may be" + (ReadsLaterBy is { } way
            ? $", though not from here: ask /api/v1/{kind} with the header Prefer: respond-async, and once that has succeeded read the run by {way}."
            : ": send the header Prefer: respond-async.");
    }

    /// <summary>Whether they admit a run.</summary>
    public bool Admit(IRunSpecification run) => run switch
    {
        ProjectionSpecification { Draws: { } settings } projection => settings.Draws <= Draws && projection.Numbers <= Numbers
            && settings.Draws * QuartersOf(projection.Scenario.BaseYear, projection.Projected.To) <= Quarters,
        SensitivitySpecification { Method: SensitivityMethod.VarianceBased sobol } analysis => analysis.Outputs.All.Count <= Outputs
            && (sobol.Inputs.Count + 2L) * sobol.Draws * QuartersOf(analysis.Scenario.BaseYear, analysis.Outputs.Periods[^1]) <= SensitivityQuarters
            && (long)sobol.Draws * analysis.Outputs.All.Count <= SensitivityNumbers,
        _ => true,
    };

    /// <summary>How many quarters a path has from the base year to the end of a period.</summary>
    public static long QuartersOf(int baseYear, Period last) => (4L * (last.Year - baseYear)) + (last.Quarter ?? 4);
}
