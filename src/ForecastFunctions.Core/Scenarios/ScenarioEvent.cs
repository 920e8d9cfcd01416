using System.Globalization;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.Scenarios;

/// <summary>What an event does to its driver.</summary>
public enum EventEffect
{
    /// <summary>The driver is multiplied by the amount.</summary>
    Multiply,

    /// <summary>The amount is added to the driver.</summary>
    Add,
}

/// <summary>Something that may happen on a path: from a quarter on, for some quarters, a driver is multiplied or added to.</summary>
/// <remarks>
/// An event happens on a path or it does not, as a whole. In a deterministic run it happens if it is more likely than
/// not. However much is taken away, a driver keeps a hundredth of itself.
/// </remarks>
public sealed record ScenarioEvent
{
    /// <summary>The most events of a scenario: each has points of its own to be drawn from.</summary>
    public const int MaxCount = 20;

    /// <summary>The largest factor.</summary>
    public const double MaxFactor = 1_000;

    /// <summary>The largest amount to add or to take away.</summary>
    public const double MaxAddend = 1e6;

    /// <summary>The longest name.</summary>
    public const int MaxNameLength = 64;

    /// <summary>An event.</summary>
    /// <exception cref="ArgumentException">
    /// The name is blank or too long, the start is not a quarter, or something is added to odds.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public ScenarioEvent(string name, Driver driver, EventEffect effect, double amount, Period start, int? quarters, double probability)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxNameLength)
            throw new ArgumentException($"A name has 1 to {MaxNameLength} characters.", nameof(name));
        if (start.Step != Step.Quarter)
            throw new ArgumentException("An event starts in a quarter.", nameof(start));
        if (effect == EventEffect.Add && !Drivers.CanAdd(driver))
            throw new ArgumentException($"{Drivers.NameOf(driver)} can only be multiplied.", nameof(effect));
        if (effect == EventEffect.Multiply ? !(amount is > 0 and <= MaxFactor) : !(Math.Abs(amount) <= MaxAddend))
        {
            throw new ArgumentOutOfRangeException(
                nameof(amount), amount,
                $"A factor is above 0 and at most {MaxFactor}, an addend from -{MaxAddend} to {MaxAddend}.");
        }

        if (!(probability is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies from 0 to 1.");
        if (quarters < 1)
            throw new ArgumentOutOfRangeException(nameof(quarters), quarters, "An event lasts at least one quarter.");
        Name = name;
        Driver = driver;
        Effect = effect;
        Amount = amount;
        Start = start;
        Quarters = quarters;
        Probability = probability;
    }

    /// <summary>The event's name; it keys the draws that decide whether the event happens.</summary>
    public string Name { get; }

    /// <summary>What it acts on.</summary>
    public Driver Driver { get; }

    /// <summary>What it does.</summary>
    public EventEffect Effect { get; }

    /// <summary>The factor or the addend, in the driver's unit (<see cref="Scenarios.Driver"/>); of spend, an addend is per year.</summary>
    public double Amount { get; }

    /// <summary>What is added to the driver in each quarter in which the event acts.</summary>
    public double QuarterlyAddend => Driver == Driver.Spend ? Amount / 4 : Amount;

    /// <summary>Whether a deterministic run takes it as certain: it is more likely than not.</summary>
    public bool IsTakenAsCertain => Probability > 0.5;

    /// <summary>The first quarter.</summary>
    public Period Start { get; }

    /// <summary>How many quarters it lasts, or <see langword="null"/> for good.</summary>
    public int? Quarters { get; }

    /// <summary>How likely it is to happen on a path.</summary>
    public double Probability { get; }

    /// <summary>The event as text, the same for equal events.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Name}:{Drivers.NameOf(Driver)} {Effect} {Amount:R} from {Start} for {Quarters} with {Probability:R}");

    /// <summary>
    /// Whether it is left out on a vintage: one on a driver of the layer that began before the base year is a part of what the base year
    /// is told from.
    /// </summary>
    /// <param name="baseYear">The base year.</param>
    public bool IsLeftOut(int baseYear) => Driver >= Driver.Users && Start.Year < baseYear;

    /// <summary>Whether it acts in that quarter of a path on which it happens.</summary>
    public bool ActsIn(int year, int quarter)
    {
        var since = 4 * (year - Start.Year) + quarter - Start.Quarter!.Value;
        return since >= 0 && (Quarters is null || since < Quarters);
    }
}
