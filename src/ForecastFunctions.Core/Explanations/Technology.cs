using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Core.Explanations;

/// <summary>A technology, with the parameters that are its own.</summary>
/// <param name="Id">As symbols name it: <c>nvidia</c>.</param>
/// <param name="Name">As people name it.</param>
internal sealed record Technology(string Id, string Name)
{
    public required Expression PriceBase { get; init; }

    public required Expression PriceDecline { get; init; }

    public required Expression PowerBase { get; init; }

    public required Expression PowerDecline { get; init; }

    public required Expression StockBase { get; init; }

    public required Expression StockPower { get; init; }

    public required Driver Price { get; init; }

    public required Driver Power { get; init; }

    public static readonly Technology Nvidia = new("nvidia", "NVIDIA")
    {
        PriceBase = Parameters.NvidiaPriceBase,
        PriceDecline = Parameters.NvidiaPriceDecline,
        PowerBase = Parameters.NvidiaPowerBase,
        PowerDecline = Parameters.NvidiaPowerDecline,
        StockBase = Parameters.NvidiaStockBase,
        StockPower = Parameters.NvidiaStockPower,
        Price = Driver.NvidiaPrice,
        Power = Driver.NvidiaPower,
    };

    public static readonly Technology OtherGpu = new("otherGpu", "other GPU")
    {
        PriceBase = Parameters.OtherGpuPriceBase,
        PriceDecline = Parameters.OtherGpuPriceDecline,
        PowerBase = Parameters.OtherGpuPowerBase,
        PowerDecline = Parameters.OtherGpuPowerDecline,
        StockBase = Parameters.OtherGpuStockBase,
        StockPower = Parameters.OtherGpuStockPower,
        Price = Driver.OtherGpuPrice,
        Power = Driver.OtherGpuPower,
    };

    public static readonly Technology Asic = new("asic", "custom ASIC")
    {
        PriceBase = Parameters.AsicPriceBase,
        PriceDecline = Parameters.AsicPriceDecline,
        PowerBase = Parameters.AsicPowerBase,
        PowerDecline = Parameters.AsicPowerDecline,
        StockBase = Parameters.AsicStockBase,
        StockPower = Parameters.AsicStockPower,
        Price = Driver.AsicPrice,
        Power = Driver.AsicPower,
    };

    /// <summary>The technology's own of three variables.</summary>
    public Variable Of(TechnologyVariables variables)
        => this == Nvidia ? variables.Nvidia : this == OtherGpu ? variables.OtherGpu : variables.Asic;
}

/// <summary>A quantity for each technology.</summary>
/// <param name="declare">Declares that of one.</param>
internal sealed class PerTechnology(Func<Technology, Quantity> declare)
{
    public Quantity Nvidia { get; } = declare(Technology.Nvidia);

    public Quantity OtherGpu { get; } = declare(Technology.OtherGpu);

    public Quantity Asic { get; } = declare(Technology.Asic);

    public Quantity this[Technology technology]
        => technology == Technology.Nvidia ? Nvidia : technology == Technology.OtherGpu ? OtherGpu : Asic;

    /// <summary>All three together.</summary>
    public Expression Sum => Nvidia + OtherGpu + Asic;
}
