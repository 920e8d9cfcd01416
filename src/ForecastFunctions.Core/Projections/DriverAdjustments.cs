using System.Numerics;
using System.Runtime.CompilerServices;
using ForecastFunctions.Core.Scenarios;
using V = System.Numerics.Vector<double>;

namespace ForecastFunctions.Core.Projections;

/// <summary>What the events of a quarter do to one driver, for as many draws as a vector has lanes.</summary>
internal struct Adjustment
{
    public V Factor;
    public V Addend;

    /// <summary>The driver after the events; it keeps at least a hundredth of itself.</summary>
    public readonly V Of(V driver) => Vector.Max(driver * Factor + Addend, driver * new V(0.01));
}

/// <summary>What the events of a quarter do to the drivers.</summary>
internal interface IDriverAdjustments
{
    /// <summary>A driver after the events.</summary>
    V Of(Driver driver, V value);

    /// <summary>The odds against a share, after events that multiply the odds for it.</summary>
    V OfOddsAgainst(Driver odds, V value);
}

/// <summary>No event acts: the drivers stay as they are, at no cost.</summary>
internal readonly struct NoAdjustments : IDriverAdjustments
{
    public V Of(Driver driver, V value) => value;

    public V OfOddsAgainst(Driver odds, V value) => value;
}

/// <summary>What the events of a quarter do to every driver of the plain model.</summary>
[InlineArray(Count)]
internal struct DriverAdjustments : IDriverAdjustments
{
    /// <summary>How many drivers there are.</summary>
    public const int Count = (int)Driver.AsicTrainingOdds + 1;

    private Adjustment _first;

    /// <summary>No event acts yet.</summary>
    public static readonly DriverAdjustments None = OfNothing();

    public readonly V Of(Driver driver, V value) => this[(int)driver].Of(value);

    public readonly V OfOddsAgainst(Driver odds, V value) => value / this[(int)odds].Factor;

    private static DriverAdjustments OfNothing()
    {
        DriverAdjustments none = default;
        for (var driver = 0; driver < Count; driver++)
            none[driver] = new Adjustment { Factor = V.One, Addend = V.Zero };
        return none;
    }
}

/// <summary>What the events of a quarter do to every driver, those of the layer among them.</summary>
[InlineArray(Count)]
internal struct LayerAdjustments : IDriverAdjustments
{
    /// <summary>How many drivers there are.</summary>
    public const int Count = (int)Driver.Unbound + 1;

    private Adjustment _first;

    /// <summary>No event acts yet.</summary>
    public static readonly LayerAdjustments None = OfNothing();

    public readonly V Of(Driver driver, V value) => this[(int)driver].Of(value);

    public readonly V OfOddsAgainst(Driver odds, V value) => value / this[(int)odds].Factor;

    private static LayerAdjustments OfNothing()
    {
        LayerAdjustments none = default;
        for (var driver = 0; driver < Count; driver++)
            none[driver] = new Adjustment { Factor = V.One, Addend = V.Zero };
        return none;
    }
}
