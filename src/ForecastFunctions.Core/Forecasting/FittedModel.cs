namespace ForecastFunctions.Core.Forecasting;

/// <summary>A method fitted to a series; immutable.</summary>
public sealed class FittedModel
{
    private readonly Model _model;
    private readonly double _scale;
    private RollingForecasts? _rolling;

    internal FittedModel(TimeSeries series, ForecastMethod method, Model model, double scale)
    {
        Series = series;
        Method = method;
        _model = model;
        _scale = scale;
        Fitted = [.. model.Fitted.Select(value => value * scale)];
        Residuals = [.. series.Values.Zip(Fitted, (observation, fitted) => observation - fitted)];
        Members = model.Members(series, scale);
    }

    /// <summary>The observations.</summary>
    public TimeSeries Series { get; }

    /// <summary>The method.</summary>
    public ForecastMethod Method { get; }

    /// <summary>What was fitted, with what was selected: <c>ETS(M,Ad,M)</c>.</summary>
    public string Description => _model.Description;

    /// <summary>
    /// The forecasts one step ahead, of each observation from those before it (with parameters estimated from all);
    /// NaN for the first ones where the method has no initial state.
    /// </summary>
    public IReadOnlyList<double> Fitted { get; }

    /// <summary>Observations minus fitted values; NaN where there is no fitted value.</summary>
    public IReadOnlyList<double> Residuals { get; }

    /// <summary>The members of a combination; empty for a single method.</summary>
    public IReadOnlyList<FittedMember> Members { get; }

    /// <summary>The same model of the series in other units.</summary>
    internal FittedModel Scaled(TimeSeries series, double factor) => new(series, Method, _model, _scale * factor);

    /// <summary>The point forecasts.</summary>
    /// <param name="horizon">The number of periods ahead, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is less than 1.</exception>
    public double[] Predict(int horizon)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        return Predict(Series.Length, horizon);
    }

    /// <inheritdoc cref="Model.OwnErrors"/>
    internal (ErrorLaw Law, double Share)? OwnErrors(int horizon) => _model.OwnErrors(horizon);

    /// <inheritdoc cref="Model.Steadiness"/>
    internal double Steadiness => _model.Steadiness;

    /// <inheritdoc cref="Model.Parameters"/>
    internal int Parameters => _model.Parameters;

    /// <summary>The forecasts from origins within the series.</summary>
    internal RollingForecasts Rolling => _rolling ??= _model.Rolling(Series.SeasonLength).Times(_scale);

    /// <summary>The fewest observations from which forecasts can be made with these parameters.</summary>
    internal int FirstOrigin => _model.FirstOrigin;

    /// <summary>The point forecasts after so many observations, with the parameters estimated from all.</summary>
    internal double[] Predict(int origin, int horizon)
    {
        var mean = new double[horizon];
        _model.Predict(origin, mean);
        for (var h = 0; h < horizon; h++) mean[h] *= _scale;
        return mean;
    }
}

/// <summary>A fitted method in units in which the largest observation is between 1/2 and 1 in size.</summary>
internal abstract class Model(string description, double[] fitted)
{
    internal string Description => description;

    internal double[] Fitted => fitted;

    /// <summary>The number of quantities that were estimated, but for the variance and the season.</summary>
    internal virtual int Parameters => 1;

    /// <summary>
    /// The fewest observations from which forecasts can be made with the parameters that were estimated from all.
    /// </summary>
    internal virtual int FirstOrigin => 1;

    /// <summary>
    /// Writes the point forecasts from one step ahead on that are made after so many observations, with the parameters
    /// that were estimated from all of them.
    /// </summary>
    internal abstract void Predict(int origin, Span<double> mean);

    /// <summary>The forecasts from origins within the series.</summary>
    internal virtual RollingForecasts Rolling(int seasonLength) => RollingForecasts.Of(this, Fitted.Length, seasonLength);

    /// <summary>
    /// How probable the observations make it that they are noise about steady growth, from 0 to 1, where the model is one
    /// that tells.
    /// </summary>
    internal virtual double Steadiness => 0;

    /// <summary>
    /// The law of the errors of logarithms that the model itself implies, and how far it is believed, from 0 to 1; nothing
    /// where it implies none.
    /// </summary>
    internal virtual (ErrorLaw Law, double Share)? OwnErrors(int horizon) => null;

    /// <summary>The members, in the units of the series.</summary>
    internal virtual IReadOnlyList<FittedMember> Members(TimeSeries series, double scale) => [];
}

/// <summary>One member of a combination.</summary>
/// <param name="Method">The method.</param>
/// <param name="Model">The fitted member; null if it failed.</param>
/// <param name="Failure">Why it failed; null if it did not.</param>
/// <param name="Weight">Its share in the combination, from 0 to 1; 0 if it failed.</param>
public sealed record FittedMember(ForecastMethod Method, FittedModel? Model, string? Failure, double Weight);
