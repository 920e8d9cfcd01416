using FluentValidation;
using FluentValidation.Results;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Statistics;
using ForecastFunctions.Http;

namespace ForecastFunctions.Projections;

/// <summary>Checks how paths are to be drawn.</summary>
public sealed class DrawRequestValidator : AbstractValidator<DrawRequest>
{
    /// <summary>Declares the rules.</summary>
    public DrawRequestValidator()
    {
        RuleFor(r => r.Draws).Custom((draws, context) =>
        {
            if (draws is < DrawSettings.MinDraws or > DrawRequest.MaxDraws)
            {
                context.AddFailure(OutOfRange(
                    "draws", $"draws is a whole number from {DrawSettings.MinDraws} to {DrawRequest.MaxDraws}.",
                    DrawSettings.MinDraws, DrawRequest.MaxDraws));
            }
        });
        RuleFor(r => r.Seed).Custom((seed, context) =>
        {
            if (seed > DrawSettings.MaxSeed)
            {
                context.AddFailure(OutOfRange(
                    "seed", $"seed is a whole number from 0 to {DrawSettings.MaxSeed}.",
                    0, DrawSettings.MaxSeed));
            }
        });
        RuleFor(r => r.Percentiles).Custom((percentiles, context) => CheckPercentiles(percentiles ?? [], context.AddFailure));
        RuleFor(r => r).Custom((request, context) => CheckCorrelations(request, context.AddFailure));
        RuleFor(r => r.Thresholds).Custom((thresholds, context) => CheckThresholds(thresholds ?? [], context.AddFailure));
        RuleFor(r => r).Custom((request, context) => CheckOnlyWithDraws(request, context.AddFailure));
    }

    private static void CheckOnlyWithDraws(DrawRequest request, Action<ValidationFailure> fail)
    {
        if (request.Draws is not null)
            return;
        (string Name, bool IsGiven)[] members =
        [
            ("seed", request.Seed is not null),
            ("sampling", request.Sampling is not null),
            ("percentiles", request.Percentiles is not null),
            ("correlations", request.Correlations is not null),
            ("repairCorrelations", request.RepairCorrelations is not null),
            ("thresholds", request.Thresholds is not null),
        ];
        foreach (var (name, _) in members.Where(m => m.IsGiven))
        {
            var message = $"{name} belongs to a run with draws, and this request states no draws.";
            fail(new ValidationFailure(name, message) { ErrorCode = FaultCode.Conflict });
        }
    }

    private static void CheckPercentiles(IReadOnlyList<double> percentiles, Action<ValidationFailure> fail)
    {
        foreach (var percentile in percentiles.Where(p => !(p is > 0 and < 100)))
            fail(OutOfRange("percentiles", $"A percentile lies between 0 and 100; {percentile:R} does not.", 0, 100));
        if (percentiles.Distinct().Count() != percentiles.Count)
            fail(new ValidationFailure("percentiles", "A percentile is given twice; once is wanted.") { ErrorCode = FaultCode.Duplicate });
        if (percentiles.Count > DrawRequest.MaxPercentiles)
            fail(OutOfRange("percentiles", $"At most {DrawRequest.MaxPercentiles} percentiles are given.", 1, DrawRequest.MaxPercentiles));
    }

    private static void CheckCorrelations(DrawRequest request, Action<ValidationFailure> fail)
    {
        if (request.Correlations is not { } pairs)
            return;
        if (pairs.Count > DrawRequest.MaxCorrelations)
        {
            fail(OutOfRange(
                "correlations", $"At most {DrawRequest.MaxCorrelations} correlations are given.", 0, DrawRequest.MaxCorrelations));
            return;
        }

        var unknown = pairs.SelectMany(p => new[] { p.First, p.Second }).Distinct(StringComparer.Ordinal)
            .Where(id => Parameters.Find(id) is not { IsChoice: false }).ToList();
        foreach (var id in unknown)
        {
            var message = $"There is no numeric parameter '{id}'.{Suggestion.DidYouMean(id, Parameters.All.Select(p => p.Id))}"
                + " GET /api/v1/parameters lists them.";
            fail(new ValidationFailure("correlations", message) { ErrorCode = FaultCode.NotFound });
        }

        // Their matrix grows with the square of the names, which are bounded only where each is a parameter's.
        if (unknown.Count > 0)
            return;
        try
        {
            _ = new StatedCorrelations(pairs, request.RepairCorrelations ?? false);
        }
        catch (InvalidCorrelationException e)
        {
            foreach (var fault in e.Faults)
                fail(new ValidationFailure("correlations", $"{fault.Message}.") { ErrorCode = FaultCode.Conflict });
        }
    }

    private static void CheckThresholds(IReadOnlyList<Threshold> thresholds, Action<ValidationFailure> fail)
    {
        if (thresholds.Distinct().Count() != thresholds.Count)
            fail(new ValidationFailure("thresholds", "A threshold is given twice; once is wanted.") { ErrorCode = FaultCode.Duplicate });
        if (thresholds.Count > DrawRequest.MaxThresholds)
            fail(OutOfRange("thresholds", $"At most {DrawRequest.MaxThresholds} thresholds are given.", 1, DrawRequest.MaxThresholds));
    }

    private static ValidationFailure OutOfRange(string name, string message, double min, double max)
        => new(name, message) { ErrorCode = FaultCode.OutOfRange, CustomState = new Allowance(min, max) };
}
