using System.Globalization;
using CsvHelper;
using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Infrastructure.Sources.EpochAi;

/// <summary>A chip-count CSV of Epoch AI: what one designer had shipped by the end of each quarter.</summary>
/// <param name="Id">The designer as series are called, such as <c>nvda</c>.</param>
/// <param name="Designer">The designer as the CSV calls it.</param>
/// <param name="Path">Where the CSV is in the repository.</param>
internal sealed record ChipCountFile(string Id, string Designer, string Path)
{
    public static IReadOnlyList<ChipCountFile> All { get; } =
    [
        new("nvda", "Nvidia", "csv_export/nvidia_cumulative_totals.csv"),
        new("amd", "AMD", "csv_export/amd_cumulative_totals.csv"),
        new("tpu", "Google", "csv_export/tpu_cumulative_totals.csv"),
        new("trainium", "Amazon", "csv_export/trainium_cumulative_totals.csv"),
    ];
}

/// <summary>What a chip-count CSV says, and the quarters that were left out.</summary>
internal sealed record ChipCounts(IReadOnlyList<Observation> Observations, IReadOnlyList<DateOnly> Incomplete)
{
    private const int MaxRows = 1_000;
    private const string Compute = "Epoch AI (CC-BY): chips shipped to date at their 8-bit operations per second, none retired";
    private const string Power = "Epoch AI (CC-BY): thermal design power of the chips shipped to date, chips alone";

    private static readonly string[] DateForms = ["M/d/yyyy", "M/d/yy", "yyyy-MM-dd"];

    private static readonly CsvReaderOptions Form = new()
    {
        Separator = ',',
        DetectSeparatorHint = false,
        HasHeader = false,
        SkipEmptyLines = false,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
        AllowLineBreaksInQuotes = true,
        TrackLineNumbers = true,
    };

    /// <param name="text">The CSV.</param>
    /// <param name="file">Which one it is.</param>
    /// <param name="today">The day since which it is known; quarters that end later are left out.</param>
    /// <exception cref="SourceFormatException">Anything in it is not as it must be.</exception>
    public static ChipCounts Read(string text, ChipCountFile file, DateOnly today)
    {
        try
        {
            using var csv = CsvReader.Create(new StringReader(text), Form, leaveOpen: false);
            if (!csv.Read())
                throw new SourceFormatException(file.Path, 1, null, "there is no header");
            return Read(csv, new ChipCountColumns(file.Path, csv.Current.ToArray()), file, today);
        }
        catch (CsvFormatException exception)
        {
            throw new SourceFormatException(file.Path, exception.LineNumber, null, exception.Message, exception);
        }
    }

    private static ChipCounts Read(CsvReader csv, ChipCountColumns columns, ChipCountFile file, DateOnly today)
    {
        var observations = new List<Observation>();
        var incomplete = new List<DateOnly>();
        var lines = new Dictionary<DateOnly, long>();
        while (csv.Read())
        {
            if (lines.Count == MaxRows)
                throw new SourceFormatException(file.Path, csv.LineNumber, null, $"there are more than {MaxRows} rows");
            var row = new Row(file, columns, csv.LineNumber, csv.Current.ToArray());
            var end = row.QuarterEnd();
            if (!lines.TryAdd(end, csv.LineNumber))
                throw row.Wrong(columns.End, $"is the quarter of line {lines[end]} again");
            var figures = row.Observations(end, today);
            if (row.IsIncomplete || end >= today)
                incomplete.Add(end);
            else
                observations.AddRange(figures);
        }

        incomplete.Sort();
        return new ChipCounts(observations, incomplete);
    }

    /// <summary>One line, whose fields are read strictly.</summary>
    private readonly struct Row(ChipCountFile file, ChipCountColumns columns, long line, string[] fields)
    {
        public bool IsIncomplete =>
            columns.Incomplete is { } mark && fields[mark].Trim().Length > 0
            || columns.Notes is { } notes && fields[notes].StartsWith("Incomplete", StringComparison.OrdinalIgnoreCase);

        public DateOnly QuarterEnd() =>
            DateOnly.TryParseExact(fields[columns.End], DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.Month % 3 == 0 && date.Day == DateTime.DaysInMonth(date.Year, date.Month)
                ? date
                : throw Wrong(columns.End, "is not the last day of a quarter, such as 3/31/2024");

        public IEnumerable<Observation> Observations(DateOnly end, DateOnly knownSince)
        {
            if (!string.Equals(fields[columns.Designer], file.Designer, StringComparison.Ordinal))
                throw Wrong(columns.Designer, $"is not {file.Designer}");
            var (p5, p50, p95, power) = (Number(columns.P5), Number(columns.P50), Number(columns.P95), Number(columns.Power));
            if (p5 > p50 || p50 > p95)
                throw Wrong(columns.P50, "is not between the 5th and the 95th percentile");

            return
            [
                Quarterly("h100e_cumulative.p5", end, p5, "H100e", Compute, knownSince),
                Quarterly("h100e_cumulative.p50", end, p50, "H100e", Compute, knownSince),
                Quarterly("h100e_cumulative.p95", end, p95, "H100e", Compute, knownSince),
                Quarterly("power_mw_cumulative.p50", end, power, "MW", Power, knownSince),
            ];
        }

        private Observation Quarterly(string series, DateOnly end, double value, string unit, string source, DateOnly knownSince) =>
            new($"{file.Id}.{series}", end, Frequency.Quarterly, value, unit, ObservationStatus.Estimated, source,
                $"epoch-research/ai-chip-counts {file.Path}", knownSince);

        private double Number(int column) =>
            double.TryParse(fields[column], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
                ? number
                : throw Wrong(column, "is not a number such as 12.5");

        public SourceFormatException Wrong(int column, string problem)
        {
            var field = fields[column];
            return new(file.Path, line, columns.Name(column), $"'{(field.Length <= 40 ? field : field[..40] + "…")}' {problem}");
        }
    }
}
