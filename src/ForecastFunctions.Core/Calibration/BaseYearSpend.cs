using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Core.Calibration;

/// <summary>What was spent on each technology in the base year, bn USD, by what its vendors earned.</summary>
internal sealed class BaseYearSpend
{
    /// <summary>Spend from revenue; NVIDIA's and Broadcom's base year is covered, AMD's may not be.</summary>
    public BaseYearSpend(CalibratedParameters parameters, VendorRevenue nvidia, VendorRevenue broadcom, VendorRevenue amd)
    {
        var year = parameters.BaseYear;
        NvidiaRevenue = nvidia;
        BroadcomRevenue = broadcom;
        AmdRevenue = amd.Covers(year) ? amd : null;
        Nvidia = nvidia.OfYear(year);
        Asic = broadcom.OfYear(year) / parameters[Parameters.VendorBroadcom];
        var share = RebasedArticle.OtherGpuShare(year);
        OtherGpu = AmdRevenue is null ? (Nvidia + Asic) * share / (1 - share) : amd.OfYear(year) / parameters[Parameters.VendorAmd];
    }

    /// <summary>NVIDIA's revenue.</summary>
    public VendorRevenue NvidiaRevenue { get; }

    /// <summary>Broadcom's revenue.</summary>
    public VendorRevenue BroadcomRevenue { get; }

    /// <summary>AMD's revenue; <see langword="null"/> where the base year is not known.</summary>
    public VendorRevenue? AmdRevenue { get; }

    /// <summary>Whether AMD's revenue is known.</summary>
    public bool HasAmd => AmdRevenue is not null;

    /// <summary>The revenues that are known.</summary>
    public IReadOnlyList<VendorRevenue> Revenues
        => AmdRevenue is null ? [NvidiaRevenue, BroadcomRevenue] : [NvidiaRevenue, BroadcomRevenue, AmdRevenue];

    /// <summary>How well founded the sum is: with a part that is not observed, it is an estimate.</summary>
    public ParameterStatus Status => HasAmd ? ParameterStatus.Derived : ParameterStatus.Estimated;

    /// <summary>Spend on NVIDIA.</summary>
    public double Nvidia { get; }

    /// <summary>Spend on custom ASICs: Broadcom's revenue over its share of it.</summary>
    public double Asic { get; }

    /// <summary>Spend on other GPUs: AMD's revenue over its share of it, or else the article's share of all spend.</summary>
    public double OtherGpu { get; }

    /// <summary>All of it.</summary>
    public double Total => Nvidia + Asic + OtherGpu;
}
