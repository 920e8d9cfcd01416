using V = System.Numerics.Vector<double>;

namespace ForecastFunctions.Core.Projections;

/// <summary>
/// What the layer tells of a period. Sums of a year are those of its quarters, and so the weights of what is a mean; the rest is as
/// it is at the end of the last quarter.
/// </summary>
internal struct LayerFlows
{
    /// <summary>How many quarters the period has.</summary>
    public V Quarters;

    /// <summary>Spend planned, bn USD.</summary>
    public V Planned;

    /// <summary>Compute that the plan would have bought, million H100e.</summary>
    public V PlannedCompute;

    /// <summary>Σ u: users in the middle of each quarter, as a share of mankind.</summary>
    public V Users;

    /// <summary>Tokens demanded, 1e12.</summary>
    public V Tokens;

    /// <summary>Tokens that were served, 1e12.</summary>
    public V TokensServed;

    /// <summary>Peak work of the compute behind tokens, 1e12 FLOP.</summary>
    public V TokenWork;

    /// <summary>Σ K: installed at the end of each quarter, million H100e.</summary>
    public V Installed;

    /// <summary>Σ K · (H100e-hour).</summary>
    public V InstalledHours;

    /// <summary>Cost of the tokens demanded, bn USD.</summary>
    public V TokenCost;

    /// <summary>Their price, bn USD.</summary>
    public V TokenPrice;

    /// <summary>What each limit allows, of packaging and capital.</summary>
    public ByLimit Level;

    /// <summary>What the plans need of packaging and capital.</summary>
    public ByLimit Need;

    /// <summary>In how many quarters each limit binds.</summary>
    public ByLimit Binding;

    /// <summary>What packaging allows at the plan's mix, million H100e.</summary>
    public ByTechnology Capacity;

    /// <summary>The state at the end of the period.</summary>
    public LayerEnd End;

    public static LayerFlows operator +(in LayerFlows a, in LayerFlows b) => new()
    {
        Quarters = a.Quarters + b.Quarters,
        Planned = a.Planned + b.Planned,
        PlannedCompute = a.PlannedCompute + b.PlannedCompute,
        Users = a.Users + b.Users,
        Tokens = a.Tokens + b.Tokens,
        TokensServed = a.TokensServed + b.TokensServed,
        TokenWork = a.TokenWork + b.TokenWork,
        Installed = a.Installed + b.Installed,
        InstalledHours = a.InstalledHours + b.InstalledHours,
        TokenCost = a.TokenCost + b.TokenCost,
        TokenPrice = a.TokenPrice + b.TokenPrice,
        Level = a.Level + b.Level,
        Need = a.Need + b.Need,
        Binding = a.Binding + b.Binding,
        Capacity = a.Capacity + b.Capacity,
        End = b.End,
    };
}

/// <summary>What the layer tells of the end of a quarter.</summary>
internal struct LayerEnd
{
    /// <summary>The drivers of demand.</summary>
    public DemandIndices Indices;

    /// <summary>D0, million H100e.</summary>
    public V DemandScale;

    /// <summary>D, million H100e.</summary>
    public V Demand;

    /// <summary>K, million H100e.</summary>
    public V Installed;

    /// <summary>max(1, D/K)^(1/ε).</summary>
    public V Scarcity;

    /// <summary>P̄, GW.</summary>
    public V PowerLevel;

    /// <summary>Facility power that the plan would come to, over P̄.</summary>
    public V PowerUse;

    /// <summary>h.</summary>
    public V Shortage;
}

/// <summary>What a path carries from one quarter to the next for the layer.</summary>
internal struct LayerState
{
    /// <summary>What changes by the same factor in equal times, at the middle of the quarter to come.</summary>
    public LayerDrifts Drifts;

    /// <summary>D0, million H100e: b times what is installed in the middle of the base year.</summary>
    public V DemandScale;

    /// <summary>D at the end of the last quarter, million H100e.</summary>
    public V Demand;

    /// <summary>P̄ at the end of the last quarter, GW: facility power at the end of the base year, and what has been connected since.</summary>
    public V PowerConnected;

    /// <summary>V0, million H100e weighted by wafers: packaging of the base year, when it was full.</summary>
    public V PackagingBase;
}
