using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Scenarios;

/// <summary>What a scenario says of one parameter.</summary>
public abstract record ParameterSetting
{
    private ParameterSetting()
    {
    }

    /// <summary>The parameter has this value; its uncertainty is gone.</summary>
    /// <param name="Value">In the parameter's unit; for a choice, the place of the word.</param>
    public sealed record Fixed(double Value) : ParameterSetting;

    /// <summary>The parameter is uncertain by this law; a deterministic run uses its median.</summary>
    /// <param name="Law">The law, in the parameter's unit.</param>
    public sealed record Uncertain(Distribution Law) : ParameterSetting;

    /// <summary>The parameter has the value that another one has in the end, whatever baseline or caller set it.</summary>
    /// <param name="Other">The parameter to follow; itself not one that follows.</param>
    public sealed record SameAs(Parameter Other) : ParameterSetting;

    /// <summary>The setting as text, such as a request states it: a number, a word, a law, or the id of the parameter to follow.</summary>
    /// <param name="parameter">The parameter that is set.</param>
    public string ToText(Parameter parameter) => this switch
    {
        Fixed(var value) => parameter.Format(value + 0.0),
        Uncertain(var law) => law.ToString(),
        SameAs(var other) => other.Id,
        _ => throw new InvalidOperationException("There is no other kind of setting."),
    };

    /// <summary>Reads a number, a word or a law back from its text.</summary>
    /// <param name="parameter">The parameter that is set.</param>
    /// <param name="text">What <see cref="ToText"/> gave.</param>
    /// <exception cref="FormatException">It is none of these.</exception>
    public static ParameterSetting Parse(Parameter parameter, string text)
    {
        if (parameter.IsChoice)
        {
            return parameter.IndexOfChoice(text) is >= 0 and var place
                ? new Fixed(place)
                : throw new FormatException($"'{text}' is not a choice of {parameter}.");
        }

        try
        {
            return Distribution.Parse(text) is Statistics.Fixed number ? new Fixed(number.Value) : new Uncertain(Distribution.Parse(text));
        }
        catch (InvalidDistributionException e)
        {
            throw new FormatException($"'{text}' is neither a number nor a law.", e);
        }
    }
}
