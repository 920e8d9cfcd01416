using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Core.Calibration;

/// <summary>Why observations make no vintage.</summary>
/// <param name="Code">One of <see cref="CalibrationFaultCodes"/>.</param>
/// <param name="Subject">The series that is at fault, or <c>calibration</c>.</param>
/// <param name="Message">What is missing or wrong, and what is wanted.</param>
public sealed record CalibrationFault(string Code, string Subject, string Message);

/// <summary>The codes of <see cref="CalibrationFault"/>.</summary>
public static class CalibrationFaultCodes
{
    /// <summary>A required series has no observation.</summary>
    public const string SeriesMissing = "series-missing";

    /// <summary>No year is complete in every required series.</summary>
    public const string YearIncomplete = "year-incomplete";

    /// <summary>The figures cannot be calibrated to.</summary>
    public const string NotCalibratable = "not-calibratable";
}

/// <summary>What a calibration gave: a vintage, or the reason why there is none.</summary>
public sealed record CalibrationResult
{
    private CalibrationResult(Baseline? baseline, CalibrationFault? fault)
    {
        Baseline = baseline;
        Fault = fault;
    }

    /// <summary>The vintage; <see langword="null"/> after a fault.</summary>
    public Baseline? Baseline { get; }

    /// <summary>Why there is none.</summary>
    public CalibrationFault? Fault { get; }

    internal static CalibrationResult Of(Baseline baseline) => new(baseline, null);

    internal static CalibrationResult Failed(string code, string subject, string message) => new(null, new(code, subject, message));
}
