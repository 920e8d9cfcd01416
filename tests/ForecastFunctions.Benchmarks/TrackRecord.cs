using System.Diagnostics;
using System.Globalization;
using System.Text;
using ForecastFunctions.Core.Calibration;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Scorecards;
using ForecastFunctions.Infrastructure.Sources.Curated;

namespace ForecastFunctions.Benchmarks;

/// <summary>The track record of the figures that come with the product, as the guide shows it: what went wrong stands first.</summary>
internal sealed class TrackRecord
{
    private static readonly IReadOnlyList<Variable> Shown =
        [Variables.NvidiaRevenue, Variables.BroadcomRevenue, Variables.Spend, Variables.AmdRevenue, Variables.ComputeAddedBy.Nvidia];

    private static readonly int Drift = Rivals.Names.ToList().IndexOf("drift");

    private readonly StringBuilder _text = new();
    private readonly Scorecard _card;
    private readonly IReadOnlyList<ScoreSummary> _summaries;

    private TrackRecord(Scorecard card)
    {
        _card = card;
        _summaries = ScoreSummary.Of(card.Scores);
    }

    /// <summary>Writes the guide, and its picture beside it, to a folder; without one, the guide to the console.</summary>
    public static void Report(string? folder)
    {
        var observations = CuratedObservations.Read();
        var newest = VintageAsOf.Of(observations, observations.Max(o => o.KnownSince));
        var specification = new ScorecardSpecification(newest, PastVintages.Days(newest.Observations, newest.AsOf), Presets.All);
        var watch = Stopwatch.StartNew();
        var card = specification.Compute(threads: 2);
        var seconds = watch.Elapsed.TotalSeconds;
        var record = new TrackRecord(card);
        record.Write(newest.AsOf);
        if (folder is null)
        {
            Console.Write(record._text);
        }
        else
        {
            File.WriteAllText(Path.Combine(folder, "track-record.md"), record._text.ToString());
            File.WriteAllText(Path.Combine(folder, "track-record.svg"), TrackRecordPicture.Of(card));
        }

        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{card.Vintages.Count} vintages x {Presets.All.Count} scenarios x {specification.Draws.Draws} draws on two threads in {seconds:0.0} s; "
            + $"{card.Scores.Count} scores, {card.Claims.Count} claims, {card.ToBytes().Length / 1024} KiB"));
    }

    private void Write(DateOnly knownBy)
    {
        Line($"""
            # The track record

            What the model would have said on days of the past, and what came. `dotnet run -c Release --project
            tests/ForecastFunctions.Benchmarks -- record src/ForecastFunctions/Guides` makes this page and its picture from the
            figures that come with the product, known by {knownBy:yyyy-MM-dd}; `/api/v1/scorecard` answers the same for an installation,
            with every figure that it has read since, as JSON, CSV and OData and in the workbook: `scenarios`, also your own, `variables`,
            `horizons`, `vintages` and `basis` choose the rows.

            ![NVIDIA's data centre revenue by quarter: what came has left the article's 90 % interval](track-record.svg)

            A **vintage** holds nothing but what was public on its day. **CRPS** is the continuous ranked probability score, in the
            variable's unit: the mean distance between forecast and outcome, less what an honest spread earns; lower is better. The
            **rivals** know the same quarters on the same day: the last value, drift in logarithms, and the statistical forecast
            alone. **Skill** is 1 − CRPS / CRPS of a rival: below zero, the rival was better.

            ## Where the model is worse than drift
            """);
        WriteWorst();
        Line();
        Line($"""
            ## What the article's vintage said of 2025 and 2026

            `article-base` on `2024-12`, quarter by quarter. Its parameters marked estimated were fitted to the year 2024 by people who
            knew figures that came out later (basis `hindsight`); the rivals of that day knew quarters up to 2024-Q3. This flatters the
            model, so it is scored apart from everything below.
            """);
        foreach (var variable in Shown)
            WriteQuarters(variable);
        WriteVintages();
        WriteUncertainty();
        Line();
        Line("""
            ## How it is made

            - **Days**: the article's vintage, and the 15th of each quarter's third month, by which both vendors have reported. A day by
              which nothing became known since the last one has no vintage of its own.
            - **Quarters**: revenue counts in the calendar quarter that holds the middle of the fiscal one. Quarters up to the last that was
              known, and those of the base year, to which the model was fitted, are no forecast. The horizon is counted from the last quarter
              that was known.
            - **Spend** is NVIDIA's revenue, and Broadcom's and AMD's over their shares of spend. AMD's is an estimate by Epoch AI (CC-BY),
              published in May 2026, so neither has a rival that knew it before. Marvell's figure is its whole data-centre revenue, more than
              the variable means; it is scored, and shown by the API alone.
            - **Hindsight that remains**: what no figure could move on a day is what the article's vintage assumed, and some of that (shares of
              spend, prices of 2024) was fitted by people who knew 2024 whole. The answer tells how many parameters are assumed.
            - **Backfilled** vintages also hold estimates of periods that had ended by then and were published later, as if 75 days after
              the period. They are flagged, and scored apart.
            - **Restated figures** are scored against the first release and the latest; none of these has been restated yet.
            - **Overlap**: rows of one quarter share what came, and rows of one vintage share what it got wrong. The rows are many, what is
              independent of each other is little.
            """);
    }

    private void WriteWorst()
    {
        List<ScoreSummary> compared = [.. _summaries.Where(s => s is { Basis: VintageBasis.Known, IsRival: false, Horizon: null, Compared: > 1 }
            && Shown.Contains(s.Variable))];
        List<ScoreSummary> worse = [.. compared.Where(s => s.SkillAgainst[Drift] < 0).OrderBy(s => s.SkillAgainst[Drift])];
        Line();
        Line($"""
            In {worse.Count} of the {compared.Count} pairs of a scenario and a variable that rivals forecast too, on vintages of basis `known`, all
            horizons together:

            | scenario | variable | forecasts | mean error | mean absolute error, % | CRPS | CRPS of drift | skill against drift |
            |---|---|--:|--:|--:|--:|--:|--:|
            """);
        foreach (var s in worse)
        {
            Line($"| `{s.Forecaster}` | {Cell(s.Variable)} | {s.Outcomes} | {s.MeanError:+0.0;−0.0} | {s.MeanAbsolutePercentageError:0} | {s.Crps:0.0} | "
                + $"{s.RivalCrps[Drift]:0.0} | {s.SkillAgainst[Drift]:+0.00;−0.00} |");
        }

        var nvidia = _summaries.Where(s => s is { Basis: VintageBasis.Known, Forecaster: "article-base", Horizon: not null }
            && s.Variable == Variables.NvidiaRevenue).ToList();
        Line();
        var came = _card.Scores.Where(s => s is { Vintage.Basis: VintageBasis.Hindsight, Forecaster: "article-base", IsFirstRelease: false }
            && s.Variable == Variables.NvidiaRevenue).Select(s => s.Observed).ToList();
        var growths = came.Zip(came.Skip(1), (before, after) => after / before - 1).ToList();
        Line($"""
            `article-base` on NVIDIA's data-centre revenue by horizon: worse than drift at {nvidia.Count(s => s.SkillAgainst[Drift] < 0)} of {nvidia.Count}
            horizons. Revenue grew by {growths.Min():P0} to {growths.Max():P0} from one quarter to the next; the article's growth begins at a tenth and
            fades. Up to September 2025 fewer than eight quarters of both vendors were known, so that no figure moved it.

            | quarters ahead | forecasts | mean error, bn USD | CRPS | CRPS of drift | inside 80 % | inside 90 % |
            |--:|--:|--:|--:|--:|--:|--:|
            """);
        foreach (var s in nvidia)
        {
            Line($"| {s.Horizon} | {s.Outcomes} | {s.MeanError:+0.0;−0.0} | {s.Crps:0.0} | {s.RivalCrps[Drift]:0.0} | {s.Coverage.Of80:P0} | "
                + $"{s.Coverage.Of90:P0} |");
        }
    }

    private void WriteQuarters(Variable variable)
    {
        Line();
        Line($"""
            ### {variable}, {variable.Unit}

            | quarter | came | 5 % | middle | 95 % | inside 90 % | CRPS | last value | drift | statistical |
            |---|--:|--:|--:|--:|---|--:|--:|--:|--:|
            """);
        foreach (var s in _card.Scores.Where(s => s is { Vintage.Basis: VintageBasis.Hindsight, Forecaster: "article-base" } && s.Variable == variable))
        {
            var p = s.Sample.Percentiles;
            var rivals = string.Join(" | ", s.RivalCrps.Select(r => r is { } crps ? Number(crps) : "–"));
            Line($"| {s.Period} | {Number(s.Observed)} | {Number(p[0])} | {Number(s.Sample.Median)} | {Number(p[^1])} | "
                + $"{(s.Sample.Holds(0, s.Observed) ? "yes" : "no")} | {Number(s.Sample.Crps)} | {rivals} |");
        }
    }

    private void WriteVintages()
    {
        var known = _card.Vintages.Where(v => v.Basis == VintageBasis.Known).ToList();
        List<Score> scores = [.. _card.Scores.Where(s => s.Vintage.Basis == VintageBasis.Known && s.Forecaster is "article-base" && Shown.Contains(s.Variable))];
        Line();
        Line($"""
            ## All vintages of what was known

            {known.Count} vintages, {known[0].Name} to {known[^1].Name}; {scores.Select(s => (s.Variable, s.Period)).Distinct().Count()} outcomes of
            {Shown.Count} variables, forecast {scores.Count} times by each scenario. `article-base` and the rivals, all horizons together:

            | variable | forecaster | forecasts | mean error | mean absolute error, % | CRPS | inside 50 % | inside 80 % | inside 90 % | skill against the best rival |
            |---|---|--:|--:|--:|--:|--:|--:|--:|--:|
            """);
        foreach (var s in Shown.SelectMany(v => _summaries.Where(s => s is { Basis: VintageBasis.Known, Horizon: null }
            && s.Variable == v && (s.IsRival || s.Forecaster is "article-base"))))
        {
            var skill = s.Skill is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number:+0.00;−0.00} ({s.BestRival})") : "–";
            Line($"| {Cell(s.Variable)} | {s.Forecaster} | {s.Outcomes} | {s.MeanError:+0.0;−0.0} | {s.MeanAbsolutePercentageError:0} | {Number(s.Crps)} | "
                + $"{s.Coverage.Of50:P0} | {s.Coverage.Of80:P0} | {s.Coverage.Of90:P0} | {(s.IsRival ? "" : skill)} |");
        }
    }

    private void WriteUncertainty()
    {
        Line();
        Line($"""
            ## How wide the intervals should have been

            By what the spread of `article-base` would have had to be multiplied for outcomes to lie where they did, on vintages of basis
            `known`, with the {UncertaintyFactor.Level:0} % interval of that factor. What the middle was wrong by counts as spread. Nothing is
            widened by it of itself.

            | parameters | measured by | quarters forecast | of which independent | factor | its interval |
            |---|---|--:|--:|--:|--:|
            """);
        foreach (var f in UncertaintyFactor.Of(_card.Evidence).Where(f => f.Basis == VintageBasis.Known))
        {
            var measure = f.Group switch
            {
                SpreadSource.Growth => "NVIDIA's and Broadcom's revenue together",
                SpreadSource.Shares => "NVIDIA's revenue over Broadcom's",
                _ => "NVIDIA's revenue over the compute that it added",
            };
            Line($"| {f.Group.ToString().ToLowerInvariant()} | {measure} | {f.Outcomes} | {f.Independent:0.0} | {f.Factor:0.0} | {f.Low:0.0} to {f.High:0.0} |");
        }

        Line("""

            An **operator can apply it**: `Uncertainty__Growth=2.9`, `Uncertainty__Shares` and `Uncertainty__Prices` are
            [settings](operating.md#settings) from 0.1 to 10. Then the laws of `spend.…`, `share.…` and `price.…` that come from a baseline are as many
            times as wide around their medians, on their own scale (the logarithm of a lognormal law, the log odds of a logit-normal one), also
            where a scenario moves them; beyond a parameter's bounds nothing is drawn, as ever. What a scenario or a request states, a number or a
            law, is as stated, and what drives demand and limits supply has no track record and stays. Projections, comparisons,
            sensitivities and goal seeks with draws then have other ids and say by what they were widened; deterministic runs, attributions and
            ensembles draw nothing and stay as they are; what was kept before is answered as before. The scorecard scores what the service
            forecasts, so it shows whether the intervals hold then, and a factor that it finds comes on top.
            """);
    }

    /// <summary>A name in a cell, where a bar would end it.</summary>
    private static string Cell(Variable variable) => variable.Name.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Number(double value)
        => value.ToString(value < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture);

    private void Line(FormattableString text) => _text.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private void Line(string text = "") => _text.Append(text).Append('\n');
}
