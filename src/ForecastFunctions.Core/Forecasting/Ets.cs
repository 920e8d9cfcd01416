namespace ForecastFunctions.Core.Forecasting;

/// <summary>One exponential smoothing model, with its parameters estimated.</summary>
internal sealed class Ets : ForecastMethod
{
    private readonly EtsSpecification _model;

    internal Ets(string name, EtsSpecification model)
        : base(name) => _model = model;

    private protected override void Require(TimeSeries series)
    {
        if (_model.NeedsPositive && !series.IsPositive)
        {
            throw new InvalidSeriesException(
                $"{_model} is for positive observations; choose a model with additive error and season.");
        }

        if (_model.Season != EtsSeason.None && (series.SeasonLength < 2 || series.Length <= 2 * series.SeasonLength))
        {
            throw new InvalidSeriesException(
                $"{_model} needs a season length of at least 2 and more than two seasons of observations.");
        }
    }

    internal override Model Fit(double[] y, int seasonLength) =>
        EtsFit.Of(_model, y, EtsInitialState.Of(y, seasonLength, _model.Season));
}

/// <summary>
/// The exponential smoothing model of the least corrected Akaike criterion (Hyndman, Koehler, Snyder and Grose 2002).
/// </summary>
internal sealed class AutomaticEts() : ForecastMethod("ets")
{
    private static readonly EtsError[] Errors = [EtsError.Additive, EtsError.Multiplicative];
    private static readonly EtsTrend[] Trends = [EtsTrend.None, EtsTrend.Additive, EtsTrend.Damped];
    private static readonly EtsSeason[] Seasons = [EtsSeason.None, EtsSeason.Additive, EtsSeason.Multiplicative];

    /// <summary>A season that is longer than this is adjusted for rather than modelled.</summary>
    private const int LongestSeason = 24;

    /// <summary>So are seasons of so few observations that their model would leave no degree of freedom.</summary>
    private const int FewestDegrees = 5;

    internal override Model Fit(double[] y, int seasonLength)
    {
        if (seasonLength <= LongestSeason && (seasonLength == 1 || y.Length > seasonLength + FewestDegrees))
            return Select(y, seasonLength, hadSeason: false);
        var adjustment = SeasonalAdjustment.Of(y, seasonLength);
        return new AdjustedModel(Select(adjustment.Adjusted, 1, hadSeason: true), adjustment);
    }

    private static EtsFit Select(double[] y, int seasonLength, bool hadSeason)
    {
        var positive = SeasonalAdjustment.IsPositive(y);
        EtsFit? best = null;
        foreach (var season in Seasons)
        {
            if (season != EtsSeason.None && (seasonLength < 2 || y.Length <= 2 * seasonLength)) continue;
            if (season == EtsSeason.Multiplicative && !positive) continue;
            var start = EtsInitialState.Of(y, seasonLength, season, hadSeason);
            foreach (var trend in Trends)
            {
                foreach (var error in Errors)
                {
                    var model = new EtsSpecification(error, trend, season);
                    if (!model.IsAdmissible || (model.NeedsPositive && !positive)) continue;
                    var fit = EtsFit.Of(model, y, start);
                    if (best is null || fit.Aicc < best.Aicc) best = fit;
                }
            }
        }

        return best!;
    }

    /// <summary>A model of the seasonally adjusted observations.</summary>
    private sealed class AdjustedModel(EtsFit fit, SeasonalAdjustment adjustment)
        : Model(fit.Description, Restored(fit, adjustment))
    {
        internal override int Parameters => fit.Parameters;

        internal override void Predict(int origin, Span<double> mean)
        {
            fit.Predict(origin, mean);
            adjustment.Extend(mean, origin);
        }

        private static double[] Restored(EtsFit fit, SeasonalAdjustment adjustment)
        {
            var fitted = (double[])fit.Fitted.Clone();
            adjustment.Restore(fitted);
            return fitted;
        }
    }
}
