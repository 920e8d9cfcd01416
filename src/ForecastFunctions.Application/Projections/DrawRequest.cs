using System.Globalization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Application.Projections;

/// <summary>How a request wants its paths drawn; absent parts have their defaults, and without draws all are absent.</summary>
public sealed record DrawRequest
{
    /// <summary>The seed of a request that states none: fixed, so that a refresh of a spreadsheet changes nothing.</summary>
    public const ulong DefaultSeed = 1;

    /// <summary>The most draws of a request; operations may have more.</summary>
    public const int MaxDraws = RunLimits.RequestDraws;

    /// <summary>The most percentiles of a request.</summary>
    public const int MaxPercentiles = 19;

    /// <summary>The most thresholds of a request.</summary>
    public const int MaxThresholds = 10;

    /// <summary>The most correlations of a request: about as many as there are pairs of parameters.</summary>
    public const int MaxCorrelations = 1_000;

    /// <summary>The most that a request may ask for, in draws × periods × variables.</summary>
    public const long MaxNumbers = RunLimits.RequestNumbers;

    /// <summary>How many paths; absent for a deterministic run.</summary>
    public int? Draws { get; init; }

    /// <summary>The seed.</summary>
    public ulong? Seed { get; init; }

    /// <summary>How points are laid out.</summary>
    public Sampling? Sampling { get; init; }

    /// <summary>The percentiles to give.</summary>
    public IReadOnlyList<double>? Percentiles { get; init; }

    /// <summary>Rank correlations of parameters; absent for the default ones.</summary>
    public IReadOnlyList<RankCorrelation>? Correlations { get; init; }

    /// <summary>Whether correlations that contradict each other are repaired.</summary>
    public bool? RepairCorrelations { get; init; }

    /// <summary>What to give the probability of exceeding.</summary>
    public IReadOnlyList<Threshold>? Thresholds { get; init; }

    /// <summary>What to give the probability of holding together.</summary>
    public IReadOnlyList<JointThreshold>? Joint { get; init; }

    /// <summary>How many paths, where that is a number that can be.</summary>
    /// <param name="member">The member that states it, with its bounds.</param>
    internal int? PossibleDraws(Member member) => Draws >= member.Min && Draws <= member.Max ? Draws : null;

    /// <summary>The members that belong to a run with draws, and are given.</summary>
    internal IEnumerable<Member> Given => new (Member Member, object? Value)[]
    {
        (DrawMembers.Seed, Seed),
        (DrawMembers.Sampling, Sampling),
        (DrawMembers.Percentiles, Percentiles),
        (DrawMembers.Correlations, Correlations),
        (DrawMembers.RepairCorrelations, RepairCorrelations),
        (DrawMembers.Thresholds, Thresholds),
        (JointMember.Joint, Joint),
    }.Where(m => m.Value is not null).Select(m => m.Member);

    private static IReadOnlyList<double> DefaultPercentiles { get; } = [5, 50, 95];

    private static IReadOnlyList<Threshold> DefaultThresholds { get; } = [new(Variables.InferenceComputeShare, 0.7)];

    /// <summary>Reads the members.</summary>
    public static DrawRequest Read(Arguments arguments) => new()
    {
        Draws = arguments.Read(DrawMembers.Draws),
        Seed = arguments.Read(DrawMembers.Seed),
        Sampling = arguments.Read(DrawMembers.Sampling),
        Percentiles = arguments.Read(DrawMembers.Percentiles),
        Correlations = arguments.Find(DrawMembers.Correlations)?.AsText() is "default" ? null : arguments.Read(DrawMembers.Correlations),
        RepairCorrelations = arguments.Read(DrawMembers.RepairCorrelations),
        Thresholds = ReadThresholds(arguments),
        Joint = JointMember.ReadFrom(arguments),
    };

    /// <summary>The settings of the run, with defaults for what is absent; <see langword="null"/> for a deterministic run.</summary>
    public DrawSettings? ToSettings() => Draws is not { } draws ? null : new DrawSettings(
        draws,
        Seed ?? DefaultSeed,
        Sampling ?? Core.Statistics.Sampling.Sobol,
        Percentiles is null ? DefaultPercentiles : [.. Percentiles.Order()],
        Correlations is null ? StatedCorrelations.Default : new StatedCorrelations(Correlations, RepairCorrelations ?? false),
        Thresholds ?? DefaultThresholds,
        Joint);

    private static List<Threshold>? ReadThresholds(Arguments arguments)
    {
        if (arguments.Read(DrawMembers.Thresholds) is not { } levels)
            return null;
        var thresholds = new List<Threshold>();
        foreach (var (name, level) in levels)
        {
            if (Variables.Find(name) is { } variable)
                thresholds.Add(new Threshold(variable, level));
            else
                arguments.AddFault(new Fault(DrawMembers.Thresholds.Name, FaultCode.NotFound, VariableList.NoneNamed(name)));
        }

        return thresholds;
    }
}

/// <summary>The members by which requests state how paths are drawn.</summary>
public static class DrawMembers
{
    /// <summary>How many paths.</summary>
    public static readonly Member<int?> Draws = new(
        "draws", MemberType.Whole, "How many paths", WantedDraws(DrawRequest.MaxDraws), a => a.AsInteger())
    {
        Absent = "one path, at the central values",
        Min = DrawSettings.MinDraws,
        Max = DrawRequest.MaxDraws,
        Example = "4096",
    };

    /// <summary>How many paths of a projection, which may be an operation.</summary>
    public static readonly Member<int?> ManyDraws = Draws with
    {
        Meaning = $"{Draws.Meaning}; more than {DrawRequest.MaxDraws} as an operation, with Prefer: respond-async",
        Wanted = WantedDraws(DrawSettings.MaxDraws),
        Max = DrawSettings.MaxDraws,
    };

    /// <summary>The seed.</summary>
    public static readonly Member<ulong?> Seed = new(
        "seed", MemberType.Whole, "The seed: the same one gives the same paths", $"a whole number from 0 to {DrawSettings.MaxSeed}",
        a => ulong.TryParse(a.AsTextOrInteger(), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : null)
    {
        Default = "1",
        Min = 0,
        Max = DrawSettings.MaxSeed,
    };

    /// <summary>How points are laid out.</summary>
    public static readonly Member<Sampling?> Sampling = new(
        "sampling", MemberType.Text, "How points are laid out", string.Join(" or ", Words.All<Sampling>().Keys),
        a => a.AsText() is { } word && Words.All<Sampling>().TryGetValue(word, out var sampling) ? sampling : null)
    {
        Default = Words.Of(Core.Statistics.Sampling.Sobol),
        Needs = Draws.Name,
        Choices = [.. Words.All<Sampling>().Keys],
    };

    /// <summary>The percentiles.</summary>
    public static readonly Member<IReadOnlyList<double>> Percentiles = new(
        "percentiles", MemberType.List, "The percentiles to give", "a list of numbers greater than 0 and less than 100", ReadPercentiles)
    {
        Min = 0,
        Max = 100,
        AreEndsExcluded = true,
        Default = "5,50,95",
        Needs = Draws.Name,
        Items = MemberType.Number,
        Example = "5,50,95",
    };

    /// <summary>Rank correlations.</summary>
    public static readonly Member<IReadOnlyList<RankCorrelation>> Correlations = new(
        "correlations", MemberType.Structure, "Rank correlations of parameters",
        "none, default, or pairs such as ratio.limit,spend.growth.initial:0.3 separated by ; "
        + "(in a body, an array of objects with first, second and value)",
        ReadCorrelations)
    {
        Absent = "default",
        Needs = Draws.Name,
        Example = "ratio.limit,spend.growth.initial:0.3",
        Body = new Shape.AnyOf(
        [
            new Shape.Text(["default", "none"]),
            new Shape.List(new Shape.Structure(
            [
                new("first", new Shape.Text(), "A parameter") { IsRequired = true },
                new("second", new Shape.Text(), "Another") { IsRequired = true },
                new("value", new Shape.Number(-1, 1), "Spearman's rank correlation") { IsRequired = true },
            ])
            {
                Name = "StatedCorrelation",
            })
            {
                Max = DrawRequest.MaxCorrelations,
            },
        ]),
    };

    /// <summary>Whether contradicting correlations are repaired.</summary>
    public static readonly Member<bool?> RepairCorrelations = new(
        "repairCorrelations", MemberType.Flag,
        "Whether contradicting correlations are replaced by the nearest possible ones, which are returned", "true or false",
        a => a.AsBoolean())
    {
        Default = "false",
    };

    /// <summary>Levels whose exceedance is of interest.</summary>
    public static readonly Member<IReadOnlyList<(string Variable, double Level)>> Thresholds = new(
        "thresholds", MemberType.Structure, "The probability of being above a level",
        "levels such as Share|Inference|Compute>0.7 separated by ; (in a body, an array of objects with variable and above)", ReadLevels)
    {
        Default = "Share|Inference|Compute>0.7",
        Needs = Draws.Name,
        Example = "Share|Inference|Compute>0.7",
        Body = new Shape.List(new Shape.Structure(
        [
            new("variable", new Shape.Text(), "The variable") { IsRequired = true },
            new("above", new Shape.Number(), "The level, in the variable's unit") { IsRequired = true },
        ])
        {
            Name = "StatedThreshold",
        })
        {
            Min = 1,
            Max = DrawRequest.MaxThresholds,
        },
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Member> All { get; } = [Draws, Seed, Sampling, Percentiles, Correlations, RepairCorrelations, Thresholds, JointMember.Joint];

    private static string WantedDraws(int most) => $"a whole number from {DrawSettings.MinDraws} to {most}";

    private static List<double>? ReadPercentiles(Argument argument)
    {
        if (argument.AsList() is not { Count: > 0 } items)
            return null;
        var numbers = items
            .Select(i => double.TryParse(i, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                ? number
                : double.NaN)
            .ToList();
        return numbers.Exists(double.IsNaN) ? null : numbers;
    }

    private static List<RankCorrelation>? ReadCorrelations(Argument argument) => argument.AsText() switch
    {
        "none" => [],
        { } text => Parts(text).Select(ReadCorrelation).ToList().AllOrNone(),
        _ => argument.AsObjects()?.Select(ReadCorrelation).ToList().AllOrNone(),
    };

    private static RankCorrelation? ReadCorrelation(string text)
    {
        var colon = text.LastIndexOf(':');
        var names = colon < 0 ? [] : text[..colon].Split(',', StringSplitOptions.TrimEntries);
        return names is [var first, var second] && Argument.Number(text[(colon + 1)..]) is { } value
            ? new RankCorrelation(first, second, value)
            : null;
    }

    private static RankCorrelation? ReadCorrelation(IReadOnlyList<(string Name, Argument Value)> members)
        => members.Count == 3
            && members.Named("first")?.AsText() is { } one && members.Named("second")?.AsText() is { } other
            && members.Named("value")?.AsNumber() is { } number
            ? new RankCorrelation(one, other, number)
            : null;

    private static List<(string Variable, double Level)>? ReadLevels(Argument argument)
        => argument.AsText() is { } text
            ? Parts(text).Select(ReadLevel).ToList().AllOrNone()
            : argument.AsObjects()?.Select(ReadLevel).ToList().AllOrNone();

    private static (string Variable, double Level)? ReadLevel(string text)
        => text.Split('>', 2, StringSplitOptions.TrimEntries) is [var variable, var level] && Argument.Number(level) is { } number
            ? (variable, number)
            : null;

    private static (string Variable, double Level)? ReadLevel(IReadOnlyList<(string Name, Argument Value)> members)
        => members.Count == 2
            && members.Named("variable")?.AsText() is { } name
            && members.Named("above")?.AsNumber() is { } number
                ? (name, number)
                : null;

    /// <summary>The member of that name; the members of an object have no order (RFC 8259, 4).</summary>
    private static Argument? Named(this IReadOnlyList<(string Name, Argument Value)> members, string name)
        => members.FirstOrDefault(m => string.Equals(m.Name, name, StringComparison.Ordinal)).Value;

    private static string[] Parts(string text) => text.Split(';', StringSplitOptions.TrimEntries);

    /// <summary>The values, if there are any and each could be read.</summary>
    private static List<T>? AllOrNone<T>(this List<T?> values)
        where T : struct
        => values.Count > 0 && values.TrueForAll(v => v is not null) ? [.. values.Select(v => v!.Value)] : null;
}
