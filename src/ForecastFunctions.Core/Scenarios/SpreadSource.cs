namespace ForecastFunctions.Core.Scenarios;

/// <summary>The parameters that the spread of paths comes from, as far as outcomes tell them apart.</summary>
public enum SpreadSource
{
    /// <summary>Spend and its growth.</summary>
    Growth,

    /// <summary>The vendors' shares.</summary>
    Shares,

    /// <summary>Prices of compute.</summary>
    Prices,
}
