using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Application.Explanations;

/// <summary>Runs of the model, in whose JSON a number can be explained.</summary>
public static class ExplainedRuns
{
    /// <summary>The member of JSON in which an explanation stands.</summary>
    public const string Member = "explanation";

    /// <summary>The kind; a run that is read by its id takes what to explain.</summary>
    public static readonly RunKind<ProjectionRequest, ProjectionSpecification, Projection> Kind = ProjectionRuns.Kind with
    {
        Ask = ProjectionRuns.Kind.Ask with { Answer = WithExplanation(ProjectionRuns.Kind.Ask.Answer!) },
        Read = ProjectionRuns.Kind.Read with
        {
            Members = [.. ProjectionRuns.Kind.Read.Members, .. ExplanationRequest.MembersOfRuns],
            Answer = WithExplanation(ProjectionRuns.Kind.Read.Answer!),
        },
    };

    private static OperationAnswer.Rows WithExplanation(OperationAnswer answer) => (OperationAnswer.Rows)answer with
    {
        Beside = new(Member, $"The explanation of a number, of a run that is read by its id with {ExplanationRequest.ExplainMember}", ExplanationTable.Operation),
    };
}
