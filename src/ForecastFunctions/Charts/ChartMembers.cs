using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Charts;

/// <summary>The members by which requests say what of a run is drawn, and how large.</summary>
public static class ChartMembers
{
    /// <summary>The kinds of pictures.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["comparison", "fan", "scorecard", "tornado", "waterfall"];

    /// <summary>The kind of picture, in the path.</summary>
    public static readonly Member<string> Kind = new("kind", MemberType.Text, "The kind of picture", "a kind of picture", a => a.AsText())
    {
        Choices = Kinds,
        Example = "fan",
    };

    /// <summary>What is drawn.</summary>
    public static readonly Member<Variable> Variable = new(
        "variable", MemberType.Text, "What is drawn", "a variable such as Electricity; GET /api/v1/variables lists them",
        a => a.AsText() is { } name ? Variables.Find(name) : null)
    {
        Absent = "the first that the run shows; of a projection or comparison NVIDIA's revenue",
        Example = Variables.NvidiaRevenue.Name,
    };

    /// <summary>Which scenario of a comparison or scorecard.</summary>
    public static readonly Member<string> Scenario = new(
        "scenario", MemberType.Text, "Which scenario of a comparison, or scenario or rival of a scorecard, is drawn",
        "the label of a scenario that the run has", a => a.AsText())
    {
        Absent = "the first that is compared or scored",
        Example = "asic-surge",
    };

    /// <summary>Which vintage of a scorecard.</summary>
    public static readonly Member<string> Vintage = new(
        "vintage", MemberType.Text, "Which vintage of a scorecard is drawn", "a vintage such as 2024-12 or 2025-06-15", a => a.AsText())
    {
        Absent = "the first",
        Example = "2024-12",
    };

    /// <summary>How wide.</summary>
    public static readonly Member<int?> Width = Size("width", "How wide the picture is, in pixels", 760);

    /// <summary>How high.</summary>
    public static readonly Member<int?> Height = Size("height", "How high the picture is, in pixels", 440);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Member> All { get; } = [Variable, Scenario, Vintage, Width, Height];

    /// <summary>The usual size, and how small and large a picture may be.</summary>
    private static Member<int?> Size(string name, string meaning, int usual)
    {
        const int Smallest = 240;
        const int Largest = 2_400;
        return new Member<int?>(
            name, MemberType.Whole, meaning, $"a number of pixels from {Smallest} to {Largest}",
            a => a.AsInteger() is { } pixels and >= Smallest and <= Largest ? (int)pixels : null)
        {
            Default = usual.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Min = Smallest,
            Max = Largest,
        };
    }
}
