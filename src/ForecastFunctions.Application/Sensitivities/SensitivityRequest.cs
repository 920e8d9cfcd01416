using ForecastFunctions.Application.Analyses;
using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Projections;
using ForecastFunctions.Application.Scenarios;
using ForecastFunctions.Core.Analyses.Sensitivities;

namespace ForecastFunctions.Application.Sensitivities;

/// <summary>Outputs of a scenario whose drivers are wanted. Absent parts have their defaults.</summary>
public sealed record SensitivityRequest
{
    /// <summary>The most base draws.</summary>
    public const int MaxDraws = 16_384;

    /// <summary>The scenario.</summary>
    public ScenarioChoice Scenario { get; init; } = ScenarioChoice.Default;

    /// <summary>The baseline to run on.</summary>
    public BaselineSelector Baseline { get; init; } = BaselineSelector.Latest;

    /// <summary>What is looked at.</summary>
    public required OutputRequest Outputs { get; init; }

    /// <summary>
    /// The inputs: parameters by their ids or aliases, and events as <c>event:</c> and a name; <see langword="null"/> for all that
    /// are uncertain.
    /// </summary>
    public IReadOnlyList<string>? Inputs { get; init; }

    /// <summary>How it is asked.</summary>
    public MethodRequest Method { get; init; } = new MethodRequest.Tornado();

    /// <summary>Reads the members.</summary>
    public static SensitivityRequest Read(Arguments arguments) => new()
    {
        Scenario = ScenarioChoice.Read(arguments),
        Baseline = BaselineSelector.Read(arguments),
        Outputs = OutputRequest.Read(arguments),
        Inputs = arguments.Read(SensitivityMembers.Parameters),
        Method = MethodRequest.Read(arguments),
    };
}

/// <summary>How it is asked what drives an output.</summary>
public abstract record MethodRequest
{
    private MethodRequest()
    {
    }

    /// <summary>Each parameter alone from low to high.</summary>
    public sealed record Tornado : MethodRequest
    {
        /// <summary>The percentages of laws between which parameters are varied.</summary>
        public (double Low, double High) Percents { get; init; } = (5, 95);

        /// <summary>Stated ranges of parameters, each once.</summary>
        public IReadOnlyList<RequestedRange> Ranges { get; init; } = [];
    }

    /// <summary>Shares of variance, all inputs varying together.</summary>
    public sealed record Sobol : MethodRequest
    {
        /// <summary>Base draws of a request that states none.</summary>
        public const int DefaultDraws = 1_024;

        /// <summary>Base draws.</summary>
        public int Draws { get; init; } = DefaultDraws;

        /// <summary>The seed.</summary>
        public ulong Seed { get; init; } = DrawRequest.DefaultSeed;
    }

    /// <summary>Reads <c>method</c> and what belongs to it; members of the other method are faults, since they would do nothing.</summary>
    public static MethodRequest Read(Arguments arguments)
    {
        var isSobol = ReadIsSobol(arguments);
        var ranges = RequestedRange.ReadAll(arguments);
        IReadOnlyList<Member> others = isSobol
            ? [SensitivityMembers.Range, SensitivityMembers.RangeOf, SensitivityMembers.Ranges]
            : [SensitivityMembers.Draws, DrawMembers.Seed];
        foreach (var name in arguments.NamesOf(others))
        {
            arguments.AddFault(new Fault(name, FaultCode.Conflict, isSobol
                ? $"{name} belongs to method=tornado; with method=sobol, inputs vary by their laws."
                : $"{name} belongs to method=sobol; a tornado draws nothing."));
        }

        return isSobol
            ? new Sobol
            {
                Draws = arguments.Read(SensitivityMembers.Draws) ?? Sobol.DefaultDraws,
                Seed = arguments.Read(DrawMembers.Seed) ?? DrawRequest.DefaultSeed,
            }
            : new Tornado { Percents = arguments.Read(SensitivityMembers.Range) ?? (5, 95), Ranges = ranges };
    }

    private static bool ReadIsSobol(Arguments arguments)
    {
        var member = SensitivityMembers.Method;
        var method = arguments.Read(member);
        if (method is not null && !member.Choices!.Contains(method, StringComparer.Ordinal))
        {
            arguments.AddFault(new Fault(
                member.Name, FaultCode.NotFound,
                $"{member} is {member.Wanted}, not '{method}'.{Suggestion.DidYouMean(method, member.Choices!)}")
            {
                Allowed = member.Choices,
            });
        }

        return method is SensitivityMethod.VarianceBased.Sobol;
    }
}

/// <summary>A range of a parameter, in the terms in which it is stated; low is below high.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Low">The low end.</param>
/// <param name="High">The high end.</param>
public sealed record RequestedRange(NumericParameter Parameter, double Low, double High)
{
    /// <summary>The member that states it.</summary>
    public string Member => SensitivityMembers.RangeOf + Parameter.Name;

    /// <summary>Reads <c>range.</c> and a parameter, and of a body <c>ranges</c>.</summary>
    public static IReadOnlyList<RequestedRange> ReadAll(Arguments arguments)
    {
        var ranges = new List<RequestedRange>();
        var inBody = arguments.Read(SensitivityMembers.Ranges) ?? [];
        foreach (var (name, argument) in arguments.FindAll(SensitivityMembers.RangeOf).Concat(inBody))
        {
            if (NumericParameter.Find(name) is not { } parameter)
                Fail(FaultCode.Unknown, NumericParameter.NoneNamed(name));
            else if (ReadEnds(argument) is not var (low, high))
                Fail(FaultCode.Malformed, $"The range of {name} is {SensitivityMembers.RangeOf.Wanted}.");
            else if (ranges.Exists(r => r.Parameter.Parameter == parameter.Parameter))
                Fail(FaultCode.Duplicate, $"{parameter.Parameter} has two ranges; one is wanted.");
            else if (!(low < high))
                Fail(FaultCode.Conflict, $"The low value of {name} lies below the high one.");
            else
                ranges.Add(new RequestedRange(parameter, low, high));
            arguments.Remember(SensitivityMembers.RangeOf + name, argument.Place);

            void Fail(string code, string message) => arguments.AddFault(Fault.At(argument.Place, code, message));
        }

        return ranges;
    }

    /// <summary>The range in the parameter's unit, once it is known to be within the bounds.</summary>
    public InputRange ToRange(int baseYear)
        => new(Parameter.Parameter, Parameter.ToParameter(Low, baseYear), Parameter.ToParameter(High, baseYear));

    private static (double Low, double High)? ReadEnds(Argument argument)
    {
        if (argument.AsText()?.Split("..", 2, StringSplitOptions.TrimEntries) is [var first, var second])
            return Argument.Number(first) is { } from && Argument.Number(second) is { } to ? (from, to) : null;
        return argument.AsObject() is { Count: 2 } members
            && members.FirstOrDefault(m => m.Name is "low").Value?.AsNumber() is { } low
            && members.FirstOrDefault(m => m.Name is "high").Value?.AsNumber() is { } high
                ? (low, high)
                : null;
    }
}
