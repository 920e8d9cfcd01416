using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.UnitTests.Projections;

public class VariablesTests
{
    /// <summary>
    /// The variables of the model's version 1: name, unit, aggregation. Stored runs are read by place, so the order
    /// never changes and a new variable is a new last line.
    /// </summary>
    private const string Frozen =
        """
        Ratio|Compute [1] Quotient
        Ratio|Spend [1] Quotient
        Share|Inference|Compute [1] Quotient
        Share|Inference|Spend [1] Quotient
        AI Compute|Spend [bn USD] Flow
        AI Compute|Spend|Inference [bn USD] Flow
        AI Compute|Spend|Training [bn USD] Flow
        AI Compute|Spend|Inference|NVIDIA [bn USD] Flow
        AI Compute|Spend|Inference|Other GPU [bn USD] Flow
        AI Compute|Spend|Inference|Custom ASIC [bn USD] Flow
        AI Compute|Spend|Training|NVIDIA [bn USD] Flow
        AI Compute|Spend|Training|Other GPU [bn USD] Flow
        AI Compute|Spend|Training|Custom ASIC [bn USD] Flow
        Technology Spend|NVIDIA [bn USD] Flow
        Technology Spend|Other GPU [bn USD] Flow
        Technology Spend|Custom ASIC [bn USD] Flow
        Share|NVIDIA|Inference Spend [1] Quotient
        Share|Other GPU|Inference Spend [1] Quotient
        Share|Custom ASIC|Inference Spend [1] Quotient
        Share|NVIDIA|Training Spend [1] Quotient
        Share|Other GPU|Training Spend [1] Quotient
        Share|Custom ASIC|Training Spend [1] Quotient
        Share|NVIDIA|Spend [1] Quotient
        Share|Other GPU|Spend [1] Quotient
        Share|Custom ASIC|Spend [1] Quotient
        Vendor Revenue|NVIDIA|Data Centre [bn USD] Flow
        Vendor Revenue|AMD|AI [bn USD] Flow
        Vendor Revenue|Broadcom|AI [bn USD] Flow
        Vendor Revenue|Marvell|AI [bn USD] Flow
        Custom Chips|Spend [bn USD] Flow
        Compute|Added [M H100e] Flow
        Compute|Added|NVIDIA [M H100e] Flow
        Compute|Added|Other GPU [M H100e] Flow
        Compute|Added|Custom ASIC [M H100e] Flow
        Compute|Installed [M H100e] Stock
        Compute|Installed|NVIDIA [M H100e] Stock
        Compute|Installed|Other GPU [M H100e] Stock
        Compute|Installed|Custom ASIC [M H100e] Stock
        Compute|Usable [FLOP/yr] Stock
        Price|NVIDIA [USD/H100e] Quotient
        Price|Other GPU [USD/H100e] Quotient
        Price|Custom ASIC [USD/H100e] Quotient
        Power|IT [GW] Stock
        Power|IT|NVIDIA [GW] Stock
        Power|IT|Other GPU [GW] Stock
        Power|IT|Custom ASIC [GW] Stock
        Power|Facility [GW] Stock
        Electricity [TWh] Flow
        """;

    [Fact]
    public void Variables_InTheirOrder_AreFrozen()
    {
        Assert.Equal(Frozen, string.Join('\n', Variables.All.Select(v => $"{v.Name} [{v.Unit}] {v.Aggregation}")));
        Assert.Equal(Enumerable.Range(0, Variables.All.Count), Variables.All.Select(v => v.Index));
    }

    [Fact]
    public void Variables_AllOfThem_AreFoundByNameAndSayWhatTheyAre() => Assert.All(Variables.All, v =>
    {
        Assert.Same(v, Variables.Find(v.Name));
        Assert.False(string.IsNullOrWhiteSpace(v.Definition), v.Name);
        Assert.False(string.IsNullOrWhiteSpace(v.Formula), v.Name);
    });
}
