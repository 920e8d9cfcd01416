using System.Globalization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Forecasting;

namespace ForecastFunctions.Application.Forecasts;

/// <summary>Where a quantity can lie, and how the request says so.</summary>
/// <param name="Support">Where it can lie.</param>
/// <param name="Name">The word of the request, or its bounds.</param>
/// <param name="Lower">The lower bound, where it has one.</param>
/// <param name="Upper">The upper bound, where it has one.</param>
public sealed record RequestedSupport(Support Support, string Name, double? Lower = null, double? Upper = null)
{
    private static readonly RequestedSupport NonNegative = new(Support.NonNegative, "nonNegative", Lower: 0);
    private static readonly RequestedSupport Unbounded = new(Support.Unbounded, "unbounded");

    /// <summary>The words for where a quantity can lie.</summary>
    public static IReadOnlyList<string> Names { get; } = ["inferred", "nonNegative", "unbounded"];

    /// <summary>What holds where nothing is said: non-negative where no observation is negative, and unbounded elsewhere.</summary>
    public static RequestedSupport Inferred { get; } = new(Support.Inferred, "inferred");

    /// <summary>Reads <c>support</c> or <c>bounds</c>, of the request or of one series.</summary>
    /// <param name="arguments">Are told what is wrong with them.</param>
    /// <param name="support">A word.</param>
    /// <param name="bounds">Two numbers.</param>
    /// <returns><see langword="null"/> where neither is given, or what is given is wrong.</returns>
    public static RequestedSupport? Read(Arguments arguments, Argument? support, Argument? bounds)
    {
        if (support is not null && bounds is not null)
            arguments.AddFault(Fault.At(bounds.Place, FaultCode.Conflict,
                "bounds state the support; one of support and bounds is wanted."));
        var ofBounds = bounds is null ? null : OfBounds(arguments, bounds);
        return support is null ? ofBounds : OfWord(arguments, support);
    }

    /// <summary>What is wrong with a value, or <see langword="null"/> where it can be.</summary>
    public string? Objection(double value)
    {
        if (Upper is { } upper && !(value > Lower && value < upper))
            return string.Create(CultureInfo.InvariantCulture,
                $"{value:R} does not lie between the bounds {Lower:R} and {upper:R}, which are excluded.");
        return Upper is null && value < Lower
            ? string.Create(CultureInfo.InvariantCulture, $"{value:R} is negative, which support=nonNegative excludes.")
            : null;
    }

    private static RequestedSupport? OfWord(Arguments arguments, Argument argument)
    {
        switch (argument.AsText())
        {
            case "inferred":
                return Inferred;
            case "nonNegative":
                return NonNegative;
            case "unbounded":
                return Unbounded;
            case var word:
                arguments.AddFault(Fault.At(argument.Place, word is null ? FaultCode.Malformed : FaultCode.NotFound,
                    $"support is {string.Join(", ", Names)}; two bounds are given as bounds.{Suggestion.DidYouMean(word ?? "", Names)}") with
                {
                    Allowed = Names,
                });
                return null;
        }
    }

    private static RequestedSupport? OfBounds(Arguments arguments, Argument argument)
    {
        if (argument.AsList() is [var low, var high] && Argument.Number(low) is { } lower && Argument.Number(high) is { } upper
            && lower < upper && double.IsFinite(upper - lower))
        {
            return new RequestedSupport(
                Support.Between(lower, upper), string.Create(CultureInfo.InvariantCulture, $"{lower:R},{upper:R}"), lower, upper);
        }

        arguments.AddFault(Fault.At(argument.Place, FaultCode.Malformed, $"bounds are {SeriesMembers.Bounds.Wanted}."));
        return null;
    }
}
