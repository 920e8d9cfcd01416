using System.Threading.Channels;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.Application.Scorecards;

/// <summary>
/// Makes the track record when a vintage appears, before anybody asks for it: that takes seconds of every core, and reading it again
/// next to nothing.
/// </summary>
/// <param name="scorecards">Makes and keeps it.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Is told when it could not be made.</param>
public sealed class ScorecardUpkeep(ReadScorecard scorecards, TimeProvider time, ILogger<ScorecardUpkeep> logger) : BackgroundService
{
    /// <summary>How long after a failure it is tried again.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    // The colon keeps the name apart from those of partners.
    private static readonly Caller Upkeep = new("upkeep:scorecard", AccessScope.Read) { IsUnhurried = true };

    private readonly Channel<bool> _appeared = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Has it made soon; once for all vintages that appear meanwhile.</summary>
    public void VintageAppeared() => _appeared.Writer.TryWrite(true);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in _appeared.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                (await scorecards.ReadAsync(ScorecardRequest.Whole, Upkeep, stoppingToken)).OrThrow();
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it was, the service goes on, and makes it when it is asked for.
                logger.ScorecardNotMade(exception);
                await Task.Delay(Pause, time, stoppingToken);
                VintageAppeared();
            }
        }
    }
}
