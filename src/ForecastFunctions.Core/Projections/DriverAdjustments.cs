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

/// <summary>What the events of a quarter do to every driver.</summary>
[InlineArray(Count)]
internal struct DriverAdjustments
{
    /// <summary>How many drivers there are.</summary>
    public const int Count = (int)Driver.AsicTrainingOdds + 1;

    private Adjustment _first;

    /// <summary>No event happens.</summary>
    public static readonly DriverAdjustments None = OfNothing();

    /// <summary>The driver after the events.</summary>
    public readonly V Of(Driver driver, V value) => this[(int)driver].Of(value);

    public readonly ByTechnology OfPrice(in ByTechnology price)
        => new(Of(Driver.NvidiaPrice, price.Nvidia), Of(Driver.OtherGpuPrice, price.OtherGpu), Of(Driver.AsicPrice, price.Asic));

    public readonly ByTechnology OfPower(in ByTechnology power)
        => new(Of(Driver.NvidiaPower, power.Nvidia), Of(Driver.OtherGpuPower, power.OtherGpu), Of(Driver.AsicPower, power.Asic));

    private static DriverAdjustments OfNothing()
    {
        DriverAdjustments none = default;
        for (var driver = 0; driver < Count; driver++)
            none[driver] = new Adjustment { Factor = V.One, Addend = V.Zero };
        return none;
    }
}
