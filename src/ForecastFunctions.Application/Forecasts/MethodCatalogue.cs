using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.Application.Forecasts;

/// <summary>A method that a request can ask for.</summary>
/// <param name="Method">The method.</param>
/// <param name="Title">What it does.</param>
/// <param name="Source">Where it is described.</param>
public sealed record ListedMethod(ForecastMethod Method, string Title, string Source);

/// <summary>The methods that a request can ask for, by name.</summary>
public static class MethodCatalogue
{
    private const string TextBook = "Hyndman and Athanasopoulos (2021), Forecasting: Principles and Practice, section 5.2";
    private const string StateSpace = "Hyndman, Koehler, Snyder and Grose (2002), International Journal of Forecasting 18(3)";

    /// <summary>Every method, the default first.</summary>
    public static IReadOnlyList<ListedMethod> All { get; } =
    [
        new(ForecastMethods.Combination,
            "Methods on the observations and on their logarithms, and growth that fades: each counts by its errors within the series",
            "After Petropoulos and Svetunkov (2020), International Journal of Forecasting 36(1)"),
        new(ForecastMethods.AutomaticEts, "Exponential smoothing, the model selected by the corrected Akaike criterion", StateSpace),
        new(ForecastMethods.DynamicTheta, "The dynamic optimised theta model",
            "Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler (2016), International Journal of Forecasting 32(4)"),
        new(ForecastMethods.ComplexSmoothing, "Complex exponential smoothing",
            "Svetunkov, Kourentzes and Ord (2022), Naval Research Logistics 69(8)"),
        new(ForecastMethods.AutomaticArima, "A seasonal ARIMA model found by stepwise search",
            "Hyndman and Khandakar (2008), Journal of Statistical Software 27(3)"),
        new(ForecastMethods.Theta, "The theta method",
            "Assimakopoulos and Nikolopoulos (2000), International Journal of Forecasting 16(4)"),
        new(ForecastMethods.DampedHolt, "Holt's trend, damped: ETS(A,Ad,N)", StateSpace),
        new(ForecastMethods.Holt, "Holt's linear trend: ETS(A,A,N)", StateSpace),
        new(ForecastMethods.SimpleSmoothing, "Simple exponential smoothing: ETS(A,N,N)", StateSpace),
        new(ForecastMethods.Drift, "The line through the first and the last observation", TextBook),
        new(ForecastMethods.SeasonalNaive, "The last observation of the same season", TextBook),
        new(ForecastMethods.Naive, "The last observation", TextBook),
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(m => m.Method.Name)];

    /// <summary>The methods as a table.</summary>
    public static readonly Table Table = new("forecast-methods", "What a forecast can be made by",
    [
        Column.Text<ListedMethod>("method", "Its name in a request", m => m.Method.Name),
        Column.Text<ListedMethod>("title", "What it does", m => m.Title),
        Column.Flag<ListedMethod>("is_default", "Whether it is used where none is named", m => m.Method == ForecastMethods.Combination),
        Column.Whole<ListedMethod>("min_observations", "The fewest observations that it takes", _ => ForecastLimits.MinObservations),
        Column.Text<ListedMethod>("source", "Where it is described", m => m.Source),
    ]);

    /// <summary>Asks for them.</summary>
    public static readonly Operation Operation = new(
        "listForecastMethods", "ForecastMethods", ["GET"], "/v1/forecast-methods", AccessScope.Read, Table.Title, FormMembers.OfTables)
    {
        Table = Table,
    };

    /// <summary>The method of a name, or <see langword="null"/>, with the fault recorded under the member.</summary>
    public static ForecastMethod? Find(Arguments arguments, Member member, string name)
    {
        if (All.FirstOrDefault(m => string.Equals(m.Method.Name, name, StringComparison.Ordinal)) is { } listed)
            return listed.Method;
        arguments.AddFault(new Fault(member.Name, FaultCode.NotFound,
            $"There is no method '{name}'.{Suggestion.DidYouMean(name, Names)} GET /api{Operation.Path} lists them.")
        {
            Allowed = Names,
        });
        return null;
    }
}
