using ForecastFunctions.LocalHost.Timers;
using Microsoft.Extensions.Logging;

namespace ForecastFunctions.LocalHost.Functions;

/// <summary>What starts a function; <paramref name="Parameter"/> is the name of the binding it fills.</summary>
internal abstract record Trigger(string Parameter);

/// <summary>An HTTP request; no <paramref name="Methods"/> means every method.</summary>
internal sealed record HttpTrigger(string Parameter, string Route, IReadOnlyList<string>? Methods) : Trigger(Parameter);

/// <summary>A schedule.</summary>
internal sealed record TimerTrigger(string Parameter, TimerSchedule Schedule, bool RunOnStartup, bool UseMonitor) : Trigger(Parameter);

/// <summary>Messages of a queue in the storage of a connection string.</summary>
internal sealed record QueueTrigger(string Parameter, string Queue, string ConnectionString) : Trigger(Parameter);

/// <summary>A trigger that is never fired, and the sentence that says why.</summary>
internal sealed record IdleTrigger(string Parameter, LogLevel Gravity, string Reason) : Trigger(Parameter);
