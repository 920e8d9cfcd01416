using ForecastFunctions.Application.Contract;
using ForecastFunctions.Http;
using ForecastFunctions.Infrastructure.Sources;

namespace ForecastFunctions.UnitTests.Fuzzing;

/// <summary>Says in a few words what came of an input, so that inputs with a new outcome can be told.</summary>
internal static class Outcome
{
    /// <summary>The most bytes of a refusal, beyond twenty times the request's.</summary>
    private const int MaxRefusal = 400_000;

    /// <summary>Runs what may end in a problem of the caller's; one of ours is let through as the fault it is.</summary>
    public static string OfRequest(int length, Func<string> run)
    {
        try
        {
            return run();
        }
        catch (ProblemException e) when (e.Kind.Status is >= 400 and < 500 or 501)
        {
            // A problem that could not be written would be an answer without a body.
            var body = JsonText.Write(
                new Problem(
                    $"urn:forecastfunctions:problem:{e.Kind.Code}", e.Kind.Title, e.Kind.Status, e.Message, "/", e.Kind.Code, "", e.Faults),
                HttpJson.Default.Problem);
            if (body.Length > MaxRefusal + 20 * length)
                throw new InvalidOperationException($"The refusal of {length} bytes has {body.Length}.", e);
            return $"{e.Kind.Status} {string.Join(' ', (e.Faults ?? []).Take(3).Select(f => $"{f.Code}: {Skeleton(f.Message)}"))}";
        }
    }

    /// <summary>Runs what may end in a fault of a source.</summary>
    public static string OfSource(Func<string> run)
    {
        try
        {
            return run();
        }
        catch (SourceException e)
        {
            return $"{e.Code} {Skeleton(e.Message)}";
        }
        catch (SourceFormatException e)
        {
            return $"{e.Column} {Skeleton(e.Message)}";
        }
    }

    /// <summary>A message without what it quotes: what is left is the same for all faults of one kind.</summary>
    public static string Skeleton(string message)
    {
        var parts = message.Split('\'');
        var unquoted = parts.Length > 2 ? parts[0] + parts[^1] : message;
        return string.Concat(unquoted.Where(c => char.IsAsciiLetter(c) || c is ' ').Take(80));
    }
}
