using System.Globalization;
using System.Text.Unicode;
using CsvHelper;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.SeriesCatalogues;
using ForecastFunctions.Core.SeriesCatalogues;
using ForecastFunctions.Http;

namespace ForecastFunctions.SeriesCatalogues;

/// <summary>Reads the lines of a part of a catalogue: CSV by RFC 4180 whose first line names the columns, in any order.</summary>
public static class PartLines
{
    private static readonly CsvReaderOptions WithPoints = new()
    {
        Separator = ',',
        DetectSeparatorHint = false,
        HasHeader = false,
        SkipEmptyLines = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Allow,
        AllowLineBreaksInQuotes = false,
        TrackLineNumbers = true,
        PoolStrings = true,
    };

    private static readonly CsvReaderOptions WithCommas = WithPoints with { Separator = ';' };

    private static readonly NumberFormatInfo Commas = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "" };

    /// <summary>The series of the lines, or everything that is wrong with them, each with its line and column.</summary>
    /// <param name="lines">The lines, in UTF-8.</param>
    /// <param name="mark">The decimal mark; with a comma, cells are separated by semicolons.</param>
    public static Outcome<SeriesContent> Read(ReadOnlyMemory<byte> lines, DecimalMark mark)
    {
        var reader = new PartReader();
        if (!Utf8.IsValid(lines.Span))
        {
            reader.Refuse(Fault.At(new Place("body", ""), FaultCode.Malformed, "The lines are not UTF-8."));
            return reader.Finish();
        }

        using var csv = CsvReader.Create(lines, mark == DecimalMark.Comma ? WithCommas : WithPoints);
        try
        {
            if (Columns.Of(csv, reader, mark) is { } columns)
                Read(csv, columns, reader, mark == DecimalMark.Comma ? Commas : NumberFormatInfo.InvariantInfo);
        }
        catch (CsvFormatException e)
        {
            reader.Refuse(Fault.At(
                new Place("body", string.Create(CultureInfo.InvariantCulture, $"/{e.LineNumber}")), FaultCode.Malformed,
                string.Create(CultureInfo.InvariantCulture,
                    $"Line {e.LineNumber}: the quotes are not those of CSV (RFC 4180): a cell with a quote or a separator stands in quotes, each quote within it twice, and no line breaks in it.")));
        }

        return reader.Finish();
    }

    private static void Read(CsvReader csv, Columns columns, PartReader reader, NumberFormatInfo numbers)
    {
        while (!reader.IsHopeless && csv.Read())
        {
            if (csv.FieldCount == columns.Count)
            {
                var value = columns.Value;
                double? number = double.TryParse(
                    csv.GetSpan(value), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, numbers, out var read)
                    && double.IsFinite(read) ? read : null;
                reader.Add(new PartLine(
                    csv.LineNumber, csv.GetString(columns.Series), csv.GetString(columns.Period), number, csv.GetString(value),
                    columns.Unit < 0 ? "" : csv.GetString(columns.Unit), columns.SeasonLength < 0 ? "" : csv.GetString(columns.SeasonLength)));
            }
            else
            {
                reader.Refuse(Fault.At(
                    new Place("body", string.Create(CultureInfo.InvariantCulture, $"/{csv.LineNumber}")), FaultCode.Malformed,
                    string.Create(CultureInfo.InvariantCulture, $"Line {csv.LineNumber} has {csv.FieldCount} cells, and the header {columns.Count}.")));
            }
        }
    }

    /// <summary>Where the columns stand; -1 where one is left out.</summary>
    private sealed record Columns(int Count, int Series, int Period, int Value, int Unit, int SeasonLength)
    {
        /// <summary>Reads the header; nothing where it is wrong.</summary>
        public static Columns? Of(CsvReader csv, PartReader reader, DecimalMark mark)
        {
            string[] names = csv.Read() ? csv.Current.ToArray() : [];
            var isRight = true;
            foreach (var name in names.Where(n => !PartReader.Columns.Contains(n, StringComparer.Ordinal)))
            {
                Refuse(FaultCode.Unknown, $"There is no column '{name}'.{Suggestion.DidYouMean(name, PartReader.Columns)}");
            }

            foreach (var twice in names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1))
                Refuse(FaultCode.Duplicate, $"The column {twice.Key} stands there {twice.Count()} times; once is wanted.");
            foreach (var missing in PartReader.Required.Except(names, StringComparer.Ordinal))
                Refuse(FaultCode.Missing, $"The column {missing} is missing.");
            if (!isRight)
                return null;
            int At(string name) => Array.IndexOf(names, name);
            return new Columns(
                names.Length, At(PartReader.Series), At(PartReader.Period), At(PartReader.Value), At(PartReader.Unit), At(PartReader.SeasonLength));

            void Refuse(string code, string message)
            {
                isRight = false;
                var separator = mark == DecimalMark.Comma ? "semicolons" : "commas";
                reader.Refuse(Fault.At(new Place("body", "/1"), code,
                    $"Line 1: {message} The first line names the columns, with {separator} between them: {string.Join(", ", PartReader.Required)}, "
                    + $"and where wanted {PartReader.Unit} and {PartReader.SeasonLength}."
                    + (mark == DecimalMark.Point ? " With decimal=comma in the query, there are semicolons between them." : "")) with
                {
                    Allowed = PartReader.Columns,
                });
            }
        }
    }
}
