using System.Globalization;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;

namespace ForecastFunctions.OData;

/// <summary>The values of constants, brought to the type that they are compared with.</summary>
internal static class Literals
{
    /// <summary>The value of a constant.</summary>
    public static object? ValueOf(ConstantNode node) => node.TypeReference is null ? ToClr(node.Value) : ValueOf(node, node.TypeReference);

    /// <summary>The value of a constant as one of a type.</summary>
    public static object? ValueOf(ConstantNode node, IEdmTypeReference type)
    {
        // The parser holds a short decimal fraction as a single; its text says what was meant.
        if (type.PrimitiveKind() == EdmPrimitiveTypeKind.Double && node.Value is float
            && double.TryParse(node.LiteralText?.TrimEnd('f', 'F'), NumberStyles.Float, CultureInfo.InvariantCulture, out var exact))
            return exact;
        return Convert(node.Value, type.PrimitiveKind());
    }

    /// <summary>A value as one of a kind.</summary>
    public static object? Convert(object? value, EdmPrimitiveTypeKind kind) => (kind, value) switch
    {
        (_, null) => null,
        (EdmPrimitiveTypeKind.Double, IConvertible number and not string) => number.ToDouble(CultureInfo.InvariantCulture),
        (EdmPrimitiveTypeKind.Single, IConvertible number and not string) => number.ToSingle(CultureInfo.InvariantCulture),
        (EdmPrimitiveTypeKind.Decimal, IConvertible number and not string) => number.ToDecimal(CultureInfo.InvariantCulture),
        (EdmPrimitiveTypeKind.Int64, IConvertible number and not string) => number.ToInt64(CultureInfo.InvariantCulture),
        // A day beside a moment is its beginning.
        (EdmPrimitiveTypeKind.DateTimeOffset, _) when ToClr(value) is DateOnly day => new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero),
        _ => ToClr(value),
    };

#pragma warning disable CS0618 // The library's next version has DateOnly; this one reads dates as its own type, and writes only that.
    /// <summary>A value of the library as one of the runtime.</summary>
    public static object? ToClr(object? value) => value is Date day ? (DateOnly)day : value;

    /// <summary>A value of the runtime as one of the library.</summary>
    public static object? ToEdm(object? value) => value is DateOnly day ? (Date)day : value;
#pragma warning restore CS0618
}
