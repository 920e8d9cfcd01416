namespace ForecastFunctions.Core.Scenarios;

/// <summary>Parameters of the catalogue that answer one question.</summary>
/// <param name="Name">The group's name.</param>
/// <param name="Question">The question, in a sentence.</param>
/// <param name="Beginnings">How the ids of its parameters begin.</param>
public sealed record CatalogueGroup(string Name, string Question, IReadOnlyList<string> Beginnings);

/// <summary>The groups of parameters, in the order of the model.</summary>
public static class CatalogueGroups
{
    /// <summary>Every group.</summary>
    public static IReadOnlyList<CatalogueGroup> All { get; } =
    [
        new("spend", "How much is spent on AI compute, and how fast does that grow?", ["spend."]),
        new("ratio", "How much compute goes to inference for each unit that goes to training?", ["ratio."]),
        new("shares", "Which technology gets which share of spend, and by when?", ["share."]),
        new("prices", "What does compute cost, and how fast does it get cheaper?", ["price."]),
        new("power", "How much power does compute that is added take, and how fast does that fall?", ["power."]),
        new("stock", "What is installed when the base year begins, and how long does it last?", ["stock."]),
        new("facilities", "How much of the compute is used, and what does a facility take beyond its accelerators?", ["facility."]),
        new("vendors", "Which part of spend is which vendor's revenue?", ["vendor."]),
        new("demand", "Who asks for how many tokens, and how much compute does a token take?",
            ["driver.", "demand.", "users.", "tokens.", "reasoning.", "agents.", "serving.", "onDevice.", "inference.", "other."]),
        new("training", "How much compute does the largest run want, and when are the data used up?", ["training.", "data."]),
        new("limits", "What can be had in a year: power that is connected, packaging, capital?", ["limit.", "limits."]),
        new("cost", "What does an hour of compute cost, and who pays for it?", ["cost."]),
    ];

    /// <summary>The group of a parameter.</summary>
    /// <exception cref="InvalidOperationException">It is in none: its id begins like no group's.</exception>
    public static CatalogueGroup Of(Parameter parameter)
        => All.FirstOrDefault(g => g.Beginnings.Any(b => parameter.Id.StartsWith(b, StringComparison.Ordinal)))
            ?? throw new InvalidOperationException($"{parameter} is in no group.");
}
