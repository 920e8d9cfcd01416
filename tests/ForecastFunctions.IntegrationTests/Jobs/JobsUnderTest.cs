using System.Text;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Core.Storage;
using ForecastFunctions.Infrastructure.Tables;
using ForecastFunctions.IntegrationTests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ForecastFunctions.IntegrationTests.Jobs;

/// <summary>Operations on tables of their own, and those who work on them.</summary>
internal sealed class JobsUnderTest(AzuriteFixture azurite)
{
    public const int Units = 119;
    public const int NumbersPerUnit = 7;

    public static readonly CancellationToken None = CancellationToken.None;
    public static readonly Caller Acme = new("acme & sons", AccessScope.Read);
    public static readonly JobDraft Draft = new("squares", "Squares", "form", new JobSize(Units, 3, NumbersPerUnit));

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public TestTables Tables { get; } = new(azurite);

    public JobSettings Settings { get; } = new() { Lease = TimeSpan.FromSeconds(2), Patience = TimeSpan.FromSeconds(20) };

    public Squares Squares { get; } = new();

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public SubmitJob Submit(IJobMessages queue) => new(Store(), queue, TimeProvider.System, NullLogger<SubmitJob>.Instance);

    public TableJobStore Store() => Tables.Jobs();

    public TableJobBlockStore Blocks() => Tables.Blocks();

    public Task SweepAsync(DateTimeOffset now, QueueInMemory queue) => new SweepJobs(
        Store(), Blocks(), queue, Settings, new FakeTimeProvider(now), NullLogger<SweepJobs>.Instance).SweepAsync(None);

    /// <summary>What the owner was charged today.</summary>
    public async Task<long> UsageAsync()
        => (await Tables.Usage().FindAsync(Acme.Name, DateOnly.FromDateTime(Now.UtcDateTime), None)).Compute;

    /// <summary>How many rows a table has.</summary>
    public async Task<int> CountAsync(string table) => await Tables.Table(table).QueryAsync<Azure.Data.Tables.TableEntity>().CountAsync();

    /// <summary>The squares that an operation has come to.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(Job job)
    {
        var (contents, first) = await new ReadJobs(Store(), Blocks(), TimeProvider.System).ReadAsync(job, 0, job.Size.Units, None);
        Assert.Equal(0, first);
        return [.. contents.SelectMany(c => Encoding.UTF8.GetString(c.Span).Split(' '))];
    }

    /// <summary>A worker: process after process, as they are killed, until every message is done with.</summary>
    public async Task WorkUntilEmptyAsync(QueueInMemory queue, Hazards hazards, IJobStore? store = null, IJobKind? kind = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        var tries = new Dictionary<JobMessage, int>();
        var process = NewProcess();
        while (!queue.IsEmpty)
        {
            if (queue.Take() is not { } message)
            {
                await Task.Delay(10, patience.Token);
                continue;
            }

            try
            {
                await (message.Block is null ? process.PlanAsync(message, patience.Token) : process.ComputeAsync(message, patience.Token));
                queue.Delete();
            }
            catch (KilledException)
            {
                queue.GiveBack(message);
                process = NewProcess();
            }
            catch (Exception e) when (e is ProblemException or StorageUnavailableException)
            {
                // As the platform does it: a message that was tried too often goes to those who end its operation.
                tries[message] = tries.GetValueOrDefault(message) + (e is ProblemException ? 1 : 0);
                if (tries[message] < WorkOnJobs.MaxTakes)
                {
                    queue.GiveBack(message);
                    continue;
                }

                await process.FailAsync(message, patience.Token);
                queue.Delete();
            }
        }

        WorkOnJobs NewProcess()
        {
            var view = new ProcessView(hazards, store ?? Store(), Blocks(), queue);
            return new WorkOnJobs(view, view, view, [kind ?? Squares], Settings, TimeProvider.System, NullLogger<WorkOnJobs>.Instance);
        }
    }
}
