using System.Globalization;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Scenarios;

/// <summary>
/// By which factors an operator has multiplied the uncertainty of groups of parameters, so that intervals hold as the track record
/// says that they should. A factor f moves every draw x of a law with the median m to g⁻¹(g(m) + f·(g(x) − g(m))), where g is the law's
/// own scale: the logarithm of a lognormal law, the log odds of a logit-normal one, else the number itself. So the median stays, a
/// percentile of a draw stays, and beyond a parameter's bounds nothing is drawn, as ever. It is done to laws that come from the
/// baseline, moved or not, and not to what a scenario or a request states; and to the parameters of the plain model alone, of which
/// there is a track record.
/// </summary>
public sealed record Widening
{
    /// <summary>The smallest factor.</summary>
    public const double MinFactor = 0.1;

    /// <summary>The largest factor.</summary>
    public const double MaxFactor = 10;

    /// <summary>What the spread of each group is multiplied by.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A factor is not from <see cref="MinFactor"/> to <see cref="MaxFactor"/>.</exception>
    public Widening(double growth, double shares, double prices)
    {
        Growth = Checked(growth);
        Shares = Checked(shares);
        Prices = Checked(prices);
    }

    /// <summary>Every law as it is.</summary>
    public static Widening None { get; } = new(1, 1, 1);

    /// <summary>The factor of spend and its growth.</summary>
    public double Growth { get; }

    /// <summary>The factor of shares.</summary>
    public double Shares { get; }

    /// <summary>The factor of prices.</summary>
    public double Prices { get; }

    /// <summary>The factor of a group.</summary>
    public double this[SpreadSource group] => group switch
    {
        SpreadSource.Growth => Growth,
        SpreadSource.Shares => Shares,
        _ => Prices,
    };

    /// <summary>What a reader of widened numbers should know; nothing where every law is as it is.</summary>
    public IReadOnlyList<string> Notes => this == None
        ? []
        :
        [
            $"The operator of this service has multiplied the uncertainty of {string.Join(" and of ", Applied)}: the spread of laws that come "
            + "from the baseline, around their medians; what a scenario or a request states is as stated. "
            + "GET /api/v1/scorecard/uncertainty tells which factors the track record suggests.",
        ];

    private IEnumerable<string> Applied => Enum.GetValues<SpreadSource>().Where(group => this[group] != 1)
        .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.ToString().ToLowerInvariant()} by {this[group]:R}"));

    /// <summary>What some parameters were widened by, as factors of their groups.</summary>
    /// <param name="widened">Parameters and their factors; those of a group have the same.</param>
    public static Widening Of(IEnumerable<(Parameter Parameter, double Factor)> widened)
    {
        var factors = widened.Where(w => w.Factor != 1).ToLookup(w => GroupOf(w.Parameter), w => w.Factor);
        return new(FactorOf(SpreadSource.Growth), FactorOf(SpreadSource.Shares), FactorOf(SpreadSource.Prices));

        double FactorOf(SpreadSource group) => factors[group].FirstOrDefault(1);
    }

    /// <summary>The group of a parameter; none where the track record tells nothing of its uncertainty.</summary>
    public static SpreadSource? GroupOf(Parameter parameter) => parameter.IsOfLayer ? null : parameter.Id.Split('.')[0] switch
    {
        "spend" => SpreadSource.Growth,
        "share" => SpreadSource.Shares,
        "price" => SpreadSource.Prices,
        _ => null,
    };

    /// <summary>A parameter as a baseline has it, widened by its group's factor.</summary>
    internal ResolvedParameter Widen(ResolvedParameter known)
        => known.IsUncertain && GroupOf(known.Parameter) is { } group ? known with { Widening = this[group] } : known;

    /// <summary>A factor that can be one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of its range.</exception>
    internal static double Checked(double factor) => IsFactor(factor)
        ? factor
        : throw new ArgumentOutOfRangeException(nameof(factor), factor, $"A factor on uncertainty is from {MinFactor} to {MaxFactor}.");

    /// <summary>Whether a number can be a factor.</summary>
    public static bool IsFactor(double factor) => factor is >= MinFactor and <= MaxFactor;

    /// <summary>Moves draws of a law away from its median, or towards it.</summary>
    /// <param name="law">The law.</param>
    /// <param name="factor">By what the distance is multiplied, on the law's own scale.</param>
    /// <param name="draws">The draws.</param>
    internal static void Widen(Distribution law, double factor, Span<double> draws)
    {
        var median = law.Median;
        foreach (ref var draw in draws)
        {
            draw = law switch
            {
                Lognormal => median * Math.Pow(draw / median, factor),
                LogitNormal => OfOdds(Odds(median) * Math.Pow(Odds(draw) / Odds(median), factor)),
                _ => median + factor * (draw - median),
            };
        }
    }

    private static double Odds(double share) => share / (1 - share);

    /// <summary>Of odds without end, 1.</summary>
    private static double OfOdds(double odds) => 1 / (1 + 1 / odds);
}
