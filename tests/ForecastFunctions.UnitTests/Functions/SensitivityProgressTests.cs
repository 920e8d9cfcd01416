using ForecastFunctions.Application.Sensitivities;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ForecastFunctions.UnitTests.Functions;

/// <summary>A long analysis tells how far it is; a short one says nothing.</summary>
public class SensitivityProgressTests
{
    [Fact]
    public void Report_WithinASecond_LogsNothing_AndThenEveryTwo()
    {
        var time = new FakeTimeProvider();
        var lines = new Lines();
        var progress = new SensitivityProgress("asic-surge", time, lines);
        progress.Report(0.1);
        time.Advance(TimeSpan.FromSeconds(1));
        progress.Report(0.2);
        Assert.Empty(lines.Texts);
        for (var share = 0.3; share < 0.95; share += 0.1)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            progress.Report(share);
        }

        Assert.Equal(4, lines.Texts.Count);
        Assert.StartsWith("Sensitivity analysis of asic-surge: 30", lines.Texts[0], StringComparison.Ordinal);
    }

    private sealed class Lines : ILogger
    {
        public List<string> Texts { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => Texts.Add(formatter(state, exception));
    }
}
