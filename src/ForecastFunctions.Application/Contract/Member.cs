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
    /// <summary>What holds where it is absent, in words.</summary>
    public string? Default { get; init; }

    /// <summary>The smallest value.</summary>
    public double? Min { get; init; }

    /// <summary>The largest value.</summary>
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
    : Member(Name, Type, Meaning, Wanted);
