using System.Globalization;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Calibration;

/// <summary>
/// The bases of the layer of drivers and limits that observations move, in a base year after the article's: where they are now.
/// Anchors that are levels stay where the article believes them, so only the way there changes. What no figure moves is told from
/// the base year (<see cref="LayerToldFrom"/>), and is no part of the vintage.
/// </summary>
internal static class LayerBases
{
    /// <summary>People who use ChatGPT in a week.</summary>
    public const string Users = "chatgpt.weekly_users";

    /// <summary>Tokens that the world's models read and write in a day.</summary>
    public const string Tokens = "world.tokens_daily";

    /// <summary>Power of data centres that the United States connect in a year.</summary>
    public const string Power = "us.datacentre_power_added";

    /// <summary>Wafers of advanced packaging in a year.</summary>
    public const string Packaging = "world.cowos_wafers";

    /// <summary>Operating cash flow of the five hyperscalers in a year.</summary>
    public const string CashFlow = "hyperscalers.operating_cash_flow";

    private const double Population = 8.2e9;

    /// <summary>All of these series.</summary>
    public static IReadOnlyList<string> Series { get; } = [Users, Tokens, Power, Packaging, CashFlow];

    /// <summary>Moves the bases.</summary>
    /// <param name="parameters">The vintage in the making.</param>
    /// <param name="known">What is known.</param>
    public static void Calibrate(CalibratedParameters parameters, Baseline known)
    {
        if (parameters.BaseYear <= LayerToldFrom.ArticleYear)
            return;
        CalibrateUsers(parameters, known);
        CalibratePower(parameters, known);
        CalibratePackaging(parameters, known);
        CalibrateCashFlow(parameters, known);
    }

    /// <summary>
    /// Nobody counts the users of all assistants without counting people twice: the article's share moves, in its odds, as the users of
    /// the largest one have. Tokens are for each of them.
    /// </summary>
    private static void CalibrateUsers(CalibratedParameters parameters, Baseline known)
    {
        var share = LayerToldFrom.Year(LayerParameters.UsersBase, parameters.BaseYear).Value;
        if (InMidYear(known, Users, LayerToldFrom.ArticleYear) is { } then && InMidYear(known, Users, parameters.BaseYear) is { } now)
        {
            var odds = Odds(LayerParameters.UsersBase.Default) * now / then;
            share = odds / (1 + odds);
            parameters.Set(
                LayerParameters.UsersBase, share, null, ParameterStatus.Estimated, [],
                Text($"The article's share of {LayerToldFrom.ArticleYear}, moved in its odds as ChatGPT's weekly users have: {then / 1e6:0} million in the ")
                    + Text($"middle of {LayerToldFrom.ArticleYear}, {now / 1e6:0} in that of {parameters.BaseYear}, between the figures that were stated"),
                [Users]);
        }

        var middle = Middle(parameters.BaseYear);
        if (known.Series(Tokens).FirstOrDefault(o => o.PeriodEnd == middle) is { } tokens)
        {
            parameters.Set(
                LayerParameters.TokensPerUserBase, tokens.Value / (share * Population), null, ParameterStatus.Estimated, [],
                Text($"{tokens.Value / 1e12:0.#} trillion tokens a day in the middle of {parameters.BaseYear}, over the {share * Population / 1e9:0.00} billion users of the base year"),
                [Tokens]);
        }
    }

    /// <summary>The world's part for AI moves as the United States' connections do.</summary>
    private static void CalibratePower(CalibratedParameters parameters, Baseline known)
    {
        if (Grown(known, Power, parameters.BaseYear) is not var (then, now))
            return;
        var parameter = LayerParameters.PowerLimitBase;
        var value = parameter.Default * now / then;
        parameters.Set(
            parameter, value, RebasedArticle.Scaled(parameter, value), ParameterStatus.Estimated, [],
            Text($"The article's {parameter.Default:R} GW of {LayerToldFrom.ArticleYear}, moved as what data centres of the United States connected has: ")
                + Text($"{then:0.#} GW in {LayerToldFrom.ArticleYear}, {now:0.#} in {parameters.BaseYear}"),
            [Power]);
    }

    /// <summary>The wafers that the article believes in for the anchor year, over those that there were in the base year.</summary>
    private static void CalibratePackaging(CalibratedParameters parameters, Baseline known)
    {
        if (Grown(known, Packaging, parameters.BaseYear) is not var (then, now))
            return;
        var parameter = LayerParameters.PackagingLimitAnchor;
        var anchorYear = LayerToldFrom.Year(LayerParameters.DriverAnchorYear, parameters.BaseYear).Value;
        var clock = DriverClock.At(
            LayerParameters.DriverFade.Default, LayerParameters.DriverAnchorYear.Default - LayerToldFrom.ArticleYear, anchorYear - LayerToldFrom.ArticleYear);
        double Told(double multiple) => Math.Pow(multiple, clock) * then / now;
        var law = Lognormal.FromRange(Told(parameter.Law!.Quantile(0.05)), Told(parameter.Law.Quantile(0.95)));
        parameters.Set(
            parameter, Told(parameter.Default), law, ParameterStatus.Estimated, [],
            Text($"The article's wafers of {anchorYear:0}, {then * Math.Pow(parameter.Default, clock) / 1e6:0.00} million, over the {now / 1e6:0.00} million of {parameters.BaseYear}"),
            [Packaging]);
    }

    private static void CalibrateCashFlow(CalibratedParameters parameters, Baseline known)
    {
        if (OfYear(known, CashFlow, parameters.BaseYear) is not { } flow)
            return;
        parameters.Set(
            LayerParameters.CapitalLimitCashFlow, flow / 1e9, null, ParameterStatus.Derived, [],
            Text($"Operating cash flow of the five hyperscalers in {parameters.BaseYear}"), [CashFlow]);
    }

    /// <summary>What a series was in the article's year, and in the base year; nothing where one of them is not known.</summary>
    private static (double Then, double Now)? Grown(Baseline known, string series, int baseYear)
        => OfYear(known, series, LayerToldFrom.ArticleYear) is { } then && OfYear(known, series, baseYear) is { } now ? (then, now) : null;

    private static double? OfYear(Baseline known, string series, int year)
        => known.Series(series).FirstOrDefault(o => o.Frequency == Frequency.Annual && o.PeriodEnd == new DateOnly(year, 12, 31))?.Value;

    /// <summary>
    /// What grew to it in the middle of a year: between the figure before and the one after, evenly in logarithms; nothing where one of
    /// them is not known.
    /// </summary>
    private static double? InMidYear(Baseline known, string series, int year)
    {
        var day = Middle(year);
        var figures = known.Series(series);
        if (figures.LastOrDefault(o => o.PeriodEnd <= day) is not { Value: > 0 } before
            || figures.FirstOrDefault(o => o.PeriodEnd >= day) is not { Value: > 0 } after)
        {
            return null;
        }

        var days = after.PeriodEnd.DayNumber - before.PeriodEnd.DayNumber;
        return days == 0 ? before.Value
            : before.Value * Math.Pow(after.Value / before.Value, (double)(day.DayNumber - before.PeriodEnd.DayNumber) / days);
    }

    private static DateOnly Middle(int year) => new(year, 6, 30);

    private static double Odds(double share) => share / (1 - share);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
