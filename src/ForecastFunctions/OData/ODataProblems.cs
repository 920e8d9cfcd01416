using ForecastFunctions.Application.Contract;

namespace ForecastFunctions.OData;

/// <summary>What can be wrong with a request to the feed beyond what any request can have.</summary>
internal static class ODataProblems
{
    /// <summary>The options that are offered.</summary>
    public static readonly IReadOnlyList<string> Options = [.. FeedMembers.All.Select(m => m.Name)];

    /// <summary>501: a part of OData that this feed does not have; it is never left out silently.</summary>
    public static ProblemException NotOffered(string option, string what)
        => ProblemException.NotImplemented(
            $"{option}: {what} is not offered here. $filter has eq, ne, gt, ge, lt, le, in, and, or, not, "
            + $"{string.Join(", ", FilterExpression.TextFunctions.Keys)}; "
            + $"the options of a set are {string.Join(", ", Options)}.");

    /// <summary>400: an option cannot be read.</summary>
    public static ProblemException Malformed(string option, string message)
        => ProblemException.Invalid([Fault.At(new Place("query", option), FaultCode.Malformed, message)]);

    /// <summary>400: an option asks for more than one request may.</summary>
    public static ProblemException TooMuch(string option, string message)
        => ProblemException.Invalid([Fault.At(new Place("query", option), FaultCode.TooMuch, message)]);
}
