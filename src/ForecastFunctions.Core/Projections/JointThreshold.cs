namespace ForecastFunctions.Core.Projections;

/// <summary>A variable on one side of a level.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Level">The level, in its unit.</param>
/// <param name="IsAbove">Whether it is strictly above the level; else it is strictly below.</param>
public sealed record ThresholdCondition(Variable Variable, double Level, bool IsAbove)
{
    /// <summary>Whether a number meets the condition.</summary>
    public bool Holds(double value) => IsAbove ? value > Level : value < Level;
}

/// <summary>Conditions whose holding together, on one path and in one period, is of interest.</summary>
public sealed record JointThreshold
{
    /// <summary>The longest name.</summary>
    public const int MaxNameLength = 64;

    /// <summary>Conditions by a name.</summary>
    /// <exception cref="ArgumentException">The name is not one, or there are no conditions, or one of them twice.</exception>
    public JointThreshold(string name, IReadOnlyList<ThresholdCondition> conditions)
    {
        if (!IsName(name))
            throw new ArgumentException("A name has 1 to 64 letters, digits, hyphens and underscores.", nameof(name));
        if (conditions.Count == 0 || conditions.Distinct().Count() != conditions.Count)
            throw new ArgumentException("There is at least one condition, and each is there once.", nameof(conditions));
        Name = name;
        Conditions = conditions;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The conditions.</summary>
    public IReadOnlyList<ThresholdCondition> Conditions { get; }

    /// <summary>Whether a text is a name: 1 to 64 ASCII letters, digits, hyphens and underscores.</summary>
    public static bool IsName(string text)
        => text.Length is > 0 and <= MaxNameLength && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>Whether two are of one name and the same conditions in the same order.</summary>
    public bool Equals(JointThreshold? other)
        => other is not null && string.Equals(Name, other.Name, StringComparison.Ordinal) && Conditions.SequenceEqual(other.Conditions);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Conditions.Count);
}

/// <summary>How likely conditions hold together, period by period.</summary>
/// <param name="Threshold">The conditions.</param>
/// <param name="Together">The share of paths on which all of them hold, in each period.</param>
/// <param name="StandardErrors">The standard errors of these.</param>
/// <param name="HeldBy">The share of paths on which they have held together in that period or in an earlier one of the range.</param>
/// <param name="Alone">For each condition, the share of paths on which it holds, in each period.</param>
public sealed record JointProbability(
    JointThreshold Threshold, IReadOnlyList<double> Together, IReadOnlyList<double> StandardErrors, IReadOnlyList<double> HeldBy,
    IReadOnlyList<IReadOnlyList<double>> Alone);
