using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using MathNet.Numerics.RootFinding;

namespace ForecastFunctions.Core.Calibration;

/// <summary>
/// Moves the base shares so that the model's base year gives the spend by technology that was observed. One figure
/// cannot tell inference from training, so the log odds of both move by the same amount, and their difference stays the
/// assumption that it was.
/// </summary>
internal static class ShareFit
{
    private const double MaxShift = 6;
    private const double Accuracy = 1e-10;
    private const int MaxRounds = 100;

    /// <summary>The base shares that give the observed spend.</summary>
    /// <param name="baseline">Gives the base year, spend and everything else that the shares do not decide.</param>
    /// <param name="shares">The shares to start from, by their parameter.</param>
    /// <param name="nvidia">Observed spend on NVIDIA in the base year, bn USD.</param>
    /// <param name="asic">Observed spend on custom ASICs in the base year, bn USD.</param>
    /// <returns>The shares, or <see langword="null"/> where none within their bounds give that spend.</returns>
    public static IReadOnlyDictionary<Parameter, double>? Fit(
        Baseline baseline, IReadOnlyDictionary<Parameter, double> shares, double nvidia, double asic)
    {
        var (ofNvidia, ofAsic) = (0.0, 0.0);
        for (var round = 0; round < MaxRounds; round++)
        {
            // The two are all but independent: NVIDIA's share depends on the others' only through mean prices.
            var heldAsic = ofAsic;
            if (!Brent.TryFindRoot(
                shift => Spend(baseline, shares, shift, heldAsic, Variables.TechnologySpend.Nvidia) / nvidia - 1,
                -MaxShift, MaxShift, Accuracy, MaxRounds, out ofNvidia))
            {
                return null;
            }

            var heldNvidia = ofNvidia;
            if (!Brent.TryFindRoot(
                shift => Spend(baseline, shares, heldNvidia, shift, Variables.TechnologySpend.Asic) / asic - 1,
                -MaxShift, MaxShift, Accuracy, MaxRounds, out ofAsic))
            {
                return null;
            }

            if (Math.Abs(Spend(baseline, shares, ofNvidia, ofAsic, Variables.TechnologySpend.Nvidia) / nvidia - 1) < 1e-9)
                return Shifted(shares, ofNvidia, ofAsic);
        }

        return null;
    }

    private static double Spend(
        Baseline baseline, IReadOnlyDictionary<Parameter, double> shares, double ofNvidia, double ofAsic, Variable variable)
    {
        var settings = Shifted(shares, ofNvidia, ofAsic)
            .ToDictionary(s => s.Key, s => (ParameterSetting)new ParameterSetting.Fixed(s.Value));
        var year = Period.OfYear(baseline.BaseYear);
        var scenario = ResolvedScenario.Resolve(baseline, Presets.ArticleBase, settings);
        var specification = new ProjectionSpecification(baseline.Version, scenario, new PeriodRange(year, year));
        return ProjectionEngine.Run(specification).Value(0, variable);
    }

    private static Dictionary<Parameter, double> Shifted(IReadOnlyDictionary<Parameter, double> shares, double ofNvidia, double ofAsic)
        => shares.ToDictionary(s => s.Key, s =>
        {
            var shift = s.Key == Parameters.NvidiaInferenceBase || s.Key == Parameters.NvidiaTrainingBase ? ofNvidia : ofAsic;
            var bounds = s.Key.BoundsFor(0);
            return Math.Clamp(1 / (1 + Math.Exp(-ToldParameters.Logit(s.Value) - shift)), bounds.Min, bounds.Max);
        });
}
