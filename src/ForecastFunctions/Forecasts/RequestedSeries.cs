using System.Globalization;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.Http;

namespace ForecastFunctions.Forecasts;

/// <summary>A series that is to be forecast, checked.</summary>
/// <param name="Id">Its id: in the baseline, or as the caller named it.</param>
/// <param name="First">The period of its first observation.</param>
/// <param name="Observed">Its observations.</param>
/// <param name="Place">Where it stands in the request: <c>query</c> or <c>body</c>, and the target of faults.</param>
public sealed record RequestedSeries(string Id, SeriesPeriod First, TimeSeries Observed, (string In, string Target) Place)
{
    /// <summary>Its unit, where it is known.</summary>
    public string? Unit { get; init; }

    /// <summary>The weakest status of its observations, where they are a baseline's.</summary>
    public ObservationStatus? WeakestStatus { get; init; }

    /// <summary>Where the quantity can lie.</summary>
    public RequestedSupport Support { get; init; } = RequestedSupport.Inferred;

    /// <summary>The period of its last observation.</summary>
    public SeriesPeriod Last => First.Plus(Observed.Length - 1);

    /// <summary>A fault of the whole series.</summary>
    public Fault Fault(string code, string message) => new(Place.In, Place.Target, code, $"{Id}: {message}");
}

/// <summary>Where a quantity can lie, and how the request says so.</summary>
/// <param name="Support">Where it can lie.</param>
/// <param name="Name">The word of the request, or its bounds.</param>
/// <param name="Lower">The lower bound, where it has one.</param>
/// <param name="Upper">The upper bound, where it has one.</param>
public sealed record RequestedSupport(Support Support, string Name, double? Lower = null, double? Upper = null)
{
    private static readonly RequestedSupport NonNegative = new(Support.NonNegative, "nonNegative", Lower: 0);
    private static readonly RequestedSupport Unbounded = new(Support.Unbounded, "unbounded");

    private static readonly IReadOnlyList<string> Names = ["inferred", "nonNegative", "unbounded"];

    /// <summary>What holds where nothing is said: non-negative where no observation is negative, and unbounded elsewhere.</summary>
    public static RequestedSupport Inferred { get; } = new(Support.Inferred, "inferred");

    /// <summary>Reads <c>support</c> or <c>bounds</c>, of the request or of one series.</summary>
    /// <param name="reader">Records what is wrong with them.</param>
    /// <param name="support">A word.</param>
    /// <param name="bounds">Two numbers.</param>
    /// <returns><see langword="null"/> where neither is given, or what is given is wrong.</returns>
    public static RequestedSupport? Read(RequestReader reader, RequestMember? support, RequestMember? bounds)
    {
        if (support is not null && bounds is not null)
            reader.AddFault(new Fault(bounds.In, bounds.Target, FaultCode.Conflict,
                "bounds state the support; one of support and bounds is wanted."));
        var ofBounds = bounds is null ? null : OfBounds(reader, bounds);
        return support is null ? ofBounds : OfWord(reader, support);
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

    private static RequestedSupport? OfWord(RequestReader reader, RequestMember member)
    {
        switch (member.AsText())
        {
            case "inferred":
                return Inferred;
            case "nonNegative":
                return NonNegative;
            case "unbounded":
                return Unbounded;
            case var word:
                reader.AddFault(new Fault(member.In, member.Target, word is null ? FaultCode.Malformed : FaultCode.NotFound,
                    $"support is {string.Join(", ", Names)}; two bounds are given as bounds.{Suggestion.DidYouMean(word ?? "", Names)}")
                {
                    Allowed = Names,
                });
                return null;
        }
    }

    private static RequestedSupport? OfBounds(RequestReader reader, RequestMember member)
    {
        if (member.AsList() is [var low, var high] && Number(low) is { } lower && Number(high) is { } upper
            && lower < upper && double.IsFinite(upper - lower))
        {
            return new RequestedSupport(
                Support.Between(lower, upper), string.Create(CultureInfo.InvariantCulture, $"{lower:R},{upper:R}"), lower, upper);
        }

        reader.AddFault(new Fault(member.In, member.Target, FaultCode.Malformed, "bounds are two numbers, the lower one first: 0,1."));
        return null;
    }

    private static double? Number(string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;
}
