using ForecastFunctions.Application.Contract;
using Microsoft.OData.Edm;

namespace ForecastFunctions.OData;

/// <summary>A property of a feed's entities.</summary>
/// <param name="Name">The name, in PascalCase.</param>
/// <param name="Kind">The type in the entity data model.</param>
/// <param name="IsNullable">Whether it can be absent.</param>
/// <param name="Value">An entity's value: a CLR value of the type, or <see langword="null"/>.</param>
public sealed record EntityProperty(string Name, EdmPrimitiveTypeKind Kind, bool IsNullable, Func<object, object?> Value)
{
    /// <summary>The property that a table's column is.</summary>
    public static EntityProperty Of(Column column) => new(
        column.PropertyName, KindOf(column.Type), column.IsNullable,
        column.Type == CellType.Whole
            ? row => column.Value(row) is long number ? checked((int)number) : null
            : row => column.Cell(column.Value(row)));

    private static EdmPrimitiveTypeKind KindOf(CellType type) => type switch
    {
        CellType.Number => EdmPrimitiveTypeKind.Double,
        CellType.Whole => EdmPrimitiveTypeKind.Int32,
        CellType.Day => EdmPrimitiveTypeKind.Date,
        CellType.Moment => EdmPrimitiveTypeKind.DateTimeOffset,
        CellType.Flag => EdmPrimitiveTypeKind.Boolean,
        _ => EdmPrimitiveTypeKind.String,
    };
}

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
}
