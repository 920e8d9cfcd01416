using System.Globalization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Application.Forecasts;

/// <summary>Reads the series that a caller sends, and names every value that is wrong with its place.</summary>
public static class OwnSeriesReader
{
    /// <summary>So many values of one series are named each; the others are counted.</summary>
    private const int MostNamed = 20;

    /// <summary>The longest id.</summary>
    public const int MaxIdLength = 100;

    /// <summary>The longest unit.</summary>
    public const int MaxUnitLength = 32;

    internal const string PeriodWanted = "a year such as 2025, a quarter such as 2025-Q3, a month such as 2025-07, a week such as 2025-W07 or a day such as 2025-07-01";

    private static readonly IReadOnlyList<string> Members =
        ["bounds", "id", "periods", "seasonLength", "start", "support", "unit", "values"];

    /// <summary>Reads the series; those with a fault are left out, since the request ends with it.</summary>
    /// <param name="arguments">Are told what is wrong.</param>
    /// <param name="objects">The object of each series.</param>
    /// <param name="support">Where the quantities can lie, unless a series says otherwise.</param>
    public static IReadOnlyList<RequestedSeries> Read(
        Arguments arguments, IReadOnlyList<Argument> objects, RequestedSupport support)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var series = new List<RequestedSeries>(objects.Count);
        for (var i = 0; i < objects.Count; i++)
        {
            var before = arguments.Faults.Count;
            var read = new OneSeries(arguments, objects[i], SeriesChoice.PathOf(i)).Read(support);
            if (read?.Id is { } id && !places.TryAdd(id, i))
            {
                arguments.AddFault(Fault.At(objects[i].Place.Member("id"), FaultCode.Duplicate,
                    $"The series at {objects[places[id]].Place.Target} has the id '{id}' too; each has its own."));
            }

            if (read is not null && arguments.Faults.Count == before)
                series.Add(read);
        }

        return series;
    }

    /// <summary>What is wrong with the length of a season.</summary>
    /// <param name="length">The length.</param>
    /// <param name="step">The length of the periods; <see langword="null"/> without dates.</param>
    internal static (string Code, string Message)? FaultOfSeason(int length, Step? step)
    {
        if (length is < 1 or > ForecastLimits.MaxSeasonLength)
            return (FaultCode.OutOfRange, $"seasonLength is from 1 to {ForecastLimits.MaxSeasonLength}.");
        return step is { } dated && length != 1 && !dated.Seasons().Contains(length)
            ? (FaultCode.Conflict,
                $"A season of {Words.Of(dated)}s has the length {string.Join(" or ", dated.Seasons())}, or 1 for none; "
                + "leave the dates out for another.")
            : null;
    }

    /// <summary>Reads one series.</summary>
    private sealed class OneSeries(Arguments arguments, Argument whole, string path)
    {
        private readonly Dictionary<string, Argument> _members = whole.AsObject()!
            .Where(m => !m.Value.IsNull)
            .ToDictionary(m => m.Name, m => m.Value, StringComparer.Ordinal);

        public RequestedSeries? Read(RequestedSupport otherwise)
        {
            foreach (var name in _members.Keys.Except(Members, StringComparer.Ordinal))
                Fail(name, FaultCode.Unknown, $"{name} is not known here.{Suggestion.DidYouMean(name, Members)}", allowed: Members);

            var id = ReadText("id", MaxIdLength);
            if (!_members.ContainsKey("id"))
                Fail("id", FaultCode.Missing, "Each series has an id, under which it is answered.");
            var unit = ReadText("unit", MaxUnitLength);
            var support = RequestedSupport.Read(arguments, Find("support"), Find("bounds")) ?? otherwise;
            var values = ReadValues(support);
            var first = ReadPeriods(values?.Count);
            var seasonLength = ReadSeasonLength(first?.Step);
            return id is null || values is null || seasonLength is null || values.Exists(double.IsNaN)
                ? null
                : new RequestedSeries(id, first, new TimeSeries(values, seasonLength.Value), path)
                {
                    Unit = unit,
                    Support = support,
                };
        }

        private string? ReadText(string name, int longest)
        {
            if (Find(name) is not { } member)
                return null;
            if (member.AsText() is { Length: > 0 } text && text.Length <= longest && !text.Any(char.IsControl))
                return text;
            Fail(name, FaultCode.Malformed, $"{name} is a text of 1 to {longest} characters.");
            return null;
        }

        /// <summary>The values, not a number where one is wrong; nothing where there are none, or too few or many.</summary>
        private List<double>? ReadValues(RequestedSupport support)
        {
            if (Find("values")?.AsArray() is not { } items)
            {
                Fail("values", _members.ContainsKey("values") ? FaultCode.Malformed : FaultCode.Missing,
                    "values is an array of numbers, the earliest first.");
                return null;
            }

            if (items.Count is < ForecastLimits.MinObservations or > ForecastLimits.MaxObservations)
            {
                Fail("values", FaultCode.OutOfRange,
                    $"A series has from {ForecastLimits.MinObservations} to {ForecastLimits.MaxObservations} observations; "
                    + $"this one has {items.Count}.",
                    ForecastLimits.MinObservations, ForecastLimits.MaxObservations);
                return null;
            }

            var wrong = 0;
            var values = new List<double>(items.Count);
            foreach (var item in items)
            {
                var value = item.AsNumber();
                var fault = FaultOf(item, value, support);
                values.Add(fault is null ? value!.Value : double.NaN);
                if (fault is not null && wrong++ < MostNamed)
                    arguments.AddFault(fault);
            }

            if (wrong > MostNamed)
                Fail("values", FaultCode.Malformed, $"{wrong - MostNamed} more values are wrong.");
            return values;
        }

        private static Fault? FaultOf(Argument item, double? value, RequestedSupport support)
        {
            if (item.IsNull)
                return Fault.At(item.Place, FaultCode.Missing, "The value is missing; gaps are not filled here.");
            if (value is not { } number)
                return Fault.At(item.Place, FaultCode.Malformed, "A value is a finite number.");
            if (Math.Abs(number) > TimeSeries.LargestValue)
            {
                return Fault.At(item.Place, FaultCode.OutOfRange,
                    string.Create(CultureInfo.InvariantCulture, $"A value is at most {TimeSeries.LargestValue:R} in size.")) with
                {
                    Min = -TimeSeries.LargestValue,
                    Max = TimeSeries.LargestValue,
                };
            }

            return support.Objection(number) is { } objection
                ? Fault.At(item.Place, FaultCode.Conflict, objection)
                : null;
        }

        /// <summary>The first period: stated by itself, or with those that follow it; nothing where neither is, or can be read.</summary>
        private Period? ReadPeriods(int? count)
        {
            if (Find("periods") is not { } periods)
                return Find("start") is { } start ? ReadPeriod(start) : null;
            if (Find("start") is not null)
                Fail("start", FaultCode.Conflict, "periods state the start; one of start and periods is wanted.");
            if (periods.AsArray() is not { Count: > 0 } items)
            {
                Fail("periods", FaultCode.Malformed, "periods is an array with a period for each value.");
                return null;
            }

            if (count is { } values && items.Count != values)
            {
                Fail("periods", FaultCode.Conflict, $"There are {values} values and {items.Count} periods; each value has one.");
                return null;
            }

            return items.Count > ForecastLimits.MaxObservations ? null : PeriodSequence.Check(arguments, items, ReadPeriod);
        }

        private Period? ReadPeriod(Argument argument)
        {
            if (Period.TryParseAny(argument.AsTextOrInteger(), out var period))
                return period;
            arguments.AddFault(Fault.At(argument.Place, FaultCode.Malformed, $"A period is {PeriodWanted}."));
            return null;
        }

        /// <summary>The season's length, which follows from that of the periods where these have dates; of days, the week's if none is stated.</summary>
        private int? ReadSeasonLength(Step? step)
        {
            var seasons = step?.Seasons() ?? [1];
            if (Find("seasonLength") is not { } member)
                return seasons[0];
            if (member.AsInteger() is not { } length)
                Fail("seasonLength", FaultCode.Malformed,
                    "seasonLength is a whole number: the periods after which a season recurs, 1 where none does.");
            else if (FaultOfSeason(length, step) is not var (code, message))
                return length;
            else
                Fail("seasonLength", code, message, EndOf(code, 1), EndOf(code, ForecastLimits.MaxSeasonLength));
            return null;
        }

        private static double? EndOf(string code, double end) => string.Equals(code, FaultCode.OutOfRange, StringComparison.Ordinal) ? end : null;

        private Argument? Find(string name) => _members.GetValueOrDefault(name);

        private void Fail(
            string name, string code, string message, double? min = null, double? max = null, IReadOnlyList<string>? allowed = null)
            => arguments.AddFault(Fault.At(whole.Place.Member(name), code, message) with
            {
                Min = min,
                Max = max,
                Allowed = allowed,
            });
    }
}
