using System.Globalization;
using System.Net;
using System.Text;
using ForecastFunctions.Core.Baselines;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Infrastructure.Sources.Http;

/// <summary>
/// Leaves the SEC alone after it has refused: it does so by a page of HTML, mostly with status 403 and at times with 200,
/// for about ten minutes, and being asked on makes it longer. The limit belongs to the client and not to a host, so after
/// a refusal by one host none is asked.
/// </summary>
internal sealed class RefusalRest(TimeProvider clock, ILogger<RefusalRest> logger)
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(10);

    /// <summary>What only a page of refusal says.</summary>
    private static readonly string[] Words = ["Request Rate Threshold Exceeded", "Undeclared Automated Tool"];

    /// <summary>How much of a page is looked at: pages of refusal have a few kilobytes.</summary>
    private const int LookedAt = 64 * 1024;

    private long _until;

    /// <exception cref="SourceException">The rest is not over.</exception>
    public void ThrowIfResting()
    {
        var until = Volatile.Read(ref _until);
        if (clock.GetUtcNow().UtcTicks < until)
        {
            throw new SourceException(SourceFaultCodes.CircuitOpen, string.Create(
                CultureInfo.InvariantCulture,
                $"The SEC refused this client and is left alone until {new DateTime(until, DateTimeKind.Utc):HH:mm:ss} UTC."));
        }
    }

    /// <summary>Looks at a page of HTML, and begins the rest where it is a refusal.</summary>
    /// <exception cref="SourceException">It is a refusal.</exception>
    public void Look(HttpStatusCode status, ReadOnlySpan<byte> page)
    {
        var text = Encoding.Latin1.GetString(page[..Math.Min(page.Length, LookedAt)]);
        if (Array.Find(Words, word => text.Contains(word, StringComparison.Ordinal)) is not { } words)
            return;
        Volatile.Write(ref _until, (clock.GetUtcNow() + Length).UtcTicks);
        logger.SecRefuses(words, Length);
        throw new SourceException(
            SourceFaultCodes.Forbidden,
            $"The answer was {(int)status}, a page that says '{words}': the SEC refuses this client, and is left alone for {Length}.");
    }
}
