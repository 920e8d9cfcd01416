using ForecastFunctions.Application.Contract;

namespace ForecastFunctions.Application.Partners;

/// <summary>Who asks.</summary>
/// <param name="Name">The partner's name: the owner of what it saves.</param>
/// <param name="Scope">What it may do.</param>
public sealed record Caller(string Name, AccessScope Scope)
{
    /// <summary>How much it may ask for; <see langword="null"/> for any amount.</summary>
    public Quota? Quota { get; init; }

    /// <summary>Counts what it asks for; <see langword="null"/> where nothing is counted.</summary>
    public CallerMeter? Meter { get; init; }

    /// <summary>Takes the memory of its request and answer; <see langword="null"/> where nothing is sent.</summary>
    public AnswerHold? Hold { get; init; }

    /// <summary>Whether nobody waits for what it asks for: its work leaves all cores but one to those who wait.</summary>
    public bool IsUnhurried { get; init; }

    /// <summary>
    /// Where its request cannot prefer to be answered later: by what it reads a run that was asked for so elsewhere. <see langword="null"/>
    /// where it can.
    /// </summary>
    public string? ReadsLaterBy { get; init; }

    /// <summary>Whoever calls a function that needs no key.</summary>
    public static Caller Unnamed { get; } = new("unnamed", AccessScope.Read);

    /// <summary>The one caller of a host that asks for no key.</summary>
    public static Caller Anyone { get; } = new("local", AccessScope.Admin);
}
