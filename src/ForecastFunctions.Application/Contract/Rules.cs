using FluentValidation;
using FluentValidation.Results;

namespace ForecastFunctions.Application.Contract;

/// <summary>What would be allowed.</summary>
/// <param name="Min">The smallest value.</param>
/// <param name="Max">The largest value.</param>
/// <param name="Allowed">The values.</param>
/// <param name="AreEndsExcluded">Whether the ends themselves are not allowed.</param>
public sealed record Allowance(
    double? Min = null, double? Max = null, IReadOnlyList<string>? Allowed = null, bool AreEndsExcluded = false);

/// <summary>Rules of requests: each names the member that it is about, a code, a sentence and what would be allowed.</summary>
public static class Rules
{
    /// <summary>The value lies within the bounds that its member declares.</summary>
    public static IRuleBuilderOptions<T, TValue?> WithinBounds<T, TValue>(this IRuleBuilder<T, TValue?> rule, Member member)
        where TValue : struct, IConvertible
        => rule
            .Must(value => value is not { } given
                || (given.ToDouble(null) is var number && !(number < member.Min) && !(number > member.Max)))
            .Of(member, FaultCode.OutOfRange, $"{member.Name} is {member.Wanted}.", new Allowance(member.Min, member.Max));

    /// <summary>Says what a rule is about.</summary>
    public static IRuleBuilderOptions<T, TProperty> Of<T, TProperty>(
        this IRuleBuilderOptions<T, TProperty> rule, Member member, string code, string message, Allowance? allowance = null)
        => rule.Of(member, code, _ => message, _ => allowance);

    /// <summary>Says what a rule is about, where that depends on the request.</summary>
    public static IRuleBuilderOptions<T, TProperty> Of<T, TProperty>(
        this IRuleBuilderOptions<T, TProperty> rule, Member member, string code, Func<T, string> message,
        Func<T, Allowance?>? allowance = null)
        => rule.OverridePropertyName(member.Name).WithErrorCode(code).WithMessage(message).WithState(request => allowance?.Invoke(request));

    /// <summary>What a validator found.</summary>
    public static IEnumerable<Fault> ToFaults(this ValidationResult result) => result.Errors.Select(failure =>
    {
        var allowance = failure.CustomState as Allowance;
        return new Fault(failure.PropertyName, failure.ErrorCode, failure.ErrorMessage)
        {
            Min = allowance?.Min,
            Max = allowance?.Max,
            Allowed = allowance?.Allowed,
            AreEndsExcluded = allowance?.AreEndsExcluded ?? false,
        };
    });
}
