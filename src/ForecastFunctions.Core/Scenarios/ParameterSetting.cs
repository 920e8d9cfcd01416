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

    /// <summary>The parameter has the value that another one has in the end, whatever baseline or caller set it.</summary>
    /// <param name="Other">The parameter to follow; itself not one that follows.</param>
    public sealed record SameAs(Parameter Other) : ParameterSetting;
}
