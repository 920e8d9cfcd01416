using System.Globalization;
using System.Text.Json;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Scorecards;

/// <summary>
/// All that decides a scorecard: the baseline whose figures are the outcomes and, as far as they were known, the vintages'
/// own; the days of the vintages, the scenarios and the draws.
/// </summary>
public sealed class ScorecardSpecification : IRunSpecification<ScorecardSpecification, Scorecard>
{
    /// <summary>How many paths are drawn unless something else is said.</summary>
    public const int UsualDraws = 4_096;

    /// <summary>The most scenarios.</summary>
    public const int MaxScenarios = 12;

    /// <summary>Changes where the same baseline and days would be scored otherwise: other variables, rivals or claims.</summary>
    private const int Method = 1;

    /// <summary>Quarters and years that a vintage is projected over, at most; for what it costs.</summary>
    private const int PeriodsOfAVintage = 20;

    private readonly Baseline? _baseline;

    /// <summary>A scorecard of scenarios.</summary>
    /// <param name="baseline">What is known.</param>
    /// <param name="days">The days of the vintages after the article's, as <see cref="PastVintages.Days"/> gives them.</param>
    /// <param name="scenarios">The scenarios; all presets, or those of one owner among them.</param>
    /// <param name="draws">How many paths.</param>
    /// <param name="widening">What the operator has multiplied the uncertainty by of the paths that are scored; by nothing where it is left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">The draws are too few or too many.</exception>
    public ScorecardSpecification(
        Baseline baseline, IReadOnlyList<DateOnly> days, IReadOnlyList<Scenario> scenarios, int draws = UsualDraws,
        Widening? widening = null)
        : this(baseline.Version, baseline, days, scenarios, draws, widening ?? Widening.None, Projections.ModelVersion.Current)
    {
    }

    private ScorecardSpecification(
        string baselineVersion, Baseline? baseline, IReadOnlyList<DateOnly> days, IReadOnlyList<Scenario> scenarios, int draws,
        Widening widening, string modelVersion)
    {
        _baseline = baseline;
        BaselineVersion = baselineVersion;
        ModelVersion = modelVersion;
        Days = days;
        Scored = scenarios;
        Widening = widening;
        Draws = new DrawSettings(draws, seed: 1, Sampling.Sobol, [50], StatedCorrelations.Default, []);
        CanonicalForm = Projections.CanonicalForm.Write(Kind, modelVersion, baselineVersion, WriteMembers);
        RunId = RunId.Of(CanonicalForm);
    }

    /// <inheritdoc/>
    public static string Kind => "scorecard";

    /// <inheritdoc/>
    public string ModelVersion { get; }

    /// <inheritdoc/>
    public string BaselineVersion { get; }

    /// <summary>The days of the vintages after the article's.</summary>
    public IReadOnlyList<DateOnly> Days { get; }

    /// <summary>The scenarios that are scored.</summary>
    public IReadOnlyList<Scenario> Scored { get; }

    /// <summary>What the operator had multiplied the uncertainty by of the paths that are scored.</summary>
    public Widening Widening { get; }

    /// <summary>How paths are drawn.</summary>
    public DrawSettings Draws { get; }

    /// <summary>None: the scenarios are laid over every vintage.</summary>
    public IReadOnlyList<ResolvedScenario> Scenarios => [];

    /// <inheritdoc/>
    public string Label => string.Join(", ", Scored.Select(s => s.Name));

    /// <inheritdoc/>
    public string? Owner => Scored.Select(s => s.Owner).FirstOrDefault(owner => owner is not null);

    /// <inheritdoc/>
    public long DrawsEvaluated => (long)Draws.Draws * Runs;

    /// <inheritdoc/>
    public long Numbers => DrawsEvaluated * PeriodsOfAVintage * Outcomes.Scored.Count;

    /// <inheritdoc/>
    public string CanonicalForm { get; }

    /// <inheritdoc/>
    public RunId RunId { get; }

    /// <summary>The article's vintage, and two of each day.</summary>
    private int Runs => Scored.Count * (1 + 2 * Days.Count);

    /// <inheritdoc cref="IRunSpecification{TSelf, TResult}.Parse"/>
    public static ScorecardSpecification Parse(string canonicalForm) => Projections.CanonicalForm.Read(canonicalForm, (root, version) =>
        root.GetProperty("method").GetInt32() == Method
            ? new ScorecardSpecification(
                Projections.CanonicalForm.Text(root, "baselineVersion"),
                baseline: null,
                [.. root.GetProperty("days").EnumerateArray().Select(ReadDay)],
                [.. root.GetProperty("scenarios").EnumerateArray().Select(ReadScenario)],
                root.GetProperty("draws").GetInt32(),
                ReadWidening(root),
                version)
            : throw new FormatException("The scorecard was made by a method that is not known here."));

    /// <inheritdoc/>
    public ScorecardSpecification On(Baseline baseline)
        => string.Equals(baseline.Version, BaselineVersion, StringComparison.Ordinal)
            ? new(BaselineVersion, baseline, Days, Scored, Draws.Draws, Widening, ModelVersion)
            : throw new ArgumentException($"The scorecard is of baseline {BaselineVersion}, not of {baseline.Version}.", nameof(baseline));

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The specification was read back, and not yet put on its baseline.</exception>
    public Scorecard Compute(int threads, CancellationToken cancellationToken = default)
    {
        Projections.ModelVersion.RequireLive(ModelVersion);
        return ScorecardEngine.Run(
            this, _baseline ?? throw new InvalidOperationException("A scorecard is computed on its baseline."), threads, cancellationToken);
    }

    /// <inheritdoc/>
    public bool Fits(Scorecard result)
        => result.Scores.All(s => s.IsRival || Scored.Any(own => string.Equals(own.Name, s.Forecaster, StringComparison.Ordinal)))
            && result.Vintages.All(v => v.Basis == VintageBasis.Hindsight || Days.Contains(v.Day));

    private static Widening ReadWidening(JsonElement root) => root.TryGetProperty("widening", out var factors)
        ? new(factors.GetProperty("growth").GetDouble(), factors.GetProperty("shares").GetDouble(), factors.GetProperty("prices").GetDouble())
        : Widening.None;

    private static DateOnly ReadDay(JsonElement day)
        => DateOnly.ParseExact(day.GetString() ?? "", "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Scenario ReadScenario(JsonElement json)
    {
        var name = Projections.CanonicalForm.Text(json, "name");
        var settings = new Dictionary<Parameter, ParameterSetting>();
        foreach (var member in json.GetProperty("settings").EnumerateObject())
        {
            var parameter = Parameters.Find(member.Name) ?? throw new FormatException($"There is no parameter {member.Name}.");
            settings.Add(parameter, ParameterSetting.Parse(parameter, member.Value.GetString() ?? ""));
        }

        return new Scenario(name, name, "", settings)
        {
            Owner = json.TryGetProperty("owner", out _) ? Projections.CanonicalForm.Text(json, "owner") : null,
            Events = json.TryGetProperty("events", out var events)
                ? [.. events.EnumerateArray().Select(CanonicalScenario.ReadEvent)] : [],
        };
    }

    private void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteNumber("method", Method);
        json.WriteStartArray("days");
        foreach (var day in Days)
            json.WriteStringValue(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteEndArray();
        json.WriteNumber("draws", Draws.Draws);
        if (Widening != Widening.None)
        {
            json.WriteStartObject("widening");
            json.WriteNumber("growth", Widening.Growth);
            json.WriteNumber("shares", Widening.Shares);
            json.WriteNumber("prices", Widening.Prices);
            json.WriteEndObject();
        }

        json.WriteStartArray("scenarios");
        foreach (var scenario in Scored)
            WriteScenario(json, scenario);
        json.WriteEndArray();
    }

    private static void WriteScenario(Utf8JsonWriter json, Scenario scenario)
    {
        json.WriteStartObject();
        json.WriteString("name", scenario.Name);
        if (scenario.Owner is { } owner)
            json.WriteString("owner", owner);
        json.WriteStartObject("settings");
        foreach (var (parameter, setting) in scenario.Settings.OrderBy(s => s.Key.Index))
            json.WriteString(parameter.Id, setting.ToText(parameter));
        json.WriteEndObject();
        if (scenario.Events.Count > 0)
        {
            json.WriteStartArray("events");
            foreach (var e in scenario.Events.OrderBy(e => e.Name, StringComparer.Ordinal))
                CanonicalScenario.WriteEvent(json, e);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
