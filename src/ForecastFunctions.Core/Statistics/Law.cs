using System.Collections.Frozen;

namespace ForecastFunctions.Core.Statistics;

/// <summary>
/// A family of distributions: its name, the arguments it is stated by, and nothing else. The readers of the text and
/// JSON forms, the documentation and the OpenAPI description all draw on this one declaration.
/// </summary>
public sealed class Law
{
    private static readonly LawArgument[] RangeOverReals =
        [new("p5", true, "5th percentile"), new("p95", true, "95th percentile, greater than p5")];

    private static readonly LawArgument[] PositiveRange =
        [new("p5", true, "5th percentile, greater than 0"), new("p95", true, "95th percentile, greater than p5")];

    private static readonly LawArgument[] UnitRange =
    [
        new("p5", true, "5th percentile, between 0 and 1"),
        new("p95", true, "95th percentile, greater than p5 and less than 1"),
    ];

    private static readonly LawArgument[] ThreePoints =
    [
        new("min", true, "lowest value"),
        new("mode", true, "most likely value, from min to max"),
        new("max", true, "highest value, greater than min"),
    ];

    private Law(
        string name,
        LawArgument[] parameters,
        Func<double[], Distribution> fromParameters,
        LawArgument[]? range = null,
        Func<double[], Distribution>? fromRange = null)
    {
        Name = name;
        Parameters = new LawForm(this, isRange: false, parameters, fromParameters);
        if (range is not null && fromRange is not null) Range = new LawForm(this, isRange: true, range, fromRange);
    }

    /// <summary>A single number.</summary>
    public static Law Fixed { get; } = new("fixed", [new("value", true, "the number")], n => new Fixed(n[0]));

    /// <summary>Normal, by mean and standard deviation.</summary>
    public static Law Normal { get; } = new(
        "normal",
        [new("mean", true, "mean"), new("sd", false, "standard deviation, greater than 0")],
        n => new Normal(n[0], n[1]),
        RangeOverReals,
        n => Statistics.Normal.FromRange(n[0], n[1]));

    /// <summary>Lognormal, by its median and the standard deviation of the natural logarithm.</summary>
    public static Law Lognormal { get; } = new(
        "lognormal",
        [
            new("median", true, "median, greater than 0"),
            new("sigma", false, "standard deviation of the natural logarithm, greater than 0"),
        ],
        n => new Lognormal(n[0], n[1]),
        PositiveRange,
        n => Statistics.Lognormal.FromRange(n[0], n[1]));

    /// <summary>Logit-normal, by its median and the standard deviation of the log-odds.</summary>
    public static Law LogitNormal { get; } = new(
        "logit-normal",
        [
            new("median", true, "median, between 0 and 1"),
            new("sigma", false, "standard deviation of the log-odds, greater than 0"),
        ],
        n => new LogitNormal(n[0], n[1]),
        UnitRange,
        n => Statistics.LogitNormal.FromRange(n[0], n[1]));

    /// <summary>Triangular, by minimum, mode and maximum; by its range, the symmetric one.</summary>
    public static Law Triangular { get; } = new(
        "triangular",
        ThreePoints,
        n => new Triangular(n[0], n[1], n[2]),
        RangeOverReals,
        n => Statistics.Triangular.FromRange(n[0], n[1]));

    /// <summary>PERT, by minimum, mode and maximum; by its range, the symmetric one.</summary>
    public static Law Pert { get; } = new(
        "pert",
        ThreePoints,
        n => new Pert(n[0], n[1], n[2]),
        RangeOverReals,
        n => Statistics.Pert.FromRange(n[0], n[1]));

    /// <summary>Uniform, by minimum and maximum.</summary>
    public static Law Uniform { get; } = new(
        "uniform",
        [new("min", true, "lowest value"), new("max", true, "highest value, greater than min")],
        n => new Uniform(n[0], n[1]),
        RangeOverReals,
        n => Statistics.Uniform.FromRange(n[0], n[1]));

    /// <summary>Beta on 0 to 1, by its two shapes.</summary>
    public static Law Beta { get; } = new(
        "beta",
        [
            new("alpha", false, "shape at 0, from 0.01 to 100000"),
            new("beta", false, "shape at 1, from 0.01 to 100000"),
        ],
        n => new Beta(n[0], n[1]),
        UnitRange,
        n => Statistics.Beta.FromRange(n[0], n[1]));

    /// <summary>Every law there is, in the order of the documentation.</summary>
    public static IReadOnlyList<Law> All { get; } =
        [Fixed, Normal, Lognormal, LogitNormal, Triangular, Pert, Uniform, Beta];

    private static readonly FrozenDictionary<string, Law> ByName =
        All.ToFrozenDictionary(law => law.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The name in text and JSON, lower case.</summary>
    public string Name { get; }

    /// <summary>The argument list of the law's own parameters.</summary>
    public LawForm Parameters { get; }

    /// <summary>The argument list of the p5–p95 range, or null if the law has none.</summary>
    public LawForm? Range { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The law of a name, in any case.</summary>
    /// <exception cref="InvalidDistributionException">No law has this name.</exception>
    internal static Law Find(string name, int? position = null)
    {
        if (ByName.TryGetValue(name, out var law)) return law;
        var known = string.Join(", ", All.Select(l => l.Name));
        throw new InvalidDistributionException(
            "law", $"'{Numeral.Excerpt(name)}' is not a law; use one of {known}", position);
    }

    /// <summary>
    /// Makes a distribution of this law from named numbers, reporting all faults of the names together.
    /// </summary>
    internal Distribution Bind(IReadOnlyDictionary<string, double> numbers)
    {
        var byRange = Range is not null && Range.Arguments.Any(argument => numbers.ContainsKey(argument.Name));
        var form = byRange ? Range! : Parameters;
        var faults = new List<DistributionFault>();
        foreach (var argument in form.Arguments.Where(argument => !numbers.ContainsKey(argument.Name)))
            faults.Add(new DistributionFault(argument.Name, $"{argument.Name} ({argument.Description}) is missing"));
        foreach (var name in numbers.Keys.Order(StringComparer.Ordinal))
        {
            if (!form.Arguments.Any(argument => string.Equals(argument.Name, name, StringComparison.Ordinal)))
                faults.Add(
                    new DistributionFault(name, $"{Numeral.Excerpt(name)} does not belong here; {Name} takes {Usage}"));
        }

        InvalidDistributionException.ThrowIfAny(faults);
        return form.Create([.. form.Arguments.Select(argument => numbers[argument.Name])]);
    }

    internal string Usage => Range is null ? Parameters.Names : $"{Parameters.Names}, or {Range.Names}";
}

/// <summary>One way to state a law: an ordered list of named numbers.</summary>
public sealed class LawForm
{
    private readonly Func<double[], Distribution> _create;

    internal LawForm(Law law, bool isRange, IReadOnlyList<LawArgument> arguments, Func<double[], Distribution> create)
    {
        Law = law;
        IsRange = isRange;
        Arguments = arguments;
        _create = create;
    }

    /// <summary>The law that is stated.</summary>
    public Law Law { get; }

    /// <summary>Whether this is the p5–p95 range, written <c>law(p5..p95)</c>.</summary>
    public bool IsRange { get; }

    /// <summary>The numbers it takes, in the order of the text form.</summary>
    public IReadOnlyList<LawArgument> Arguments { get; }

    internal string Names => string.Join(", ", Arguments.Select(argument => argument.Name));

    internal Distribution Create(double[] values) => _create(values);
}

/// <summary>A number by which a law is stated.</summary>
/// <param name="Name">Its name in JSON and in messages.</param>
/// <param name="IsLevel">
/// Whether it is a value of the quantity itself (mean, median, minimum, mode, maximum, percentile), so that the bounds
/// of the parameter apply to it; a spread or a shape is not.
/// </param>
/// <param name="Description">What it is, and its domain.</param>
public sealed record LawArgument(string Name, bool IsLevel, string Description);

/// <summary>A number as the user stated it.</summary>
/// <param name="Argument">Which number of the law it is.</param>
/// <param name="Value">The number.</param>
public readonly record struct StatedNumber(LawArgument Argument, double Value)
{
    /// <summary>The name of the argument.</summary>
    public string Name => Argument.Name;

    /// <summary>Whether the bounds of a parameter apply to it.</summary>
    public bool IsLevel => Argument.IsLevel;
}
