using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Refreshes;

namespace ForecastFunctions.Application.Refreshes;

/// <summary>The table of refreshes.</summary>
public static class RefreshTables
{
    /// <summary>What one of them is called in the documentation.</summary>
    internal const string OneName = "RefreshesRow";

    private static readonly IReadOnlyList<Column> MovedParameters =
    [
        Column.Text<MovedParameter>("id", "The parameter", m => m.Id),
        Column.OptionalNumber<MovedParameter>("before", "Its value before", m => m.Before),
        Column.Number<MovedParameter>("after", "Its value now", m => m.After),
    ];

    private static readonly IReadOnlyList<Column> Companies =
    [
        Column.Text<CompanyFilings>("company", "The company", c => c.Company),
        Column.Whole<CompanyFilings>("seen", "How many of its filings concern the series", c => c.Seen),
        Column.Whole<CompanyFilings>("read", "How many were read, now or before", c => c.Read),
        Column.Whole<CompanyFilings>("new", "How many were read now", c => c.New),
        Column.Texts<CompanyFilings>("unreadable", "What could not be taken from a filing, and why", c => c.Unreadable),
        Column.Texts<CompanyFilings>("held_back", "The series that were not delivered", c => c.HeldBack),
    ];

    private static readonly IReadOnlyList<Column> Sources =
    [
        Column.Text<RefreshedSource>("name", "The source", s => s.Name),
        Column.Whole<RefreshedSource>("observations", "How many figures it delivered", s => s.Observations),
        Column.Whole<RefreshedSource>("requests", "How many requests it took", s => s.Requests),
        Column.Whole<RefreshedSource>("bytes", "How many bytes, decompressed", s => s.Bytes),
        Column.Number<RefreshedSource>("duration_ms", "How long, ms", s => s.Duration.TotalMilliseconds),
        Column.Rows<RefreshedSource, CompanyFilings>("companies", "What was read of each company's filings", s => s.Companies, Companies),
    ];

    private static readonly IReadOnlyList<Column> Faults =
    [
        Column.Text<SourceFault>("source", "The source", f => f.Source),
        Column.Text<SourceFault>("subject", "The document or series", f => f.Subject),
        Column.Text<SourceFault>("code", "A stable name for programs", f => f.Code),
        Column.Text<SourceFault>("message", "A sentence for people", f => f.Message),
        Column.Texts<SourceFault>("series", "The series of which something is held back for it", f => f.Series),
    ];

    private static readonly IReadOnlyList<Column> Quarantines =
    [
        Column.Text<Quarantine>("series", "The series; its old figures stay", q => q.SeriesId),
        Column.Text<Quarantine>("code", "A stable name for programs", q => q.Code),
        Column.Text<Quarantine>("message", "A sentence for people", q => q.Message),
    ];

    private static readonly IReadOnlyList<Column> Notices =
    [
        Column.Text<Notice>("series", "The series", n => n.SeriesId),
        Column.Text<Notice>("code", "A stable name for programs", n => n.Code),
        Column.Text<Notice>("message", "A sentence for people", n => n.Message),
    ];

    /// <summary>What became of refreshes; rows are <see cref="RefreshReport"/>.</summary>
    public static readonly Table Refreshes = new("refreshes", "What each refresh fetched, changed and refused",
    [
        Column.Text<RefreshReport>("id", "Names the refresh", r => r.Id),
        Column.Moment<RefreshReport>("started_at", "When it began", r => r.StartedAt),
        Column.Number<RefreshReport>("duration_ms", "How long it took, ms", r => r.Duration.TotalMilliseconds),
        Column.Text<RefreshReport>("trigger", "schedule, request or operator", r => r.Trigger),
        Column.Text<RefreshReport>(
            "outcome", "changed, unchanged, incomplete, overtaken, pinned, failed or unfinished", r => Words.Of(r.Outcome)),
        Column.Flag<RefreshReport>("is_dry_run", "Whether it only tells what a refresh would do", r => r.IsDryRun) with { IsJsonOnly = true },
        Column.Flag<RefreshReport>("is_clean", "Whether everything was read and believed", r => r.IsClean),
        Column.Text<RefreshReport>("previous_version", "The baseline before", r => r.PreviousVersion),
        Column.Text<RefreshReport>("version", "The baseline after", r => r.Version),
        Column.Whole<RefreshReport>("new_observations", "How many figures were not known before", r => r.NewObservations),
        Column.Rows<RefreshReport, MovedParameter>(
            "moved_parameters", "What they moved; in a cell, the parameters' ids", r => r.MovedParameters, MovedParameters,
            moved => string.Join(' ', moved.Select(m => m.Id))),
        Column.Rows<RefreshReport, RefreshedSource>("sources", "What was read", r => r.Sources, Sources) with { IsJsonOnly = true },
        Column.Rows<RefreshReport, SourceFault>("faults", "What could not be read", r => r.Faults, Faults),
        Column.Rows<RefreshReport, Quarantine>("quarantines", "What was read and not believed", r => r.Quarantines, Quarantines),
        Column.Rows<RefreshReport, Notice>(
            "notices", "What was believed, and departs from what its series is used to", r => r.Notices, Notices),
        Column.OptionalText<RefreshReport>(
            "stored_version", "The vintage that it made and stored, also where another one stays current", r => r.StoredVersion),
        Column.Flag<RefreshReport>("is_pinned", "Of an operator's choice, whether the baseline is pinned", r => r.IsPinned ?? false) with
        {
            IsNullable = true,
            Value = r => ((RefreshReport)r).IsPinned,
        },
    ]);
}
