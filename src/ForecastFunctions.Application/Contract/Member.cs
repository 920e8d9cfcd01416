namespace ForecastFunctions.Application.Contract;

/// <summary>What the value of a member is.</summary>
public enum MemberType
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A finite number.</summary>
    Number,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>A year or a quarter.</summary>
    Period,

    /// <summary>A day, <c>2025-06-30</c>.</summary>
    Day,

    /// <summary>A moment, <c>2025-06-30T00:00:00Z</c>.</summary>
    Moment,

    /// <summary>A list of texts or numbers: between commas in a query, an array in a body.</summary>
    List,

    /// <summary>An object, or an array of them; it has a body's form, and often a text's for queries too.</summary>
    Structure,
}

/// <summary>
/// A named value that requests may have. It is declared once for all operations that take it; binding, messages, the index and
/// the documentation read it from here.
/// </summary>
/// <param name="Name">Its name, the same in a query and in a body.</param>
/// <param name="Type">What its value is.</param>
/// <param name="Meaning">What it does, in a sentence.</param>
/// <param name="Wanted">What its value is, as the end of the sentence "<c>name</c> is …".</param>
public abstract record Member(string Name, MemberType Type, string Meaning, string Wanted)
{
    /// <summary>The value that holds where it is absent, as a query has it.</summary>
    public string? Default { get; init; }

    /// <summary>What holds where it is absent, in words, where that is no value.</summary>
    public string? Absent { get; init; }

    /// <summary>The smallest value; of a list of numbers, the smallest of each.</summary>
    public double? Min { get; init; }

    /// <summary>The largest value; of a list of numbers, the largest of each.</summary>
    public double? Max { get; init; }

    /// <summary>Whether <see cref="Min"/> and <see cref="Max"/> themselves are not allowed.</summary>
    public bool AreEndsExcluded { get; init; }

    /// <summary>The words that it can be.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>What is said where it is absent and must not be; <see langword="null"/> where it may.</summary>
    public string? Missing { get; init; }

    /// <summary>A value, as a query has it.</summary>
    public string? Example { get; init; }

    /// <summary>Whether every name that begins with <see cref="Name"/> is meant: <c>set.</c> and a parameter's id.</summary>
    public bool IsPrefix { get; init; }

    /// <summary>The names that can follow a prefix, with what their values are in a body.</summary>
    public IReadOnlyList<ShapePart> Parts { get; init; } = [];

    /// <summary>What the items of a list are.</summary>
    public MemberType Items { get; init; } = MemberType.Text;

    /// <summary>What its value is in a body, where the type does not tell.</summary>
    public Shape? Body { get; init; }

    /// <summary>
    /// Its name in a body; <see langword="null"/> where it is not stated in one. A prefix has one where an object there holds what
    /// follows it.
    /// </summary>
    public string? BodyName
    {
        get => field ?? (IsPrefix || IsQueryOnly ? null : Name);
        init;
    }

    /// <summary>The member without which it means nothing.</summary>
    public string? Needs { get; init; }

    /// <summary>The member beside which it must not be absent.</summary>
    public string? WantedWith { get; init; }

    /// <summary>Whether only a query can have it.</summary>
    public bool IsQueryOnly { get; init; }

    /// <summary>Whether only a body can have it.</summary>
    public bool IsBodyOnly { get; init; }

    /// <summary>The members in whose object it stands in the bodies of operations that have one of these.</summary>
    public IReadOnlyList<string> Within { get; init; } = [];

    /// <summary>Whether an argument is a value of it, apart from its bounds.</summary>
    public abstract bool Reads(Argument argument);

    /// <summary>What may follow a prefix: the ids of the parameters. Names that come near to one are met with it.</summary>
    public IReadOnlyList<string> Completions { get; init; } = [];

    /// <summary>Whether a name is this member's.</summary>
    public bool Takes(string name) => IsPrefix
        ? name.StartsWith(Name, StringComparison.Ordinal) : string.Equals(name, Name, StringComparison.Ordinal);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}

/// <summary>A member whose value is read as a <typeparamref name="T"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What its value is.</param>
/// <param name="Meaning">What it does.</param>
/// <param name="Wanted">What its value is, as the end of a sentence.</param>
/// <param name="Parse">Reads it; <see langword="null"/> where it is not what is wanted.</param>
/// <typeparam name="T">A type that can be null.</typeparam>
public sealed record Member<T>(string Name, MemberType Type, string Meaning, string Wanted, Func<Argument, T?> Parse)
    : Member(Name, Type, Meaning, Wanted)
{
    /// <inheritdoc/>
    public override bool Reads(Argument argument) => Parse(argument) is not null;
}
