using System.Globalization;
using System.Text;
using CsvHelper;
using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Infrastructure.Sources.Curated;

/// <summary>The observations that are curated by hand, and the reader of their CSV.</summary>
public static class CuratedObservations
{
    private const string FileName = "observations.csv";
    private const int MaxRows = 20_000;

    private static readonly string[] Header =
        ["series_id", "period_end", "frequency", "value", "unit", "status", "source", "reference", "known_since"];

    // The header is compared by us, to the letter; the reader would match names loosely.
    private static readonly CsvReaderOptions Form = new()
    {
        Separator = ',',
        DetectSeparatorHint = false,
        HasHeader = false,
        SkipEmptyLines = false,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
        AllowLineBreaksInQuotes = false,
        TrackLineNumbers = true,
    };

    private static readonly string[] Units = ["USD", "H100e", "USD/H100e", "MW", "GW/yr", "TWh", "people", "tokens/day", "wafers/yr", "fraction", "fraction/yr", "ratio"];

    /// <summary>The observations of this assembly.</summary>
    public static IReadOnlyList<Observation> Read()
    {
        using var stream = typeof(CuratedObservations).Assembly.GetManifestResourceStream(typeof(CuratedObservations), FileName)
            ?? throw new InvalidOperationException($"{FileName} is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Read(reader, FileName);
    }

    /// <summary>Reads a CSV of the same form.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <exception cref="SourceFormatException">Anything in it is not as it must be.</exception>
    public static IReadOnlyList<Observation> Read(TextReader reader, string name)
    {
        try
        {
            // Blank lines may end the file, as editors and spreadsheets leave them; between figures they are a mistake.
            using var csv = CsvReader.Create(new StringReader(reader.ReadToEnd().TrimEnd()), Form);
            if (!csv.Read() || !csv.Current.ToArray().SequenceEqual(Header, StringComparer.Ordinal))
                throw new SourceFormatException(name, 1, null, $"the header must be exactly {string.Join(',', Header)}");
            return ReadRows(csv, name);
        }
        catch (CsvFormatException exception)
        {
            throw new SourceFormatException(name, exception.LineNumber, null, exception.Message, exception);
        }
    }

    private static List<Observation> ReadRows(CsvReader csv, string name)
    {
        var observations = new List<Observation>();
        var lines = new Dictionary<(string, DateOnly, DateOnly), long>();
        while (csv.Read())
        {
            if (observations.Count == MaxRows)
                throw new SourceFormatException(name, csv.LineNumber, null, $"there are more than {MaxRows} rows");
            var observation = new Row(name, csv.LineNumber, csv.Current.ToArray()).Observation();
            var key = (observation.SeriesId, observation.PeriodEnd, observation.KnownSince);
            if (!lines.TryAdd(key, csv.LineNumber))
                throw new SourceFormatException(
                    name, csv.LineNumber, null, $"series, period end and known since are those of line {lines[key]}");
            observations.Add(observation);
        }

        return observations;
    }

    /// <summary>One line, whose fields are read strictly.</summary>
    private readonly struct Row(string name, long line, string[] fields)
    {
        public Observation Observation()
        {
            var (seriesId, unit, source, reference) = (Text(0), Unit(4), Text(6), Text(7));
            var (periodEnd, knownSince) = (Date(1), Date(8));
            try
            {
                return new Observation(
                    seriesId, periodEnd, Word<Frequency>(2), Number(3), unit, Word<ObservationStatus>(5), source, reference, knownSince);
            }
            catch (ArgumentException exception)
            {
                throw new SourceFormatException(name, line, ColumnOf(exception.ParamName), exception.Message, exception);
            }
        }

        private string Text(int column) =>
            fields[column].Length > 0 && !char.IsWhiteSpace(fields[column][0]) && !char.IsWhiteSpace(fields[column][^1])
                ? fields[column]
                : throw Wrong(column, "is empty, or begins or ends with a space");

        private string Unit(int column) =>
            Units.Contains(fields[column], StringComparer.Ordinal)
                ? fields[column]
                : throw Wrong(column, $"is not one of the units {string.Join(", ", Units)}");

        private DateOnly Date(int column) =>
            DateOnly.TryParseExact(fields[column], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? date
                : throw Wrong(column, "is not a date such as 2024-12-31");

        private double Number(int column) =>
            double.TryParse(fields[column], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
                ? number
                : throw Wrong(column, "is not a finite number such as 12.5");

        /// <summary>The lower-case name of a member; numbers and lists of names, which Enum.Parse takes too, are not.</summary>
        private TEnum Word<TEnum>(int column) where TEnum : struct, Enum
        {
            foreach (var member in Enum.GetValues<TEnum>())
            {
                if (string.Equals(fields[column], member.ToString().ToLowerInvariant(), StringComparison.Ordinal))
                    return member;
            }

            throw Wrong(column, $"is not one of {string.Join(", ", Enum.GetNames<TEnum>()).ToLowerInvariant()}");
        }

        private SourceFormatException Wrong(int column, string problem) =>
            new(name, line, Header[column], $"'{fields[column]}' {problem}");

        /// <summary>The column of a constructor's argument: <c>knownSince</c> is <c>known_since</c>.</summary>
        private static string? ColumnOf(string? argument) =>
            Header.FirstOrDefault(
                column => string.Equals(column.Replace("_", "", StringComparison.Ordinal), argument, StringComparison.OrdinalIgnoreCase));
    }
}
