using System.Globalization;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Scenarios;

/// <summary>What a scenario says of one parameter.</summary>
/// <remarks>
/// As text a setting is a number (<c>0.5</c>), a word (<c>spend</c>), a law (<c>triangular(1.5,4.5,6)</c>), a move from
/// where the baseline has the parameter (<c>add(0.03)</c>, <c>times(1.2)</c>), or another parameter to follow
/// (<c>same-as(ratio.base)</c>). In a JSON body the last three may also be an object of one member: <c>{"add": 0.03}</c>,
/// <c>{"times": 1.2}</c>, <c>{"sameAs": "ratio.base"}</c>.
/// </remarks>
public abstract record ParameterSetting
{
    /// <summary>The member of a JSON object, and the word in a text, that adds.</summary>
    public const string AddMember = "add";

    /// <summary>The member of a JSON object, and the word in a text, that multiplies.</summary>
    public const string TimesMember = "times";

    /// <summary>The member of a JSON object that follows; its value is the other parameter's id.</summary>
    public const string SameAsMember = "sameAs";

    private const string SameAsWord = "same-as";

    private ParameterSetting()
    {
    }

    /// <summary>The parameter has this value; its uncertainty is gone.</summary>
    /// <param name="Value">In the parameter's unit; for a choice, the place of the word.</param>
    public sealed record Fixed(double Value) : ParameterSetting;

    /// <summary>The parameter is uncertain by this law; a deterministic run uses its median.</summary>
    /// <param name="Law">The law, in the parameter's unit.</param>
    public sealed record Uncertain(Distribution Law) : ParameterSetting;

    /// <summary>
    /// The parameter is where the baseline has it, moved: its value and every draw of its law. It counts from the baseline,
    /// not from what another scenario says of the parameter. A draw beyond the bounds counts as the bound.
    /// </summary>
    /// <param name="Change">The move.</param>
    public sealed record Relative(ParameterChange Change) : ParameterSetting;

    /// <summary>
    /// The parameter is on every path what another one is there in the end, whatever baseline, scenario or caller set it.
    /// </summary>
    /// <param name="Other">The parameter to follow; itself not one that follows.</param>
    public sealed record SameAs(Parameter Other) : ParameterSetting;

    /// <summary>The setting as text, such as a request states it and <see cref="Parse(Parameter, string)"/> reads it.</summary>
    /// <param name="parameter">The parameter that is set.</param>
    public string ToText(Parameter parameter) => this switch
    {
        Fixed(var value) => parameter.Format(value + 0.0),
        Uncertain(var law) => law.ToString(),
        Relative(var change) => change.ToString(),
        SameAs(var other) => $"{SameAsWord}({other.Id})",
        _ => throw new InvalidOperationException("There is no other kind of setting."),
    };

    /// <summary>A move of a parameter from where the baseline has it.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="kind">What is done.</param>
    /// <param name="amount">By how much.</param>
    /// <exception cref="FormatException">The parameter cannot be moved so; the message says why, and what would be right.</exception>
    public static Relative Move(Parameter parameter, ChangeKind kind, double amount)
    {
        if (ParameterChange.WhyNot(parameter, kind) is { } reason)
            throw new FormatException(reason);
        try
        {
            return new Relative(new ParameterChange(kind, amount));
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new FormatException(
                string.Create(CultureInfo.InvariantCulture, $"{FirstLine(e)[..^1]}, not {amount:R}."), e);
        }
    }

    /// <summary>A parameter that follows another one.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="otherId">The id of the one to follow; of a share of inference, that of the ratio or of the share.</param>
    /// <exception cref="FormatException">There is none of that id, or it is one of another kind.</exception>
    public static SameAs Follow(Parameter parameter, string otherId)
    {
        var other = Parameters.Find(otherId) ?? Parameters.FindAlias(otherId)?.Parameter
            ?? throw new FormatException($"There is no parameter '{otherId}' to be the same as.");
        if (other == parameter)
            throw new FormatException($"{parameter} cannot be the same as itself.");
        if (parameter.IsOptional || other.IsOptional)
        {
            throw new FormatException(
                $"{(parameter.IsOptional ? parameter : other)} has no value unless one is stated, so nothing can be the same; state a number or a law.");
        }

        return parameter.IsChoice || other.IsChoice || !string.Equals(parameter.Unit, other.Unit, StringComparison.Ordinal)
            ? throw new FormatException(
                $"{parameter} ({parameter.Unit}) can only be the same as a number in the same unit; {other} is {other.Unit}.")
            : new SameAs(other);
    }

    /// <summary>Whether a text is meant as a move or as a parameter to follow, rather than as a number, a word or a law.</summary>
    public static bool IsRelative(string text) => TrySplit(text, out _, out _);

    /// <summary>Reads a setting from its text.</summary>
    /// <param name="parameter">The parameter that is set.</param>
    /// <param name="text">What <see cref="ToText"/> gives, or what a caller wrote.</param>
    /// <exception cref="FormatException">It is none; the message says what is wrong, and what would be right.</exception>
    public static ParameterSetting Parse(Parameter parameter, string text)
    {
        if (TrySplit(text, out var word, out var argument))
        {
            return word is SameAsWord ? Follow(parameter, argument)
                : double.TryParse(argument, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)
                    ? Move(parameter, word is AddMember ? ChangeKind.Add : ChangeKind.Times, amount)
                : throw new FormatException($"{word} takes a number, such as {word}({(word is AddMember ? "0.03" : "1.2")}), not '{argument}'.");
        }

        if (parameter.IsChoice)
        {
            return parameter.IndexOfChoice(text) is >= 0 and var place
                ? new Fixed(place)
                : throw new FormatException($"'{text}' is not a choice of {parameter}; it is {string.Join(" or ", parameter.Choices)}.");
        }

        try
        {
            return Distribution.Parse(text) is var law && law is Statistics.Fixed number ? new Fixed(number.Value) : new Uncertain(law);
        }
        catch (InvalidDistributionException e)
        {
            throw new FormatException($"'{text}' is neither a number, a law, nor add(…), times(…) or same-as(…): {FirstLine(e)}", e);
        }
    }

    /// <summary>
    /// Reads a setting of a share that is another name for a ratio. A ratio is the odds of its share, so <c>times(1.2)</c>
    /// multiplies the ratio, and nothing can be added.
    /// </summary>
    /// <exception cref="FormatException">It is none; the message says what is wrong, and what would be right.</exception>
    public static ParameterSetting Parse(ParameterAlias alias, string text)
    {
        if (TrySplit(text, out var word, out _))
        {
            return word is not AddMember
                ? Parse(alias.Parameter, text)
                : throw new FormatException($"{alias.Id} is a share, to which nothing can be added; times(1.2) multiplies its odds by 1.2.");
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and < 1
            ? new Fixed(alias.ToParameter(share))
            : throw new FormatException($"{alias.Id} is a share from 0 to below 1, times(…) or same-as(…), not '{text}'.");
    }

    private static bool TrySplit(string text, out string word, out string argument)
    {
        (word, argument) = ("", "");
        var trimmed = text.AsSpan().Trim();
        var open = trimmed.IndexOf('(');
        if (open < 0 || trimmed[^1] != ')')
            return false;
        word = trimmed[..open].TrimEnd().ToString();
        argument = trimmed[(open + 1)..^1].Trim().ToString();
        return word is AddMember or TimesMember or SameAsWord;
    }

    private static string FirstLine(ArgumentException e) => e.Message.Split(" (Parameter '", 2)[0].Split('\n', 2)[0].TrimEnd('\r');
}
