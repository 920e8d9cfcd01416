using System.Globalization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Core.SeriesCatalogues;

namespace ForecastFunctions.Application.SeriesCatalogues;

/// <summary>The cells of a line of a part, as texts; empty where there is none.</summary>
/// <param name="Number">The number of the line, from 1.</param>
/// <param name="Series">The series.</param>
/// <param name="Period">The period.</param>
/// <param name="Value">The observation; <see langword="null"/> where the cell is no finite number.</param>
/// <param name="ValueText">The same as it stands there.</param>
/// <param name="Unit">The unit.</param>
/// <param name="SeasonLength">The length of the season.</param>
public readonly record struct PartLine(
    long Number, string Series, string Period, double? Value, string ValueText, string Unit, string SeasonLength);

/// <summary>
/// Gathers the lines of a part into series, and names each that is wrong with its number and column. What follows a wrong period of a series
/// is not compared any more.
/// </summary>
public sealed class PartReader
{
    /// <summary>The column of ids.</summary>
    public const string Series = "series";

    /// <summary>The column of periods.</summary>
    public const string Period = "period";

    /// <summary>The column of observations.</summary>
    public const string Value = "value";

    /// <summary>The column of units.</summary>
    public const string Unit = "unit";

    /// <summary>The column of the lengths of seasons.</summary>
    public const string SeasonLength = "season_length";

    private readonly Dictionary<string, OneSeries> _byId = new(StringComparer.Ordinal);
    private readonly List<OneSeries> _inOrder = [];
    private readonly Faults _faults = new();
    private OneSeries? _last;

    /// <summary>The columns that a part must have.</summary>
    public static IReadOnlyList<string> Required { get; } = [Series, Period, Value];

    /// <summary>The columns that a part can have.</summary>
    public static IReadOnlyList<string> Columns { get; } = [.. Required, Unit, SeasonLength];

    /// <summary>Whether there are as many faults as are told; to read on would serve nobody.</summary>
    public bool IsHopeless => _faults.All.Count >= Faults.Max;

    /// <summary>A fault of a cell.</summary>
    public static Fault FaultAt(long line, string column, string code, string message) => Fault.At(
        new Place("body", string.Create(CultureInfo.InvariantCulture, $"/{line}/{column}")), code,
        string.Create(CultureInfo.InvariantCulture, $"Line {line}, {column}: {message}"));

    /// <summary>Takes a line.</summary>
    public void Add(PartLine line)
    {
        if (_last is null || !string.Equals(_last.Id, line.Series, StringComparison.Ordinal))
            _last = Find(line);
        _last?.Add(line, _faults);
    }

    /// <summary>Notes what is wrong with the form of the lines.</summary>
    public void Refuse(Fault fault) => _faults.Add(fault);

    /// <summary>The series of all lines, or everything that is wrong with them.</summary>
    public Outcome<SeriesContent> Finish()
    {
        if (_inOrder.Count == 0 && !_faults.Any)
            _faults.Add(FaultAt(2, Series, FaultCode.Missing, "There is no line after the header; a line for each observation is wanted."));
        return _faults.Any ? _faults : new SeriesContent([.. _inOrder.Select(s => s.Finish())]);
    }

    private OneSeries? Find(PartLine line)
    {
        if (_byId.TryGetValue(line.Series, out var known))
            return known;
        if (line.Series.Length is 0 or > OwnSeriesReader.MaxIdLength || line.Series.Any(char.IsControl))
        {
            _faults.Add(FaultAt(line.Number, Series, FaultCode.Malformed, $"An id is a text of 1 to {OwnSeriesReader.MaxIdLength} characters."));
            return null;
        }

        var one = new OneSeries(line.Series);
        _byId.Add(line.Series, one);
        _inOrder.Add(one);
        return one;
    }

    private sealed class OneSeries(string id)
    {
        private readonly List<double> _values = [];
        private Core.Series.Period? _first;
        private Core.Series.Period? _latest;
        private string _unit = "";
        private int? _seasonLength;
        private bool _isOutOfStep;

        public string Id => id;

        public void Add(PartLine line, Faults faults)
        {
            if (_values.Count == ForecastLimits.MaxObservations)
            {
                var message = $"A series has at most {ForecastLimits.MaxObservations} observations, and '{id}' has more.";
                faults.Add(FaultAt(line.Number, Series, FaultCode.TooMuch, message) with { Max = ForecastLimits.MaxObservations });
                return;
            }

            AddPeriod(line, faults);
            AddUnit(line, faults);
            AddSeason(line, faults);
            if (FaultOfValue(line) is { } fault)
                faults.Add(fault);
            _values.Add(line.Value ?? double.NaN);
        }

        public CatalogueSeries Finish() => new(
            id, _unit.Length == 0 ? null : _unit, _first, _seasonLength ?? _first?.Step.Seasons()[0] ?? 1, [.. _values]);

        private static Fault? FaultOfValue(PartLine line)
        {
            if (line.ValueText.Length == 0)
                return FaultAt(line.Number, Value, FaultCode.Missing, "The value is missing; gaps are not filled here.");
            if (line.Value is not { } value)
                return FaultAt(line.Number, Value, FaultCode.Malformed, $"'{Cut(line.ValueText)}' is no finite number such as 12.5.");
            return Math.Abs(value) <= TimeSeries.LargestValue ? null : FaultAt(line.Number, Value, FaultCode.OutOfRange,
                string.Create(CultureInfo.InvariantCulture, $"A value is at most {TimeSeries.LargestValue:R} in size."));
        }

        private void AddPeriod(PartLine line, Faults faults)
        {
            if (_isOutOfStep)
                return;
            var fault = int.TryParse(line.Period, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place <= ForecastLimits.MaxObservations
                ? FaultOfPlace(place)
                : Core.Series.Period.TryParseAny(line.Period, out var period)
                    ? FaultOfPeriod(period)
                    : (FaultCode.Malformed, $"'{Cut(line.Period)}' is no period: {OwnSeriesReader.PeriodWanted}; or without dates, 1 for the first observation, 2 for the next.");
            if (fault is not var (code, message))
                return;
            _isOutOfStep = true;
            faults.Add(FaultAt(line.Number, Period, code, $"{message} (series '{id}')"));
        }

        private (string Code, string Message)? FaultOfPlace(int place)
        {
            if (_first is { } first)
                return (FaultCode.Conflict, $"{place} is no period with a date, and the series begins with {first}.");
            return place == _values.Count + 1 ? null
                : (place <= _values.Count ? FaultCode.Conflict : FaultCode.Missing, $"{_values.Count + 1} is wanted here, not {place}; gaps are not filled here.");
        }

        private (string Code, string Message)? FaultOfPeriod(Core.Series.Period period)
        {
            if (_values.Count > 0 && _first is null)
                return (FaultCode.Conflict, $"The series begins without dates, so {_values.Count + 1} is wanted here, not {period}.");
            _first ??= period;
            var (begin, end) = (_first.Value, _latest);
            if (PeriodSequence.FaultOf(period, begin, end, p => p.Ordinal >= begin.Ordinal && p.Ordinal <= end?.Ordinal) is var (code, message))
                return (code, message + HintOn(period, begin));
            _latest = period;
            return null;
        }

        /// <summary>Data frames write a month as its first day.</summary>
        private static string HintOn(Core.Series.Period period, Core.Series.Period begin)
            => period.Step == Step.Day && period.Start.Day == 1 && begin.Start.Day == 1
                ? $" Where months are meant, {period.Start.ToString("yyyy-MM", CultureInfo.InvariantCulture)} is one." : "";

        private void AddUnit(PartLine line, Faults faults)
        {
            if (line.Unit.Length == 0 || string.Equals(line.Unit, _unit, StringComparison.Ordinal))
                return;
            if (line.Unit.Length > OwnSeriesReader.MaxUnitLength || line.Unit.Any(char.IsControl))
                faults.Add(FaultAt(line.Number, Unit, FaultCode.Malformed, $"A unit is a text of 1 to {OwnSeriesReader.MaxUnitLength} characters."));
            else if (_unit.Length > 0)
                faults.Add(FaultAt(line.Number, Unit, FaultCode.Conflict, $"'{id}' is in {_unit} above; a series has one unit."));
            else
                _unit = line.Unit;
        }

        private void AddSeason(PartLine line, Faults faults)
        {
            if (line.SeasonLength.Length == 0)
                return;
            if (!int.TryParse(line.SeasonLength, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            {
                faults.Add(FaultAt(line.Number, SeasonLength, FaultCode.Malformed, $"'{Cut(line.SeasonLength)}' is no whole number."));
            }
            else if (_seasonLength is { } stated)
            {
                if (length != stated)
                    faults.Add(FaultAt(line.Number, SeasonLength, FaultCode.Conflict, $"It is {stated} above; a series has one season."));
            }
            else
            {
                _seasonLength = length;
                if (OwnSeriesReader.FaultOfSeason(length, _first?.Step) is var (code, message))
                    faults.Add(FaultAt(line.Number, SeasonLength, code, message));
            }
        }

        private static string Cut(string text) => text.Length <= 40 ? text : text[..40] + "…";
    }
}
