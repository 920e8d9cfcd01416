using System.Globalization;
using System.Text.Json;
using ForecastFunctions.Baselines;
using ForecastFunctions.Http;

namespace ForecastFunctions.Forecasts;

/// <summary>Reads what forecasts and backtests have in common, from a query string or from a body.</summary>
/// <param name="baselines">Give the series of a baseline.</param>
public sealed class SeriesRequestReader(BaselineLibrary baselines)
{
    private const string SeriesWanted = "ids of a baseline's series, or in a body an array of objects with id and values";

    /// <summary>Adds the members of a body to the reader, under the names that they have in a query.</summary>
    public static void Flatten(RequestReader reader, JsonElement body)
    {
        // Clients that write absent members as null mean them absent.
        foreach (var member in body.EnumerateObject().Where(m => m.Value.ValueKind != JsonValueKind.Null))
            reader.Add(member.Name, new RequestMember(JsonBody.PointerTo("", member.Name), member.Value));
    }

    /// <summary>Reads <c>series</c>, <c>support</c>, <c>bounds</c>, <c>baseline</c> and <c>asOf</c>.</summary>
    public async Task<SelectedSeries> ReadAsync(RequestReader reader, CancellationToken cancellationToken)
    {
        var support = RequestedSupport.Read(reader, reader.Find("support"), reader.Find("bounds")) ?? RequestedSupport.Inferred;
        if (reader.Find("series") is not { } member)
        {
            reader.AddFault("series", FaultCode.Missing, $"series is {SeriesWanted}.");
            return new SelectedSeries([], null);
        }

        if (member.AsObjects() is not { Count: > 0 })
            return await ReadOfBaselineAsync(reader, member, support, cancellationToken);
        RefuseVintage(reader, "baseline");
        RefuseVintage(reader, "asOf");
        var objects = member.AsArray()!;
        return new SelectedSeries(
            IsOfRightSize(reader, objects) ? OwnSeriesReader.Read(reader, objects, support) : [], null);
    }

    /// <summary>Reads <c>horizon</c>, and records where it is absent.</summary>
    public static int? ReadHorizon(RequestReader reader)
    {
        if (reader.Find("horizon") is null)
            reader.AddFault("horizon", FaultCode.Missing, "horizon is the number of periods ahead.");
        return ReadCount(reader, "horizon", ForecastLimits.MaxHorizon);
    }

    /// <summary>Reads a whole number from 1 on.</summary>
    public static int? ReadCount(RequestReader reader, string name, int most)
    {
        var count = reader.Read(name, m => m.AsInteger(), $"a whole number from 1 to {most}");
        if (count is null or >= 1 && !(count > most))
            return count;
        reader.AddFault(name, FaultCode.OutOfRange, $"{name} is a whole number from 1 to {most}.", 1, most);
        return null;
    }

    /// <summary>Reads <c>levels</c>, in percent.</summary>
    public static IReadOnlyList<double> ReadLevels(RequestReader reader)
    {
        const string Wanted = "a list of percentages such as 80,95";
        var texts = reader.Read("levels", m => m.AsList(), Wanted);
        if (texts is null)
            return [80, 95];
        if (texts.Count > ForecastLimits.MaxLevels)
            reader.AddFault(
                "levels", FaultCode.TooMuch, $"At most {ForecastLimits.MaxLevels} levels are given.", max: ForecastLimits.MaxLevels);
        var levels = new List<double>();
        foreach (var text in texts)
        {
            if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var level))
                reader.AddFault("levels", FaultCode.Malformed, $"levels is {Wanted}; '{text}' is no number.");
            else if (level is < 1 or > 99.9)
                reader.AddFault("levels", FaultCode.OutOfRange, $"A level is from 1 to 99.9 percent; {text} is not.", 1, 99.9);
            else if (levels.Contains(level))
                reader.AddFault("levels", FaultCode.Duplicate, $"The level {text} is given twice.");
            else
                levels.Add(level);
        }

        return levels;
    }

    private async Task<SelectedSeries> ReadOfBaselineAsync(
        RequestReader reader, RequestMember member, RequestedSupport support, CancellationToken cancellationToken)
    {
        var baseline = await baselines.ReadAsync(reader, cancellationToken);
        if (ReadIds(member) is not { Count: > 0 } ids)
        {
            reader.AddFault(new Fault(member.In, member.Target, FaultCode.Malformed, $"series is {SeriesWanted}."));
            return new SelectedSeries([], baseline);
        }

        if (ids.Count > ForecastLimits.MaxSeries)
        {
            reader.AddFault(new Fault(member.In, member.Target, FaultCode.TooMuch,
                $"At most {ForecastLimits.MaxSeries} series are taken at once; these are {ids.Count}.")
            {
                Max = ForecastLimits.MaxSeries,
            });
            return new SelectedSeries([], baseline);
        }

        var ofBaseline = new BaselineSeriesReader(reader, baseline, support);
        var series = new List<RequestedSeries>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (id, target) in ids)
        {
            if (!seen.Add(id))
                reader.AddFault(new Fault(member.In, target, FaultCode.Duplicate, $"The series {id} is given twice."));
            else if (ofBaseline.Read(id, (member.In, target)) is { } one)
                series.Add(one);
        }

        return new SelectedSeries(series, baseline);
    }

    private static void RefuseVintage(RequestReader reader, string name)
    {
        if (reader.Find(name) is not null)
            reader.AddFault(name, FaultCode.Conflict, $"{name} names a vintage of the market's series; these series are the caller's own.");
    }

    private static IReadOnlyList<(string Id, string Target)>? ReadIds(RequestMember member)
    {
        if (member.AsText() is { } text)
            return [.. text.Split(',', StringSplitOptions.TrimEntries).Select(id => (id, member.Target))];
        var items = member.AsArray();
        return items is null || items.Any(i => i.AsText() is null) ? null : [.. items.Select(i => (i.AsText()!, i.Target))];
    }

    private static bool IsOfRightSize(RequestReader reader, IReadOnlyList<RequestMember> objects)
    {
        if (objects.Count > ForecastLimits.MaxSeries)
        {
            reader.AddFault("series", FaultCode.TooMuch,
                $"At most {ForecastLimits.MaxSeries} series are taken at once; these are {objects.Count}.", max: ForecastLimits.MaxSeries);
            return false;
        }

        var observations = objects.Sum(o => o.AsObject()!
            .Where(m => m.Name is "values" or "periods").Select(m => m.Value.AsArray()?.Count ?? 0).DefaultIfEmpty().Max());
        if (observations <= ForecastLimits.MaxObservationsInAll)
            return true;
        reader.AddFault("series", FaultCode.TooMuch,
            $"All series together have at most {ForecastLimits.MaxObservationsInAll} observations; these have {observations}.",
            max: ForecastLimits.MaxObservationsInAll);
        return false;
    }
}
