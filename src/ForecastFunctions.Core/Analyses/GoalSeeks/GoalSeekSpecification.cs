using System.Text.Json;
using ForecastFunctions.Core.Analyses.Sensitivities;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Core.Analyses.GoalSeeks;

/// <summary>The parameter that is sought.</summary>
/// <param name="Parameter">The parameter, a number.</param>
/// <param name="Name">The name by which it was asked for: its id, or an alias.</param>
/// <param name="Followers">Parameters that the scenario lets follow it: they take its value.</param>
/// <param name="Range">The values allowed, in the parameter's unit and within its bounds.</param>
public sealed record SoughtParameter(Parameter Parameter, string Name, IReadOnlyList<Parameter> Followers, Bounds Range);

/// <summary>What an output is to come to.</summary>
/// <param name="Output">The variable and the period.</param>
/// <param name="Statistic"><c>value</c> in a deterministic run; otherwise one that the draws give.</param>
/// <param name="Target">The number wanted, in the variable's unit.</param>
public sealed record Goal(ModelOutput Output, string Statistic, double Target);

/// <summary>All that decides the answer of a goal seek.</summary>
public sealed class GoalSeekSpecification : IRunSpecification<GoalSeekSpecification, SearchResult>
{
    /// <summary>A goal seek.</summary>
    /// <param name="baselineVersion">The baseline that the scenario was resolved on.</param>
    /// <param name="scenario">Gives every parameter that is not sought; the search starts at the value of the one that is.</param>
    /// <param name="sought">What to find.</param>
    /// <param name="goal">What for.</param>
    /// <param name="draws">How paths are drawn, or <see langword="null"/> for deterministic runs.</param>
    /// <param name="modelVersion">The version of the model; given only where a stored run is read.</param>
    /// <exception cref="ArgumentException">The parameter is a choice, or the runs do not give the goal's statistic.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range leaves the parameter's bounds, or the target is not finite.</exception>
    public GoalSeekSpecification(
        string baselineVersion, ResolvedScenario scenario, SoughtParameter sought, Goal goal, DrawSettings? draws = null,
        string? modelVersion = null)
    {
        if (sought.Parameter.IsChoice)
            throw new ArgumentException($"{sought.Parameter} is a choice among words; a number is sought.", nameof(sought));
        var bounds = sought.Parameter.BoundsFor(scenario.BaseYear);
        if (!bounds.Contains(sought.Range.Min) || !bounds.Contains(sought.Range.Max))
        {
            throw new ArgumentOutOfRangeException(
                nameof(sought), sought.Range, $"{sought.Parameter} lies from {bounds.Min} to {bounds.Max}.");
        }

        if (!scenario.WithFixed([sought.Parameter], sought.Range.Min).HasEffect(sought.Parameter))
            throw new ArgumentException($"{sought.Parameter} has no effect on this run.", nameof(sought));
        if (!RunVariables.Has(scenario, goal.Output.Variable))
            throw new ArgumentException($"The run has no variable {goal.Output.Variable}.", nameof(goal));
        if (!double.IsFinite(goal.Target))
            throw new ArgumentOutOfRangeException(nameof(goal), goal.Target, "A target is a finite number.");
        IReadOnlyList<string> statistics = draws?.Statistics ?? [Projection.ValueStatistic];
        if (!statistics.Contains(goal.Statistic, StringComparer.Ordinal))
            throw new ArgumentException($"The runs give {string.Join(", ", statistics)}, and not {goal.Statistic}.", nameof(goal));
        ModelVersion = modelVersion ?? Projections.ModelVersion.Of([scenario]);
        BaselineVersion = baselineVersion;
        Scenario = scenario;
        Sought = sought;
        Goal = goal;
        Draws = draws;
        StatisticPlace = statistics.Index().Single(s => string.Equals(s.Item, goal.Statistic, StringComparison.Ordinal)).Index;
        CanonicalForm = Projections.CanonicalForm.Write(Kind, ModelVersion, baselineVersion, WriteMembers);
        RunId = RunId.Of(CanonicalForm);
    }

    /// <inheritdoc/>
    public static string Kind => "goal-seeks";

    /// <inheritdoc/>
    public string ModelVersion { get; }

    /// <inheritdoc/>
    public string BaselineVersion { get; }

    /// <summary>The scenario.</summary>
    public ResolvedScenario Scenario { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ResolvedScenario> Scenarios => [Scenario];

    /// <summary>As many as the longest search takes; how many it will be, only the search tells.</summary>
    public long Numbers => (long)GoalSeek.MaxEvaluations * (Draws?.Draws ?? 1) * RunVariables.Of(Scenario).Count;

    /// <summary>What to find.</summary>
    public SoughtParameter Sought { get; }

    /// <summary>What for.</summary>
    public Goal Goal { get; }

    /// <summary>How paths are drawn, or <see langword="null"/> for deterministic runs.</summary>
    public DrawSettings? Draws { get; }

    /// <summary>The place of the goal's statistic among those of a run.</summary>
    public int StatisticPlace { get; }

    /// <inheritdoc/>
    public string CanonicalForm { get; }

    /// <inheritdoc/>
    public RunId RunId { get; }

    /// <inheritdoc cref="IRunSpecification{TSelf, TResult}.Parse"/>
    public static GoalSeekSpecification Parse(string canonicalForm) => Projections.CanonicalForm.Read(canonicalForm, (root, version) =>
    {
        var range = root.GetProperty("range");
        return new GoalSeekSpecification(
            Projections.CanonicalForm.Text(root, "baselineVersion"),
            CanonicalScenario.Read(root.GetProperty("scenario")),
            new SoughtParameter(
                CanonicalOutputs.ReadParameter(root.GetProperty("parameter")),
                Projections.CanonicalForm.Text(root, "name"),
                [.. root.GetProperty("followers").EnumerateArray().Select(CanonicalOutputs.ReadParameter)],
                new Bounds(range.GetProperty("low").GetDouble(), range.GetProperty("high").GetDouble())),
            new Goal(
                new ModelOutput(
                    CanonicalOutputs.ReadVariable(root.GetProperty("variable")), Projections.CanonicalForm.ReadPeriod(root, "period")),
                Projections.CanonicalForm.Text(root, "statistic"),
                root.GetProperty("target").GetDouble()),
            root.TryGetProperty("draws", out var draws) ? CanonicalDraws.Read(draws) : null,
            version);
    });

    /// <inheritdoc/>
    public SearchResult Compute(int threads, CancellationToken cancellationToken = default)
    {
        Projections.ModelVersion.RequireLive(ModelVersion);
        return GoalSeek.Run(this, threads, cancellationToken);
    }

    private void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("parameter", Sought.Parameter.Id);
        json.WriteString("name", Sought.Name);
        json.WriteStartArray("followers");
        foreach (var follower in Sought.Followers)
            json.WriteStringValue(follower.Id);
        json.WriteEndArray();
        json.WriteStartObject("range");
        json.WriteNumber("low", Sought.Range.Min);
        json.WriteNumber("high", Sought.Range.Max);
        json.WriteEndObject();
        json.WriteString("variable", Goal.Output.Variable.Name);
        json.WriteString("period", Goal.Output.Period.ToString());
        json.WriteString("statistic", Goal.Statistic);
        json.WriteNumber("target", Goal.Target);
        json.WritePropertyName("scenario");
        CanonicalScenario.Write(json, Scenario, withLaws: Draws is not null);
        if (Draws is not null)
            CanonicalDraws.Write(json, Draws);
    }
}
