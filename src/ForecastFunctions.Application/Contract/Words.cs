using System.Text.Json;

namespace ForecastFunctions.Application.Contract;

/// <summary>The words of the contract.</summary>
public static class Words
{
    /// <summary>An enumeration's value as the contract spells it: <c>latinHypercube</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum
        => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>The values of an enumeration by their words, in their order.</summary>
    public static IReadOnlyDictionary<string, T> All<T>()
        where T : struct, Enum
        => Enum.GetValues<T>().ToDictionary(Of, v => v, StringComparer.Ordinal);
}
