using Microsoft.OData.Edm;

namespace ForecastFunctions.OData;

/// <summary>A property of a feed's entities.</summary>
/// <param name="Name">The name, in PascalCase.</param>
/// <param name="Kind">The type in the entity data model.</param>
/// <param name="IsNullable">Whether it can be absent.</param>
/// <param name="Value">An entity's value: a CLR value of the type, or <see langword="null"/>.</param>
public sealed record EntityProperty(string Name, EdmPrimitiveTypeKind Kind, bool IsNullable, Func<object, object?> Value);

/// <summary>
/// A set of the feed: one declaration of its entities for <c>$metadata</c>, for the queries over it and for its payload.
/// </summary>
/// <param name="Name">The name in the path.</param>
/// <param name="EntityName">The name of an entity's type.</param>
/// <param name="Properties">The properties, frozen; new ones come at the end.</param>
/// <param name="Key">The names of the properties that make an entity's key.</param>
public sealed record EntitySet(string Name, string EntityName, IReadOnlyList<EntityProperty> Properties, IReadOnlyList<string> Key)
{
    /// <summary>The property of that name.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public EntityProperty Property(string name) => Properties.First(p => string.Equals(p.Name, name, StringComparison.Ordinal));

    /// <summary>A text that is never absent.</summary>
    public static EntityProperty Text<T>(string name, Func<T, string> value) => Of(name, EdmPrimitiveTypeKind.String, value);

    /// <summary>A text that may be absent.</summary>
    public static EntityProperty OptionalText<T>(string name, Func<T, string?> value)
        => new(name, EdmPrimitiveTypeKind.String, IsNullable: true, row => value((T)row));

    /// <summary>A whole number that is never absent.</summary>
    public static EntityProperty WholeNumber<T>(string name, Func<T, int> value) => Of(name, EdmPrimitiveTypeKind.Int32, value);

    /// <summary>A whole number that may be absent.</summary>
    public static EntityProperty WholeNumber<T>(string name, Func<T, int?> value)
        => new(name, EdmPrimitiveTypeKind.Int32, IsNullable: true, row => value((T)row));

    /// <summary>A number that is never absent.</summary>
    public static EntityProperty Number<T>(string name, Func<T, double> value) => Of(name, EdmPrimitiveTypeKind.Double, value);

    /// <summary>A number that may be absent.</summary>
    public static EntityProperty Number<T>(string name, Func<T, double?> value)
        => new(name, EdmPrimitiveTypeKind.Double, IsNullable: true, row => value((T)row));

    /// <summary>A day.</summary>
    public static EntityProperty Day<T>(string name, Func<T, DateOnly> value)
        => Of(name, EdmPrimitiveTypeKind.Date, value);

    /// <summary>True or false.</summary>
    public static EntityProperty Boolean<T>(string name, Func<T, bool> value) => Of(name, EdmPrimitiveTypeKind.Boolean, value);

    /// <summary>A moment.</summary>
    public static EntityProperty Moment<T>(string name, Func<T, DateTimeOffset> value)
        => Of(name, EdmPrimitiveTypeKind.DateTimeOffset, value);

    private static EntityProperty Of<T, TValue>(string name, EdmPrimitiveTypeKind kind, Func<T, TValue> value)
        => new(name, kind, IsNullable: false, row => value((T)row));
}
