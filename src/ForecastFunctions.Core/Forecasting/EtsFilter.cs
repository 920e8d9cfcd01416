namespace ForecastFunctions.Core.Forecasting;

/// <summary>Smoothing parameters, and the state before the next observation but for the seasons.</summary>
internal record struct EtsState(double Alpha, double Beta, double Gamma, double Phi, double Level, double Slope);

/// <summary>
/// The innovations form of the exponential smoothing models (Hyndman et al. 2008, tables 2.2 and 2.3). The update of
/// the states depends on how the season enters, and not on the error: with the error y − ŷ in place of its relative
/// size, models with additive and with multiplicative errors are one filter.
/// </summary>
internal static class EtsFilter
{
    /// <summary>Logarithms are taken of products of so many forecasts; observations are at most 1 in size.</summary>
    private const int Product = 8;

    /// <summary>Runs over the observations and advances the state.</summary>
    /// <param name="model">The model.</param>
    /// <param name="y">The observations.</param>
    /// <param name="state">The parameters and the state; advanced.</param>
    /// <param name="seasons">The seasons, of the first observation first; advanced in place.</param>
    /// <param name="fitted">Receives the forecasts one step ahead, unless empty.</param>
    /// <returns>
    /// Minus twice the logarithm of the concentrated likelihood, but for a constant (equation 5.3 of the book);
    /// infinite where a multiplicative model leaves the positive numbers.
    /// </returns>
    internal static double Run(
        EtsSpecification model, ReadOnlySpan<double> y, ref EtsState state, Span<double> seasons, Span<double> fitted)
    {
        var relative = model.Error == EtsError.Multiplicative;
        var (alpha, beta, gamma, phi, level, slope) = state;
        double squares = 0, logarithms = 0, product = 1;
        var season = 0;
        for (var t = 0; t < y.Length; t++)
        {
            var trend = level + phi * slope;
            double forecast, error;
            switch (model.Season)
            {
                case EtsSeason.None:
                    forecast = trend;
                    error = y[t] - forecast;
                    level = trend + alpha * error;
                    slope = phi * slope + beta * error;
                    break;
                case EtsSeason.Additive:
                    forecast = trend + seasons[season];
                    error = y[t] - forecast;
                    level = trend + alpha * error;
                    slope = phi * slope + beta * error;
                    seasons[season] += gamma * error;
                    break;
                default:
                    var index = seasons[season];
                    forecast = trend * index;
                    error = y[t] - forecast;
                    if (!(trend > 0 && index > 0)) return double.PositiveInfinity;
                    level = trend + alpha * error / index;
                    slope = phi * slope + beta * error / index;
                    seasons[season] += gamma * error / trend;
                    break;
            }

            if (++season >= seasons.Length) season = 0;
            if (!fitted.IsEmpty) fitted[t] = forecast;
            if (relative)
            {
                if (!(forecast > 0)) return double.PositiveInfinity;
                error /= forecast;
                product *= forecast;
                if (t % Product == 0)
                {
                    logarithms += Math.Log(product);
                    product = 1;
                }
            }

            squares += error * error;
        }

        Rotate(seasons, season);
        state = state with { Level = level, Slope = slope };
        // Errors beyond the precision of the observations are not told apart.
        return y.Length * Math.Log(Math.Max(squares, 1e-28 * y.Length)) + 2 * (logarithms + Math.Log(product));
    }

    /// <summary>Writes the point forecasts that follow a state: those without further errors.</summary>
    internal static void Predict(
        EtsSpecification model, EtsState state, ReadOnlySpan<double> seasons, Span<double> mean)
    {
        var (level, slope) = (state.Level, state.Slope);
        for (var h = 0; h < mean.Length; h++)
        {
            slope *= state.Phi;
            level += slope;
            mean[h] = model.Season switch
            {
                EtsSeason.None => level,
                EtsSeason.Additive => level + seasons[h % seasons.Length],
                _ => level * seasons[h % seasons.Length],
            };
        }
    }

    private static void Rotate(Span<double> seasons, int by)
    {
        if (by == 0) return;
        seasons[..by].Reverse();
        seasons[by..].Reverse();
        seasons.Reverse();
    }
}
