using System.Globalization;

namespace ForecastFunctions.Infrastructure.Sources.SecFilings;

/// <summary>A dimension of a context: an axis and its member, as names in their namespaces.</summary>
/// <param name="AxisNamespace">The namespace of the axis.</param>
/// <param name="Axis">The name of the axis.</param>
/// <param name="Member">The name of the member.</param>
/// <param name="Text">The member as the document writes it.</param>
internal readonly record struct XbrlDimension(string AxisNamespace, string Axis, string Member, string Text)
{
    public bool IsOn(XbrlAxis axis) =>
        XbrlNames.IsOf(axis.Taxonomy, AxisNamespace) && string.Equals(Axis, axis.Name, StringComparison.Ordinal);
}

/// <summary>What a fact is about.</summary>
/// <param name="Cik">The company's number, null where the entity is named in another way.</param>
/// <param name="Start">The first day; null for a moment, and for what has no dates.</param>
/// <param name="End">The last day.</param>
/// <param name="Dimensions">The explicit dimensions.</param>
/// <param name="HasOther">Whether there is more than explicit dimensions: a typed one, or what the standard leaves open.</param>
internal sealed record XbrlContext(
    int? Cik, DateOnly? Start, DateOnly? End, IReadOnlyList<XbrlDimension> Dimensions, bool HasOther)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Start:yyyy-MM-dd} to {End:yyyy-MM-dd}")
        + string.Concat(Dimensions.Select(dimension => $", {dimension.Axis}={dimension.Text}"))
        + (HasOther ? ", typed" : "");
}

/// <summary>A fact of a concept that is looked for.</summary>
/// <param name="Concept">The concept of us-gaap.</param>
/// <param name="Context">What it is about.</param>
/// <param name="IsDollars">Whether its unit is exactly <c>iso4217:USD</c>.</param>
/// <param name="Text">What it says; null for nil.</param>
/// <param name="Decimals">To how many decimals it is exact, negative for thousands and millions; null for exact.</param>
internal sealed record XbrlFact(string Concept, XbrlContext Context, bool IsDollars, string? Text, int? Decimals)
{
    private const int MaxDigits = 18;

    /// <summary>The number, in full; null where the text is none.</summary>
    public decimal? Number { get; } =
        Text is { } text && text.Trim() is { Length: > 0 and <= 2 * MaxDigits } trimmed
        && decimal.TryParse(
            trimmed, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && Math.Abs(number) < 1_000_000_000_000_000_000m
            ? number
            : null;
}

/// <summary>The part of an instance that figures are taken from.</summary>
/// <param name="Companies">The numbers of the companies that its contexts name.</param>
/// <param name="Facts">The facts of the concepts that were looked for.</param>
/// <param name="DocumentType">The form that the document says it is, or null.</param>
/// <param name="PeriodEnd">The end of the period that the document says it is for, or null.</param>
internal sealed record XbrlInstance(
    IReadOnlySet<int> Companies, IReadOnlyList<XbrlFact> Facts, string? DocumentType, DateOnly? PeriodEnd);
