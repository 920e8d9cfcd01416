namespace ForecastFunctions.Application.Contract;

/// <summary>The form that a JSON value of a request has, where the type of its member alone does not tell.</summary>
public abstract record Shape
{
    private Shape()
    {
    }

    /// <summary>The name under which the documentation has it, where it stands in several places.</summary>
    public string? Name { get; init; }

    /// <summary>What it means, where nothing around it says so.</summary>
    public string? Meaning { get; init; }

    /// <summary>A year, or a quarter.</summary>
    public static Shape Period { get; } = new Text { Pattern = @"^[0-9]{4}(-Q[1-4])?$" };

    /// <summary>A quarter.</summary>
    public static Shape Quarter { get; } = new Text { Pattern = @"^[0-9]{4}-Q[1-4]$" };

    /// <summary>A text.</summary>
    /// <param name="Choices">The words that it can be; <see langword="null"/> where it is free.</param>
    public sealed record Text(IReadOnlyList<string>? Choices = null) : Shape
    {
        /// <summary>The fewest characters.</summary>
        public int? MinLength { get; init; }

        /// <summary>The most characters.</summary>
        public int? MaxLength { get; init; }

        /// <summary>The regular expression that it matches (ECMA-262).</summary>
        public string? Pattern { get; init; }

        /// <summary><c>date</c> or <c>date-time</c>, where it is one.</summary>
        public string? Format { get; init; }
    }

    /// <summary>A number.</summary>
    /// <param name="Min">The smallest.</param>
    /// <param name="Max">The largest.</param>
    public sealed record Number(double? Min = null, double? Max = null) : Shape
    {
        /// <summary>Whether it has no fraction.</summary>
        public bool IsWhole { get; init; }

        /// <summary>Whether it lies above the smallest, and is not equal to it.</summary>
        public bool ExcludesMin { get; init; }
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public sealed record Flag : Shape;

    /// <summary>An array.</summary>
    /// <param name="Item">What each of its items is.</param>
    public sealed record List(Shape Item) : Shape
    {
        /// <summary>The fewest items.</summary>
        public int? Min { get; init; }

        /// <summary>The most items.</summary>
        public int? Max { get; init; }
    }

    /// <summary>An object, which has no other members than these.</summary>
    /// <param name="Parts">Its members.</param>
    public sealed record Structure(IReadOnlyList<ShapePart> Parts) : Shape;

    /// <summary>One of several forms.</summary>
    /// <param name="Forms">The forms.</param>
    public sealed record AnyOf(IReadOnlyList<Shape> Forms) : Shape;

    /// <summary>What the value of a member is in a body.</summary>
    public static Shape InBody(Member member) => member.Body ?? (member.Type is MemberType.List
        ? new List(member.Items is MemberType.Number ? new Number(member.Min, member.Max) : new Text(member.Choices))
        : InQuery(member));

    /// <summary>What the value of a member is in a query; of a list, each of the values between the commas.</summary>
    public static Shape InQuery(Member member) => member.Type switch
    {
        MemberType.Number => new Number(member.Min, member.Max),
        MemberType.Whole => new Number(member.Min, member.Max) { IsWhole = true },
        MemberType.Flag => new Flag(),
        MemberType.Period => Period,
        MemberType.Day => new Text { Format = "date" },
        MemberType.Moment => new Text { Format = "date-time" },
        MemberType.List when member.Items is MemberType.Number => new Number(member.Min, member.Max),
        _ => new Text(member.Choices),
    };
}

/// <summary>A member of an object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">What its value is.</param>
/// <param name="Meaning">What it does.</param>
public sealed record ShapePart(string Name, Shape Shape, string Meaning)
{
    /// <summary>Whether it must be there.</summary>
    public bool IsRequired { get; init; }
}
