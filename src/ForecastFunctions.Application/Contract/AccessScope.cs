namespace ForecastFunctions.Application.Contract;

/// <summary>What a caller may do; each contains the ones before it.</summary>
public enum AccessScope
{
    /// <summary>Run and read projections, analyses and market data.</summary>
    Read,

    /// <summary>Also keep and delete the partner's own scenarios.</summary>
    Write,

    /// <summary>Also run a refresh, and issue and revoke keys.</summary>
    Admin,
}
