using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Application.Scenarios;

/// <summary>The forms in which bodies state scenarios, for the documentation.</summary>
internal static class ScenarioShapes
{
    private static readonly Shape Words = new Shape.Text
    {
        Name = "SettingText",
        Meaning = "A law or a move as text: triangular(1.5,4.5,6), lognormal(128..147), add(0.03), times(1.2), same-as(ratio.base).",
    };

    /// <summary>A law by the numbers that it takes, a move from the baseline's value, or a parameter to follow.</summary>
    private static readonly Shape Structured = new Shape.Structure(
    [
        new("law", new Shape.Text([.. Core.Statistics.Law.All.Select(l => l.Name)]), $"The name of a law, with its numbers: {string.Join("; ", FormsOfLaws())}"),
        .. Core.Statistics.Law.All.SelectMany(FormsOf).SelectMany(form => form.Arguments)
            .GroupBy(a => a.Name, StringComparer.Ordinal)
            .Select(a => new ShapePart(a.Key, new Shape.Number(), $"Of a law: {string.Join("; or ", a.Select(one => one.Description).Distinct(StringComparer.Ordinal))}")),
        new(ParameterSetting.AddMember, new Shape.Number(), "Alone: what is added to the baseline's value, and to every draw"),
        new(ParameterSetting.TimesMember, new Shape.Number(0) { ExcludesMin = true },
            "Alone: what the baseline's value, and every draw, is multiplied by; of a share, its odds"),
        new(ParameterSetting.SameAsMember, new Shape.Text(), "Alone: the parameter whose value and draws it follows"),
    ])
    {
        Name = "Setting",
        Meaning = "A law of uncertainty, or a belief relative to the baseline.",
    };

    /// <summary>A law, as text or by the numbers that it takes.</summary>
    public static Shape Law { get; } = new Shape.AnyOf([Words, Structured]);

    /// <summary>What each parameter can be set to.</summary>
    public static IReadOnlyList<ShapePart> Settings { get; } =
    [
        .. Core.Scenarios.ParameterCatalogue.All.Select(p => new ShapePart(
            p.Id, p.IsChoice ? new Shape.Text(p.Choices) : ValueOf(p), $"{p.Meaning}, {p.Unit}")),
        .. Core.Scenarios.Parameters.Aliases.Select(a => new ShapePart(
            a.Id, new Shape.AnyOf([BoundsOf(a), Words]), $"The share r/(1+r) that stands for {a.Parameter.Id}")),
    ];

    /// <summary>Settings by the ids of their parameters.</summary>
    public static Shape Parameters { get; } = new Shape.Structure(Settings) { Name = "ScenarioParameters" };

    /// <summary>What may happen on a path.</summary>
    public static Shape Events { get; } = new Shape.List(new Shape.Structure(
    [
        new("name", new Shape.Text { MinLength = 1, MaxLength = ScenarioEvent.MaxNameLength }, "Its name") { IsRequired = true },
        new("driver", new Shape.Text([.. Drivers.ByName.Keys]), "What it acts on") { IsRequired = true },
        new("multiply", new Shape.Number(0, ScenarioEvent.MaxFactor) { ExcludesMin = true }, "The factor; this or add"),
        new("add", new Shape.Number(-ScenarioEvent.MaxAddend, ScenarioEvent.MaxAddend), "The addend, in the driver's unit; this or multiply"),
        new("from", Shape.Quarter, "The first quarter") { IsRequired = true },
        new("quarters", new Shape.Number(1) { IsWhole = true }, "For how many quarters; for good where it is absent"),
        new("probability", new Shape.Number(0, 1), "How likely it is; 1 where it is absent"),
    ])
    {
        Name = "StatedEvent",
    })
    {
        Max = ScenarioEvent.MaxCount,
    };

    /// <summary>The name of a scenario, or a scenario with what a request changes of it.</summary>
    public static Shape NameOrChange { get; } = new Shape.AnyOf(
    [
        new Shape.Text(),
        new Shape.Structure(
        [
            new("extends", new Shape.Text(), "The scenario to build on: a preset, or one of your own"),
            new("name", new Shape.Text { MinLength = 1, MaxLength = SavedScenario.MaxNameLength }, "What the answer calls it"),
            new("parameters", Parameters, "What it sets"),
            new("events", Events, "What may happen on a path"),
        ])
        {
            Name = "ScenarioChange",
        },
    ]);

    private static Shape.AnyOf ValueOf(Parameter parameter) => new([NumberOf(parameter), Words, Structured]);

    /// <summary>Bounds that count from the base year are those of no single number here.</summary>
    private static Shape.Number NumberOf(Parameter parameter)
    {
        var bounds = parameter.BoundsFor(0);
        return parameter.BoundsAddBaseYear ? new Shape.Number() : new Shape.Number(bounds.Min, bounds.Max);
    }

    private static Shape.Number BoundsOf(ParameterAlias alias)
    {
        var bounds = alias.BoundsFor(0);
        return new Shape.Number(bounds.Min, bounds.Max);
    }

    private static IEnumerable<string> FormsOfLaws()
        => Core.Statistics.Law.All.SelectMany(FormsOf).Select(form => $"{form.Law} ({string.Join(", ", form.Arguments.Select(a => a.Name))})");

    private static IEnumerable<LawForm> FormsOf(Law law) => new[] { law.Parameters, law.Range }.OfType<LawForm>();
}
