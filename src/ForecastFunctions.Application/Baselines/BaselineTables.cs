using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.Application.Baselines;

/// <summary>A baseline in a list.</summary>
/// <param name="Summary">The baseline.</param>
/// <param name="Current">The version that is current.</param>
public sealed record BaselineRow(BaselineSummary Summary, string Current)
{
    /// <summary>Whether <c>latest</c> means this one.</summary>
    public bool IsCurrent => string.Equals(Summary.Version, Current, StringComparison.Ordinal);
}

/// <summary>The tables of what is known.</summary>
public static class BaselineTables
{
    /// <summary>The vintages; rows are <see cref="BaselineRow"/>.</summary>
    public static readonly Table Baselines = new("baselines", "Vintages of what is known of the market",
    [
        Column.Text<BaselineRow>("version", "The name of the vintage", r => r.Summary.Version),
        Column.Text<BaselineRow>("title", "The vintage in words", r => r.Summary.Title),
        Column.Day<BaselineRow>("as_of", "Everything in it was known by this day", r => r.Summary.AsOf),
        Column.Whole<BaselineRow>("base_year", "The first year that can be projected", r => r.Summary.BaseYear),
        Column.Flag<BaselineRow>("is_current", "Whether latest means this one", r => r.IsCurrent),
        Column.Whole<BaselineRow>("parameters", "How many parameters it calibrates", r => r.Summary.ParameterCount),
        Column.Whole<BaselineRow>("observations", "How many observations it holds", r => r.Summary.ObservationCount),
        Column.Text<BaselineRow>("content_hash", "SHA-256 of its content", r => r.Summary.ContentHash),
        Column.Moment<BaselineRow>("stored_at", "When it was stored", r => r.Summary.StoredAt),
    ]);

    /// <summary>The figures of a vintage; rows are <see cref="Observation"/>.</summary>
    public static readonly Table Observations = new("observations", "Observations of a baseline",
    [
        Column.Text<Observation>("series_id", "The series", o => o.SeriesId),
        Column.Day<Observation>("period_end", "The period's last day", o => o.PeriodEnd),
        Column.Text<Observation>("frequency", "The period's length", o => Words.Of(o.Frequency)),
        Column.Number<Observation>("value", "The figure", o => o.Value),
        Column.Text<Observation>("unit", "Its unit", o => o.Unit),
        Column.Text<Observation>("status", "How far it can be relied upon", o => Words.Of(o.Status)),
        Column.Text<Observation>("source", "Who says so", o => o.Source),
        Column.Text<Observation>("reference", "Where", o => o.Reference),
        Column.Day<Observation>("known_since", "When it became public", o => o.KnownSince),
    ]);

    /// <summary>The parameters of a vintage; rows are <see cref="CalibratedParameter"/>.</summary>
    public static readonly Table Calibration = new("calibration", "The parameters of a baseline",
    [
        Column.Text<CalibratedParameter>("id", "The parameter", p => p.Id),
        Column.Number<CalibratedParameter>("value", "Its value", p => p.Value),
        Column.OptionalText<CalibratedParameter>("law", "The law of its uncertainty; empty where it is fixed", p => p.Law),
        Column.Text<CalibratedParameter>("status", "How well founded it is", p => Words.Of(p.Status)),
        Column.Text<CalibratedParameter>("basis", "Why it has this value", p => p.Basis),
        Column.Texts<CalibratedParameter>("observations", "The series that it comes from", p => p.Observations, separator: ' '),
    ]);

    /// <summary>What JSON tells of a <see cref="Baseline"/> as a whole.</summary>
    public static readonly IReadOnlyList<Column> Whole =
    [
        Column.Text<Baseline>("version", "The name of the vintage", b => b.Version),
        Column.Text<Baseline>("title", "The vintage in words", b => b.Title),
        Column.Day<Baseline>("as_of", "Everything in it was known by this day", b => b.AsOf),
        Column.Whole<Baseline>("base_year", "The first year that can be projected", b => b.BaseYear),
        Column.Text<Baseline>("content_hash", "SHA-256 of its content", b => b.ContentHash),
        Column.Whole<Baseline>("observations", "How many observations it holds", b => b.Observations.Count),
        Column.Text<Baseline>("observations_link", "Where they are", b => $"/api/v1/baselines/{b.Version}/observations"),
        Column.Rows<Baseline, CalibratedParameter>("parameters", "Every calibrated parameter", b => b.Parameters, Calibration.Columns),
    ];

    /// <summary>What JSON tells of the <see cref="CurrentBaseline"/>.</summary>
    public static readonly IReadOnlyList<Column> Current =
    [
        Column.Text<CurrentBaseline>("version", "The baseline that latest means", c => c.Version),
        Column.Flag<CurrentBaseline>("is_pinned", "Whether it stays so when a refresh finds newer figures", c => c.IsPinned),
        Column.Text<CurrentBaseline>("link", "Where it is", c => $"/api/v1/baselines/{c.Version}"),
    ];

    /// <summary>What differs between two vintages; rows are <see cref="BaselineDifference"/>.</summary>
    public static readonly Table Differences = new("baseline-diffs", "What differs between two baselines",
    [
        Column.Text<BaselineDifference>("kind", "parameter or observation", d => d.Kind),
        Column.Text<BaselineDifference>("name", "The parameter, or the series", d => d.Name),
        Column.OptionalDay<BaselineDifference>("period_end", "The last day of the observation's period", d => d.PeriodEnd),
        Column.OptionalNumber<BaselineDifference>("before", "The value in the first; empty where it had none", d => d.Before),
        Column.OptionalNumber<BaselineDifference>("after", "The value in the second; empty where it has none", d => d.After),
        Column.OptionalText<BaselineDifference>("status_before", "How well founded it was", d => d.StatusBefore),
        Column.OptionalText<BaselineDifference>("status_after", "How well founded it is", d => d.StatusAfter),
    ]);
}
