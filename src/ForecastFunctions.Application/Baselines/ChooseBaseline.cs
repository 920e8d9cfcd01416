using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Telemetry;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Refreshes;

namespace ForecastFunctions.Application.Baselines;

/// <summary>Which baseline is to be current.</summary>
/// <param name="Version">A stored baseline.</param>
/// <param name="IsPinned">Whether refreshes leave it current.</param>
public sealed record BaselineChoiceRequest(string? Version, bool IsPinned)
{
    /// <summary>A version.</summary>
    public static readonly Member<string> VersionMember = new(
        "version", MemberType.Text, "The baseline to be current", "the version of a stored baseline", a => a.AsText())
    {
        Missing = "version is the baseline to be current. GET /api/v1/baselines lists them.",
        Example = "2024-12",
    };

    /// <summary>The pin.</summary>
    public static readonly Member<bool?> PinnedMember = new(
        "isPinned", MemberType.Flag, "Whether it stays current when a refresh finds newer figures", "true or false", a => a.AsBoolean())
    {
        Default = "false",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Member> Members { get; } = [VersionMember, PinnedMember];

    /// <summary>Reads the members.</summary>
    public static BaselineChoiceRequest Read(Arguments arguments)
        => new(arguments.Read(VersionMember), arguments.Read(PinnedMember) ?? false);
}

/// <summary>Which baseline <c>latest</c> means, as an operator sees and changes it.</summary>
/// <param name="library">Knows the baselines.</param>
/// <param name="choice">Changes the pointer, and reports it like a refresh.</param>
/// <param name="store">Is asked for the pointer as it is, not as it was a while ago.</param>
/// <param name="measurements">Count how it ended.</param>
public sealed class ChooseBaseline(BaselineLibrary library, BaselineChoice choice, IBaselineStore store, Measurements measurements)
{
    /// <summary>The name under which the pointer is read and changed; no baseline has it for its version.</summary>
    public const string Current = "current";

    /// <summary>What is current.</summary>
    public async Task<CurrentBaseline> ReadAsync(CancellationToken cancellationToken)
    {
        await library.CurrentAsync(cancellationToken); // a fresh installation has a pointer from its first question on
        return (await store.CurrentAsync(cancellationToken))!;
    }

    /// <summary>The name of a state of the pointer, for conditions of writes.</summary>
    public static string RevisionOf(CurrentBaseline current) => $"{current.Version.Replace('.', '_')}{(current.IsPinned ? "_pinned" : "")}";

    /// <summary>Makes a baseline current, or pins or unpins the one that is.</summary>
    /// <param name="request">Which one.</param>
    /// <param name="condition">What must be current.</param>
    /// <param name="cancellationToken">Ends it before the pointer is moved.</param>
    /// <exception cref="ProblemException">412: something else is current.</exception>
    public async Task<Outcome<RefreshReport>> ChooseAsync(
        BaselineChoiceRequest request, RevisionCondition condition, CancellationToken cancellationToken)
    {
        var current = await ReadAsync(cancellationToken);
        condition.Check(RevisionOf(current), What);
        try
        {
            var report = await choice.MakeCurrentAsync(new(request.Version ?? "", request.IsPinned), current, cancellationToken);
            if (report is null)
            {
                var faults = new Faults();
                faults.Add(BaselineChoiceRequest.VersionMember.Name, FaultCode.NotFound,
                    $"There is no baseline '{request.Version}'. GET /api/v1/baselines lists them.");
                return faults;
            }

            measurements.CountRefresh(report.Outcome);
            return report.Outcome == RefreshOutcome.Overtaken
                ? throw ProblemException.ChangedMeanwhile($"{What} was changed at the same time. Read it again, and repeat the change.")
                : report;
        }
        finally
        {
            library.ForgetCurrent();
        }
    }

    private const string What = "The current baseline";
}
