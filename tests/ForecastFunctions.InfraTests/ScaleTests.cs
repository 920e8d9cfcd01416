using ForecastFunctions.Application.Runs;

namespace ForecastFunctions.InfraTests;

/// <summary>A burst is met by more instances, and not by 503.</summary>
[Collection(SharedTemplate.Name)]
public sealed class ScaleTests(Template template)
{
    [BicepTheory]
    [InlineData("defaults", 2048, 4)]
    [InlineData("max", 4096, 18)]
    [InlineData("private", 2048, 9)]
    [InlineData("existing-network", 4096, 8)]
    public async Task Concurrency_Predicted_IsAtMostWhatTheGateAdmits(string parameters, int memory, int concurrency)
    {
        var scale = (await template.PredictAsync(parameters)).Site["properties"]!["functionAppConfig"]!["scaleAndConcurrency"]!;

        Assert.Equal(memory, (int)scale["instanceMemoryMB"]!);
        Assert.Equal(concurrency, (int)scale["triggers"]!["http"]!["perInstanceConcurrency"]!);
        Assert.InRange(concurrency, 1, ComputeGate.AdmittedOn(CoresOf(memory)));
    }

    /// <summary>The largest that the template takes (<see cref="ParameterTests"/> tries one more) is what the gate admits.</summary>
    [Fact]
    public void Bound_OfTheTemplate_IsThatOfTheGate()
    {
        Assert.Equal(9, ComputeGate.AdmittedOn(CoresOf(2048)));
        Assert.Equal(18, ComputeGate.AdmittedOn(CoresOf(4096)));
    }

    /// <summary>The platform gives an instance a core for each 2 GB.</summary>
    private static int CoresOf(int memory) => memory / 2048;
}
