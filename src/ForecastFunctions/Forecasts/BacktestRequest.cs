using System.Globalization;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.Http;

namespace ForecastFunctions.Forecasts;

/// <summary>Which methods are to be tested on which series, and how.</summary>
/// <param name="Selected">The series.</param>
/// <param name="Methods">The methods.</param>
/// <param name="Horizon">The number of periods ahead.</param>
/// <param name="Origins">From how many origins.</param>
/// <param name="Step">How many periods lie between one origin and the next.</param>
/// <param name="Levels">The levels of the intervals that are tested, in percent.</param>
public sealed record BacktestRequest(
    SelectedSeries Selected, IReadOnlyList<ForecastMethod> Methods, int Horizon, int Origins, int Step, IReadOnlyList<double> Levels)
{
    private const int UsualOrigins = 4;

    private static readonly IReadOnlyList<ForecastMethod> UsualMethods = [ForecastMethods.Combination, ForecastMethods.SeasonalNaive];

    /// <summary>The series.</summary>
    public IReadOnlyList<RequestedSeries> Series => Selected.Series;

    /// <summary>The observations that all fits see, each fit counted, and the horizon with it.</summary>
    public long Fitted => Series.Sum(s => (long)s.Observed.Length + Horizon) * Origins * Methods.Count;

    /// <summary>The baseline that they come from; <see langword="null"/> where they are the caller's own.</summary>
    public Baseline? Baseline => Selected.Baseline;

    /// <inheritdoc cref="SelectedSeries.PinnedAddress"/>
    public string? PinnedAddress(string path, TableForm form) => Selected.PinnedAddress(path, form,
    [
        new("horizon", Horizon.ToString(CultureInfo.InvariantCulture)),
        new("methods", string.Join(',', Methods)),
        new("origins", Origins.ToString(CultureInfo.InvariantCulture)),
        new("step", Step.ToString(CultureInfo.InvariantCulture)),
        new("levels", string.Join(',', Levels.Select(level => level.ToString("R", CultureInfo.InvariantCulture)))),
    ]);

    /// <summary>Reads a request, and refuses it with everything that is wrong.</summary>
    /// <param name="reader">The reader; the form of the answer is read before.</param>
    /// <param name="seriesReader">Reads the series.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ProblemException">400: something is wrong.</exception>
    public static async Task<BacktestRequest> ReadAsync(
        RequestReader reader, SeriesRequestReader seriesReader, CancellationToken cancellationToken)
    {
        var horizon = SeriesRequestReader.ReadHorizon(reader);
        var levels = SeriesRequestReader.ReadLevels(reader);
        var methods = ReadMethods(reader);
        var origins = SeriesRequestReader.ReadCount(reader, "origins", ForecastLimits.MaxOrigins) ?? UsualOrigins;
        var step = SeriesRequestReader.ReadCount(reader, "step", ForecastLimits.MaxHorizon) ?? 1;
        var selected = await seriesReader.ReadAsync(reader, cancellationToken);
        var request = new BacktestRequest(selected, methods, horizon ?? 0, origins, step, levels);
        if (horizon is not null)
            request.CheckSize(reader);
        reader.Finish();
        return request;
    }

    private static List<ForecastMethod> ReadMethods(RequestReader reader)
    {
        if (reader.Read("methods", m => m.AsList(), "a list of methods such as combination,theta") is not { } names)
            return [.. UsualMethods];
        var methods = new List<ForecastMethod>();
        foreach (var name in names)
        {
            if (MethodCatalogue.Find(reader, "methods", name) is not { } method)
                continue;
            if (methods.Contains(method))
                reader.AddFault("methods", FaultCode.Duplicate, $"The method {name} is given twice.");
            methods.Add(method);
        }

        if (names.Count == 0)
            reader.AddFault("methods", FaultCode.Missing, "methods names at least one method.", allowed: MethodCatalogue.Names);
        return methods;
    }

    private void CheckSize(RequestReader reader)
    {
        foreach (var series in Series)
        {
            var spare = series.Observed.Length - Horizon - TimeSeries.MinimumLength;
            if (spare >= (Origins - 1) * Step)
                continue;
            var possible = spare < 0 ? 0 : spare / Step + 1;
            var needed = TimeSeries.MinimumLength + Horizon + (Origins - 1) * Step;
            reader.AddFault(series.Fault(
                FaultCode.OutOfRange,
                $"{Origins} origins {Step} apart at a horizon of {Horizon} need {needed} observations, "
                + $"and there are {series.Observed.Length}; "
                + (possible == 0 ? "the horizon is too long." : $"{possible} origins are possible.")));
        }

        if (Fitted > ForecastLimits.MaxFitted)
        {
            reader.AddFault("origins", FaultCode.TooMuch,
                $"(observations + horizon) × origins × methods is {Fitted}, and at most {ForecastLimits.MaxFitted}.",
                max: ForecastLimits.MaxFitted);
        }

        ForecastLimits.CheckRows(reader, Series.Count,
            (long)Methods.Count * (Horizon + 1) * (4 + 2 * Levels.Count), "series × methods × (horizon + 1) × measures");
    }
}
