using FluentValidation;
using ForecastFunctions.Application.Contract;

namespace ForecastFunctions.Application.Forecasts;

/// <summary>What every request about series states.</summary>
public interface ISeriesRequest
{
    /// <summary>The series.</summary>
    SeriesChoice Series { get; }

    /// <summary>The number of periods ahead.</summary>
    int Horizon { get; }

    /// <summary>The levels of the intervals, in percent.</summary>
    IReadOnlyList<double> Levels { get; }
}

/// <summary>Checks what every request about series states.</summary>
public sealed class SeriesRequestValidator : AbstractValidator<ISeriesRequest>
{
    /// <summary>Declares the rules.</summary>
    public SeriesRequestValidator()
    {
        RuleFor(r => (int?)r.Horizon).WithinBounds(SeriesMembers.Horizon);
        RuleFor(r => r.Levels).Must(levels => levels.Count <= ForecastLimits.MaxLevels)
            .Of(SeriesMembers.Levels, FaultCode.TooMuch, $"At most {ForecastLimits.MaxLevels} levels are given.",
                new Allowance(Max: ForecastLimits.MaxLevels));
        RuleForEach(r => r.Levels).OverrideIndexer((_, _, _, _) => "")
            .Must(level => level >= SeriesMembers.Levels.Min && level <= SeriesMembers.Levels.Max)
            .OverridePropertyName(SeriesMembers.Levels.Name)
            .WithErrorCode(FaultCode.OutOfRange)
            .WithMessage((_, level) => $"A level is from 1 to 99.9 percent; {SeriesMembers.TextOf(level)} is not.")
            .WithState(_ => new Allowance(SeriesMembers.Levels.Min, SeriesMembers.Levels.Max));
        RuleFor(r => r.Levels).Must(levels => levels.Distinct().Count() == levels.Count)
            .Of(SeriesMembers.Levels, FaultCode.Duplicate, r => $"The level {SeriesMembers.TextOf(FirstTwice(r.Levels))} is given twice.");
    }

    private static double FirstTwice(IReadOnlyList<double> levels)
        => levels.GroupBy(level => level).First(same => same.Skip(1).Any()).Key;
}
