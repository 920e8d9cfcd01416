using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Scenarios;

/// <summary>
/// The layer's parameters of December 2024, told from a later base year: the paths stay where they were, and only the year changes
/// from which they are told. The clock told from another year is the same clock, so nothing bends.
/// </summary>
internal static class LayerToldFrom
{
    /// <summary>The base year that the defaults are told from.</summary>
    public const int ArticleYear = 2024;

    /// <summary>Value and law of a parameter of the layer, or of <see cref="Parameters.RatioBase"/> along the drivers.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="baseYear">The year to tell it from.</param>
    /// <param name="dataStock">
    /// Another stock of data than the article's: the wall bends a little once the largest run has come near it, and does not where data
    /// are plenty.
    /// </param>
    public static (double Value, Distribution? Law) Year(Parameter parameter, int baseYear, double? dataStock = null)
    {
        if (baseYear == ArticleYear)
            return (parameter.Default, parameter.Law);
        var (value, law) = new Told(baseYear, dataStock ?? LayerParameters.DataStock.Default).Of(parameter);
        return Within(parameter.BoundsFor(baseYear), value, law);
    }

    /// <summary>What would be beyond the bounds stays at them: the largest run grows out of its bounds within a few years.</summary>
    /// <param name="bounds">The bounds.</param>
    /// <param name="value">A value.</param>
    /// <param name="law">The law of its uncertainty, by range.</param>
    /// <returns>The value and the law within them; without a law where nothing of it is.</returns>
    public static (double Value, Distribution? Law) Within(Bounds bounds, double value, Distribution? law)
        => (Math.Clamp(value, bounds.Min, bounds.Max), law is null ? null : Within(law, bounds));

    private static Distribution? Within(Distribution law, Bounds bounds)
    {
        if (law.Numbers.All(n => !n.IsLevel || bounds.Contains(n.Value)))
            return law;
        var (low, high) = (Math.Max(law.Quantile(0.05), bounds.Min), Math.Min(law.Quantile(0.95), bounds.Max));
        return low < high ? OfRange(law, low, high) : null;
    }

    private static Distribution OfRange(Distribution law, double p5, double p95)
        => Distribution.Create(law.Law.Name, new Dictionary<string, double>(StringComparer.Ordinal) { ["p5"] = p5, ["p95"] = p95 });

    /// <summary>The article's drivers in the middle of a later year.</summary>
    private sealed class Told
    {
        private readonly int _baseYear;
        private readonly double _years;
        private readonly double _now;
        private readonly double _anchor;

        private readonly double _dataStock;

        public Told(int baseYear, double dataStock)
        {
            _dataStock = dataStock;
            _baseYear = baseYear;
            _years = baseYear - ArticleYear;
            _now = Clock(_years);
            _anchor = Clock(AnchorYear - ArticleYear);
        }

        /// <summary>An anchor year that has come would leave no path to it; the next that can be is a year ahead.</summary>
        private double AnchorYear => Math.Max(LayerParameters.DriverAnchorYear.Default, _baseYear + 1);

        public (double Value, Distribution? Law) Of(Parameter parameter)
        {
            if (parameter == LayerParameters.DriverAnchorYear)
                return (AnchorYear, null);
            if (Levels.FirstOrDefault(l => l.Base == parameter) is { Base: not null } ofBase)
                return Moved(parameter, Level(ofBase.Base, ofBase.Anchor, _now));
            if (Levels.FirstOrDefault(l => l.Anchor == parameter) is { Base: not null } ofAnchor)
                return Moved(parameter, Level(ofAnchor.Base, ofAnchor.Anchor, _anchor));
            if (Multiples.Contains(parameter))
                return ByRange(parameter, value => Math.Pow(value, _anchor - _now));
            if (parameter == LayerParameters.OnDeviceAnchor)
                return ByRange(parameter, value => 1 - Math.Pow(1 - value, _anchor - _now));
            if (parameter == LayerParameters.TrainingRunBase)
                return Moved(parameter, parameter.Default * Math.Exp(LayerParameters.TrainingRunGrowth.Default * _years));
            if (parameter == LayerParameters.CapitalLimitCashFlow)
                return Moved(parameter, parameter.Default * Math.Exp(LayerParameters.CapitalLimitGrowth.Default * _years));
            if (parameter == LayerParameters.InferenceTokenShare)
                return Moved(parameter, parameter.Default * TokenCompute / Inference);
            if (parameter == LayerParameters.TrainingFrontierShare)
                return Moved(parameter, parameter.Default * Frontier / Training);
            if (parameter == LayerParameters.TokensPerUserBase)
                return Moved(parameter, parameter.Default * Reasoning * Agents * Efficiency / InferencePrice);
            return parameter == Parameters.RatioBase
                ? Moved(parameter, parameter.Default * Inference / Training)
                : (parameter.Default, parameter.Law);
        }

        /// <summary>What moves from a level to a level.</summary>
        private static readonly IReadOnlyList<(Parameter Base, Parameter Anchor)> Levels =
        [
            (LayerParameters.UsersBase, LayerParameters.UsersAnchor),
            (LayerParameters.ReasoningShareBase, LayerParameters.ReasoningShareAnchor),
            (LayerParameters.AgentsBase, LayerParameters.AgentsAnchor),
            (LayerParameters.TrainingUnboundBase, LayerParameters.TrainingUnboundAnchor),
            (LayerParameters.PowerLimitBase, LayerParameters.PowerLimitAnchor),
        ];

        /// <summary>What is told as a multiple of the base year.</summary>
        private static readonly IReadOnlyList<Parameter> Multiples =
        [
            LayerParameters.ServingEfficiencyAnchor, LayerParameters.TrainingBudgetAnchor, LayerParameters.OtherAnchor,
            LayerParameters.PackagingLimitAnchor,
        ];

        private double Users => Now(LayerParameters.UsersBase, LayerParameters.UsersAnchor) / LayerParameters.UsersBase.Default;

        private double Reasoning => Thinking(Now(LayerParameters.ReasoningShareBase, LayerParameters.ReasoningShareAnchor))
            / Thinking(LayerParameters.ReasoningShareBase.Default);

        private double Agents => (1 + Now(LayerParameters.AgentsBase, LayerParameters.AgentsAnchor)) / (1 + LayerParameters.AgentsBase.Default);

        private double Efficiency => Math.Pow(LayerParameters.ServingEfficiencyAnchor.Default, _now);

        private double Other => Math.Pow(LayerParameters.OtherAnchor.Default, _now);

        private double InferencePrice => Price(
            Parameters.NvidiaInferenceBase, Parameters.NvidiaInferenceAnchor, Parameters.AsicInferenceBase, Parameters.AsicInferenceAnchor);

        private double TrainingPrice => Price(
            Parameters.NvidiaTrainingBase, Parameters.NvidiaTrainingAnchor, Parameters.AsicTrainingBase, Parameters.AsicTrainingAnchor);

        /// <summary>n on the expected path, on which tokens cost what was expected.</summary>
        private double TokenCompute
            => Users * Reasoning * Agents * Math.Pow(1 - LayerParameters.OnDeviceAnchor.Default, _now) / InferencePrice;

        private double Inference
        {
            get
            {
                var share = LayerParameters.InferenceTokenShare.Default;
                return share * TokenCompute + (1 - share) * Other / InferencePrice;
            }
        }

        private double Frontier
        {
            get
            {
                var unbound = Now(LayerParameters.TrainingUnboundBase, LayerParameters.TrainingUnboundAnchor);
                return Math.Pow(LayerParameters.TrainingBudgetAnchor.Default, _now) * (unbound + (1 - unbound) * Wall) / TrainingPrice;
            }
        }

        private double Training
        {
            get
            {
                var share = LayerParameters.TrainingFrontierShare.Default;
                return share * Frontier + (1 - share) * Other / TrainingPrice;
            }
        }

        private double Wall
        {
            get
            {
                var ofStock = 6 * Math.Pow(_dataStock, 2) / LayerParameters.DataTokensPerParameter.Default;
                var first = LayerParameters.TrainingRunBase.Default / ofStock;
                var now = first * Math.Exp(LayerParameters.TrainingRunGrowth.Default * _years);
                return Math.Sqrt((1 + first * first) / (1 + now * now));
            }
        }

        private static double Clock(double x) => DriverClock.At(
            LayerParameters.DriverFade.Default, LayerParameters.DriverAnchorYear.Default - ArticleYear, x);

        private static double Thinking(double share) => 1 + share * (LayerParameters.ReasoningMultiple.Default - 1);

        private double Now(Parameter first, Parameter second) => Level(first, second, _now);

        private static double Level(Parameter first, Parameter second, double clock) => first.IsShare
            ? DollarsWorth.Share(first.Default, second.Default, clock)
            : first.Default * Math.Pow(second.Default / first.Default, clock);

        private double Price(Parameter nvidia, Parameter nvidiaAnchor, Parameter asic, Parameter asicAnchor)
        {
            return PerDollar(0) / PerDollar(_years);

            double PerDollar(double x)
            {
                var place = x / (Parameters.AnchorYear.Default - ArticleYear);
                return DollarsWorth.PerDollar(
                    DollarsWorth.Share(nvidia.Default, nvidiaAnchor.Default, place),
                    DollarsWorth.Share(asic.Default, asicAnchor.Default, place),
                    p => p.Default, x);
            }
        }

        /// <summary>A moved value, with a law of the same spread: of a share in its odds, else in proportion.</summary>
        private static (double Value, Distribution? Law) Moved(Parameter parameter, double value)
        {
            if (value == parameter.Default)
                return (value, parameter.Law);
            var factor = parameter.IsShare ? Odds(value) / Odds(parameter.Default) : value / parameter.Default;
            return (value, OfRange(parameter, v => parameter.IsShare ? factor * v / (1 + (factor - 1) * v) : factor * v));
        }

        private static (double Value, Distribution? Law) ByRange(Parameter parameter, Func<double, double> move)
            => (move(parameter.Default), OfRange(parameter, move));

        private static Distribution? OfRange(Parameter parameter, Func<double, double> move)
            => parameter.Law is { } law ? LayerToldFrom.OfRange(law, move(law.Quantile(0.05)), move(law.Quantile(0.95))) : null;

        private static double Odds(double share) => share / (1 - share);
    }
}
