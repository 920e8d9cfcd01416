using System.Globalization;
using CsCheck;
using ForecastFunctions.OData;

namespace ForecastFunctions.UnitTests.OData;

/// <summary>
/// Conditions in OData's text, each with what it means written beside it in C#: the meaning never passes through the text.
/// </summary>
/// <param name="Text">The condition.</param>
/// <param name="Meaning">Whether it is true of an entity, false, or null.</param>
internal sealed record Condition(string Text, Func<ProjectionEntity, bool?> Meaning);

/// <summary>What the properties of the set of projections are here, so that each can have any value whatever the others have.</summary>
internal sealed record ProjectionEntity(
    string Scenario, DateOnly PeriodStart, double? Value, double? StandardError, int Year, int? Quarter);

internal static class GenQuery
{
    /// <summary>The set of projections, over these entities.</summary>
    public static readonly EntitySet Set = EntitySets.Projections with
    {
        Properties = [.. EntitySets.Projections.Properties.Select(p => p with { Value = entity => Of((ProjectionEntity)entity, p.Name) })],
    };

    private static readonly double[] Numbers = [0, -1.5, 0.1, 0.30000000000000004, 453, 201.4799591578364, 1e-7, 1e300, 2028, 0.7];
    private static readonly string[] Texts = ["asic-surge", "O'Brien's", "", "a,b(c)", "Share|NVIDIA|Spend", "µ–×", "Asic-surge", "eq"];
    private static readonly DateOnly[] Days = [new(2024, 1, 1), new(2028, 1, 1), new(2028, 7, 1), new(1999, 12, 31)];

    /// <summary>Entities of few values, so that conditions hold of some.</summary>
    public static readonly Gen<ProjectionEntity> Entity = Gen.Select(
        Gen.OneOf(Texts), Gen.OneOf(Days), Gen.OneOf(Numbers).Nullable(), Gen.OneOf(Numbers).Nullable(), Gen.Int[2024, 2029], Gen.Int[1, 4].Nullable(),
        (text, day, value, error, year, quarter) => new ProjectionEntity(text, day, value, error, year, quarter));

    private static readonly Gen<Condition> Comparison = Gen.OneOf(
        Compare(Gen.Int[2023, 2030], n => n.ToString(CultureInfo.InvariantCulture), "Year", p => p.Year, (int?)null),
        Compare(Gen.Int[2023, 2030], n => $"{n}L", "Year", p => p.Year, (int?)null),
        Compare(Gen.Int[2023, 2030], n => $"{n}.0", "Year", p => p.Year, (int?)null),
        Compare(Gen.Int[0, 5].Nullable(), n => n?.ToString(CultureInfo.InvariantCulture) ?? "null", "Quarter", p => p.Quarter),
        Compare(Gen.OneOf(Numbers).Nullable(), n => n is { } number ? Written(number) : "null", "Value", p => p.Value),
        Compare(Gen.OneOf(Numbers).Nullable(), n => n is { } number ? Written(number) : "null", "StandardError", p => p.StandardError),
        Compare(Gen.OneOf(Days), d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "PeriodStart", p => p.PeriodStart,
            (DateOnly?)null),
        CompareText(),
        FindText());

    private static readonly Gen<Condition> Membership = Gen.OneOf(
        Gen.OneOf(Texts).Array[1, 4].Select(texts => new Condition(
            $"Scenario in ({string.Join(',', texts.Select(Quoted))})", p => texts.Contains(p.Scenario, StringComparer.Ordinal))),
        Gen.Int[2024, 2029].Array[1, 4].Select(years => new Condition($"Year in ({string.Join(',', years)})", p => years.Contains(p.Year))),
        Gen.OneOf(Numbers).Array[1, 4].Select(numbers => new Condition(
            $"Value in ({string.Join(',', numbers.Select(Written))})", p => p.Value is { } value && numbers.Contains(value))));

    /// <summary>Conditions of some depth.</summary>
    public static readonly Gen<Condition> Condition = Gen.Recursive<Condition>((depth, inner) => depth >= 4
        ? Gen.OneOf(Comparison, Membership)
        : Gen.Frequency(
            (3, Comparison),
            (1, Membership),
            (1, Gen.Const(new Condition("null", _ => null))),
            (2, inner.Select(c => new Condition($"not ({c.Text})", p => !c.Meaning(p)))),
            (3, Gen.Select(inner, inner, (a, b) => new Condition($"({a.Text}) and ({b.Text})", p => a.Meaning(p) & b.Meaning(p)))),
            (3, Gen.Select(inner, inner, (a, b) => new Condition($"({a.Text}) or ({b.Text})", p => a.Meaning(p) | b.Meaning(p))))));

    private static object? Of(ProjectionEntity entity, string property) => property switch
    {
        "Scenario" => entity.Scenario,
        "PeriodStart" => entity.PeriodStart,
        "Value" => entity.Value,
        "StandardError" => entity.StandardError,
        "Year" => entity.Year,
        "Quarter" => entity.Quarter,
        _ => $"its {property}",
    };

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Written(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static Gen<Condition> Compare<T>(Gen<T> values, Func<T, string> write, string name, Func<ProjectionEntity, T> property, T? _)
        where T : struct, IComparable<T>
        => Compare(values.Select(v => (T?)v), v => write(v!.Value), name, p => property(p));

    private static Gen<Condition> Compare<T>(Gen<T?> values, Func<T?, string> write, string name, Func<ProjectionEntity, T?> property)
        where T : struct, IComparable<T>
        => Gen.Select(values, Gen.Int[0, 5], Gen.Bool, (value, operation, isMirrored) =>
        {
            bool Holds(T? left, T? right) => operation switch
            {
                0 => Nullable.Equals(left, right),
                1 => !Nullable.Equals(left, right),
                2 => left is { } l && right is { } r && l.CompareTo(r) > 0,
                3 => left is { } l && right is { } r && l.CompareTo(r) >= 0,
                4 => left is { } l && right is { } r && l.CompareTo(r) < 0,
                _ => left is { } l && right is { } r && l.CompareTo(r) <= 0,
            };
            var word = Words[operation];
            return isMirrored
                ? new Condition($"{write(value)} {word} {name}", p => Holds(value, property(p)))
                : new Condition($"{name} {word} {write(value)}", p => Holds(property(p), value));
        });

    private static Gen<Condition> CompareText()
        => Gen.Select(Gen.OneOf(Texts), Gen.Int[0, 5], (text, operation) => new Condition(
            $"Scenario {Words[operation]} {Quoted(text)}",
            p => string.CompareOrdinal(p.Scenario, text) is var order && operation switch
            {
                0 => order == 0,
                1 => order != 0,
                2 => order > 0,
                3 => order >= 0,
                4 => order < 0,
                _ => order <= 0,
            }));

    private static Gen<Condition> FindText()
        => Gen.Select(Gen.OneOf(Texts), Gen.Int[0, 3], Gen.Int[0, 2]).Select((text, from, function) =>
        {
            var part = text[Math.Min(from, text.Length)..];
            return function switch
            {
                0 => new Condition($"contains(Scenario,{Quoted(part)})", p => p.Scenario.Contains(part, StringComparison.Ordinal)),
                1 => new Condition($"startswith(Scenario,{Quoted(part)})", p => p.Scenario.StartsWith(part, StringComparison.Ordinal)),
                _ => new Condition($"endswith(Scenario,{Quoted(part)})", p => p.Scenario.EndsWith(part, StringComparison.Ordinal)),
            };
        });

    private static string[] Words => ["eq", "ne", "gt", "ge", "lt", "le"];
}
