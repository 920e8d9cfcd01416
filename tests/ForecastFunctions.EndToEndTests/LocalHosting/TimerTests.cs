using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace ForecastFunctions.EndToEndTests.LocalHosting;

public sealed class TimerTests : IDisposable
{
    private const string Daily = "0 30 5 * * *";
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    private readonly string _data = Directory.CreateTempSubdirectory("timers-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Schedule_ThatComesDue_RunsTheTimerOnceWithItsStatus()
    {
        var time = new FakeTimeProvider(Noon);
        await using var probe = await StartAsync(time, Daily);

        time.Advance(TimeSpan.FromHours(17.5) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, probe.Logged("Tick began"));
        time.Advance(TimeSpan.FromSeconds(1));

        var input = await TickAsync(probe);
        Assert.Equal(
            """{"Schedule":{"AdjustForDST":true},"ScheduleStatus":{"Last":"0001-01-01T00:00:00+00:00","Next":"2026-03-11T05:30:00+00:00","LastUpdated":"0001-01-01T00:00:00+00:00"},"IsPastDue":false}""",
            input);
        await probe.LoggedAsync("Tick ended");
        Assert.Equal(1, probe.Logged("Tick began"));
    }

    [Fact]
    public async Task Run_MissedWhileDown_IsMadeUpForAtStartAsPastDue()
    {
        await using (var before = await StartAsync(new FakeTimeProvider(Noon), Daily))
        {
            Assert.Equal(0, before.Logged("Tick began"));
        }

        await using var after = await StartAsync(new FakeTimeProvider(Noon.AddDays(2)), Daily);

        Assert.True(JsonElement.Parse(await TickAsync(after)).GetProperty("IsPastDue").GetBoolean());
    }

    [Fact]
    public async Task Run_MadeInTime_IsNotPastDueAtTheNextStart()
    {
        var time = new FakeTimeProvider(Noon);
        await using (var before = await StartAsync(time, Daily))
        {
            time.Advance(TimeSpan.FromHours(18));
            await before.LoggedAsync("Tick ended");
        }

        await using var after = await StartAsync(time, Daily);
        using var accepted = await after.RunTimerAsync("Tick");

        var status = JsonElement.Parse(await TickAsync(after));
        Assert.False(status.GetProperty("IsPastDue").GetBoolean());
        Assert.Equal(Noon.AddHours(18), status.GetProperty("ScheduleStatus").GetProperty("Last").GetDateTimeOffset());
        Assert.Equal(new DateTimeOffset(2026, 3, 12, 5, 30, 0, TimeSpan.Zero),
            status.GetProperty("ScheduleStatus").GetProperty("Next").GetDateTimeOffset());
        Assert.Equal(1, after.Logged("Tick began"));
    }

    [Fact]
    public async Task Interval_UnderAMinute_HasNoStatus()
    {
        var time = new FakeTimeProvider(Noon);
        await using var probe = await StartAsync(time, "00:00:30");

        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("""{"Schedule":{"AdjustForDST":false},"ScheduleStatus":null,"IsPastDue":false}""", await TickAsync(probe));
    }

    [Fact]
    public async Task Runs_OfOneTimer_NeverOverlap()
    {
        await using var probe = await StartAsync(new FakeTimeProvider(Noon), Daily, ("Probe__TickMilliseconds", "300"));

        for (var call = 0; call < 3; call++) (await probe.RunTimerAsync("Tick")).Dispose();
        using var overdue = new CancellationTokenSource(ProbeHost.Patience);
        await probe.Host.Logs.WaitForAsync(_ => probe.Logged("Tick ended") == 3, overdue.Token);

        var order = probe.Host.Logs.Lines.Select(line => line.Message)
            .Where(message => message.StartsWith("Tick ", StringComparison.Ordinal)).Select(message => message[5]);
        Assert.Equal("bebebe", string.Concat(order));
    }

    [Fact]
    public async Task Run_UnderWayAtTheEnd_IsLetEnd()
    {
        await using var probe = await StartAsync(TimeProvider.System, Daily, ("Probe__TickMilliseconds", "1500"));
        using var accepted = await probe.RunTimerAsync("Tick");
        await probe.LoggedAsync("Tick began");

        await probe.Host.StopAsync().WaitAsync(ProbeHost.Patience);

        Assert.Equal(1, probe.Logged("Tick ended"));
    }

    [Fact]
    public async Task DisabledTimer_ThatComesDue_DoesNotRun()
    {
        var time = new FakeTimeProvider(Noon);
        await using var probe = await StartAsync(time, Daily, ("AzureWebJobs.Tick.Disabled", "1"));

        time.Advance(TimeSpan.FromDays(2));
        Assert.Equal("unrouted", await probe.GetAsync("/probe/unrouted"));

        Assert.Equal(0, probe.Logged("Tick began"));
    }

    private Task<ProbeHost> StartAsync(TimeProvider time, string schedule, params (string, string?)[] settings) => ProbeHost.StartAsync(
        ProbeHost.Options([("Probe__Schedule", schedule), .. settings]) with { TimeProvider = time, DataDirectory = _data });

    private static async Task<string> TickAsync(ProbeHost probe) => (await probe.LoggedAsync("Tick began "))["Tick began ".Length..];
}
