using FluentValidation.Results;
using ForecastFunctions.Http;

namespace ForecastFunctions.Projections;

/// <summary>Brings what a validator found into the request's list of faults.</summary>
public static class ValidationFailures
{
    /// <summary>Records a failure, whose property is the member's name and whose state is what would be allowed.</summary>
    public static void AddFailure(this RequestReader reader, ValidationFailure failure)
    {
        var allowance = failure.CustomState as Allowance;
        reader.AddFault(
            failure.PropertyName, failure.ErrorCode, failure.ErrorMessage, allowance?.Min, allowance?.Max, allowance?.Allowed);
    }
}
