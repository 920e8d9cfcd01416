namespace ForecastFunctions.Core.Forecasting;

/// <summary>The methods by name.</summary>
public static class ForecastMethods
{
    /// <summary>
    /// The version of everything that decides the numbers of forecasts, backtests and anomalies. Raise it with every change that gives some
    /// series another number: operations that span a deployment then never mix numbers of two versions, and nobody is given those of a former
    /// one as today's. A test pins forecasts of some series together with it.
    /// </summary>
    public const int Version = 1;

    /// <summary>The last observation.</summary>
    public static ForecastMethod Naive { get; } = new Naive();

    /// <summary>The last observation of the same season.</summary>
    public static ForecastMethod SeasonalNaive { get; } = new SeasonalNaive();

    /// <summary>The line through the first and the last observation.</summary>
    public static ForecastMethod Drift { get; } = new Drift();

    /// <summary>Simple exponential smoothing, ETS(A,N,N).</summary>
    public static ForecastMethod SimpleSmoothing { get; } =
        new Ets("ses", new EtsSpecification(EtsError.Additive, EtsTrend.None, EtsSeason.None));

    /// <summary>Holt's linear trend, ETS(A,A,N).</summary>
    public static ForecastMethod Holt { get; } =
        new Ets("holt", new EtsSpecification(EtsError.Additive, EtsTrend.Additive, EtsSeason.None));

    /// <summary>Holt's trend, damped: ETS(A,Ad,N).</summary>
    public static ForecastMethod DampedHolt { get; } =
        new Ets("damped-holt", new EtsSpecification(EtsError.Additive, EtsTrend.Damped, EtsSeason.None));

    /// <summary>Exponential smoothing, the model selected by the corrected Akaike criterion.</summary>
    public static ForecastMethod AutomaticEts { get; } = new AutomaticEts();

    /// <summary>The Theta method.</summary>
    public static ForecastMethod Theta { get; } = new Theta();

    /// <summary>The dynamic optimised theta model.</summary>
    public static ForecastMethod DynamicTheta { get; } = new DynamicOptimisedTheta();

    /// <summary>Complex exponential smoothing.</summary>
    public static ForecastMethod ComplexSmoothing { get; } = new ComplexSmoothing();

    /// <summary>A seasonal ARIMA model found by stepwise search.</summary>
    public static ForecastMethod AutomaticArima { get; } = new AutomaticArima();

    /// <summary>
    /// The default: the weighted mean of <see cref="AutomaticEts"/>, <see cref="DynamicTheta"/>,
    /// <see cref="ComplexSmoothing"/> and <see cref="AutomaticArima"/>, of the same and of <see cref="Theta"/> on the
    /// logarithms of positive observations, and of growth curves; for up to 50 observations without season,
    /// <see cref="Drift"/> stands in for what selects a model. Each counts by its errors within the series.
    /// </summary>
    public static ForecastMethod Combination { get; } = new DefaultCombination();

    /// <summary>One exponential smoothing model, whether a criterion would select it or not.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="ArgumentException">The model is not admissible.</exception>
    public static ForecastMethod Ets(EtsSpecification model) => model.IsAdmissible
        ? new Ets(model.ToString().ToLowerInvariant(), model)
        : throw new ArgumentException(
            $"{model} is not numerically stable; make its error multiplicative.", nameof(model));

    /// <summary>All methods that need no further choice.</summary>
    public static IReadOnlyList<ForecastMethod> All { get; } =
    [
        Naive, SeasonalNaive, Drift, SimpleSmoothing, Holt, DampedHolt, Theta, DynamicTheta, ComplexSmoothing,
        AutomaticArima, AutomaticEts, Combination,
    ];
}
