using System.Globalization;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;

namespace ForecastFunctions.Application.Forecasts;

/// <summary>The members by which requests state series, and how far ahead and how surely they are to be forecast.</summary>
public static class SeriesMembers
{
    private const string SeriesWanted = "ids of a baseline's series, or in a body an array of objects with id and values";

    /// <summary>The series.</summary>
    public static readonly Member<Argument> Series = new("series", MemberType.Structure, "What is forecast", SeriesWanted, a => a)
    {
        Missing = $"series is {SeriesWanted}.",
        Example = "nvda.datacenter_revenue.q",
        Body = SeriesShape.All,
    };

    /// <summary>Where the quantities can lie.</summary>
    public static readonly Member<Argument> Support = new(
        "support", MemberType.Text, "Where the quantities can lie (inferred: non-negative where no observation is negative); two bounds are given as bounds", string.Join(", ", RequestedSupport.Names),
        a => a)
    {
        Default = RequestedSupport.Inferred.Name,
        Choices = RequestedSupport.Names,
    };

    /// <summary>Two bounds between which the quantities lie.</summary>
    public static readonly Member<Argument> Bounds = new(
        "bounds", MemberType.List, "The bounds between which the quantities lie; they are excluded", "two numbers, the lower one first: 0,1",
        a => a)
    {
        Absent = "as support says",
        Items = MemberType.Number,
        Example = "0,1000000000000",
    };

    /// <summary>How far ahead.</summary>
    public static readonly Member<int?> Horizon = Count("horizon", "The number of periods ahead", ForecastLimits.MaxHorizon) with
    {
        Missing = "horizon is the number of periods ahead.",
        Example = "8",
    };

    /// <summary>How surely.</summary>
    public static readonly Member<IReadOnlyList<string>> Levels = new(
        "levels", MemberType.List, "The levels of the intervals, in percent", "a list of percentages such as 80,95", a => a.AsList())
    {
        Default = "80,95",
        Items = MemberType.Number,
        Min = 1,
        Max = 99.9,
        Example = "80,95",
    };

    /// <summary>All of them, with those that name a baseline.</summary>
    public static IReadOnlyList<Member> All { get; } = [Series, Support, Bounds, .. BaselineMembers.All, Horizon, Levels];

    /// <summary>A member that counts from 1 on.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="meaning">What it counts.</param>
    /// <param name="most">The largest count.</param>
    public static Member<int?> Count(string name, string meaning, int most)
        => new(name, MemberType.Whole, meaning, $"a whole number from 1 to {most}", a => a.AsInteger()) { Min = 1, Max = most };

    /// <summary>Reads <c>horizon</c>. Where it can't be read, the request ends with a fault, whatever the number.</summary>
    public static int ReadHorizon(Arguments arguments) => arguments.Read(Horizon) ?? 1;

    /// <summary>Reads <c>levels</c>.</summary>
    public static IReadOnlyList<double> ReadLevels(Arguments arguments)
    {
        if (arguments.Read(Levels) is not { } texts)
            return [80, 95];
        var levels = new List<double>();
        foreach (var text in texts)
        {
            if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var level))
                levels.Add(level);
            else
                arguments.AddFault(new Fault("levels", FaultCode.Malformed, $"levels is {Levels.Wanted}; '{text}' is no number."));
        }

        return levels;
    }

    /// <summary>A level as it stands in a query and in the name of a statistic.</summary>
    public static string TextOf(double level) => level.ToString("R", CultureInfo.InvariantCulture);
}
