using System.Globalization;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Statistics;
using ForecastFunctions.UnitTests.Projections;

namespace ForecastFunctions.UnitTests.Paths;

/// <summary>The guide's numbers stay those of the run that it shows.</summary>
public class GuideTests
{
    [Fact]
    public void Sentence_OnWhatComesTogetherIn2028_IsWhatTheRunGives()
    {
        var guide = File.ReadAllText(Repository.PathOf("src", "ForecastFunctions", "Guides", "explanations.md")).ReplaceLineEndings(" ");
        var settings = new DrawSettings(
            4_096, 1, Sampling.Sobol, [5, 50, 95], StatedCorrelations.Default, [],
            [new("shift", [new(Variables.InferenceComputeShare, 0.7, true), new(Variables.InferenceShare.Nvidia, 0.5, false)])]);
        var joint = ArticleRuns.Specification(draws: settings).Compute(1).Joint[0];
        var (inference, nvidia) = (joint.Alone[0][4], joint.Alone[1][4]);
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture,
                $"In 2028 inference is above 70 % on {100 * inference:0} % of the paths, and NVIDIA is below 50 % of inference spend on "
                + $"{100 * nvidia:0} %; both on {100 * joint.Together[4]:0} %, where independence would give {100 * inference * nvidia:0} %."),
            guide, StringComparison.Ordinal);
    }
}
