using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Storage;
using ForecastFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Problems;

/// <summary>What a failure is to a caller, however it is told of it: by HTTP, or in the answer of a tool.</summary>
/// <param name="logger">Is told of every failure that is ours, as far as it has not heard the same too often.</param>
/// <param name="time">The clock.</param>
public sealed class Failures(ILogger<Failures> logger, TimeProvider time)
{
    private readonly LogAllowance _unavailable = new(time);
    private readonly LogAllowance _tooLong = new(time);
    private readonly LogAllowance _failed = new(time);

    /// <summary>The problem that an exception is.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="function">The function that threw it.</param>
    public ProblemException ProblemOf(Exception exception, string function)
    {
        switch (exception)
        {
            case ProblemException problem:
                return problem;
            case OperationCanceledException:
                if (_tooLong.TryTake(out var sameOfLong))
                    logger.TookTooLong(function, sameOfLong);
                return ProblemException.TookTooLong();
            case BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout }:
                return HttpProblems.BodyTooSlow();
            case BadHttpRequestException:
                return HttpProblems.BrokenOff();
            case ModelVersionGoneException gone:
                return new ProblemException(ProblemKind.RunExpired, gone.Message);
            case StorageUnavailableException:
                if (_unavailable.TryTake(out var sameOfStorage))
                    logger.StorageUnavailable(function, exception.Message, sameOfStorage);
                return ProblemException.StorageUnavailable();
            default:
                if (_failed.TryTake(out var sameOfFailure))
                    logger.FunctionFailed(exception, function, sameOfFailure);
                return HttpProblems.Internal();
        }
    }
}
