namespace ForecastFunctions.Application.Contract;

/// <summary>Something that a reader should know before relying on an answer.</summary>
/// <param name="Code">A stable name for programs.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record Warning(string Code, string Message);
