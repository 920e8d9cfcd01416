using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Application.Projections;

/// <summary>Conditions whose joint probability a request asks for, with the names of variables as they were sent.</summary>
/// <param name="Name">The name.</param>
/// <param name="Conditions">Variable, level, and whether above it.</param>
public sealed record StatedJoint(string Name, IReadOnlyList<(string Variable, double Level, bool IsAbove)> Conditions);

/// <summary>The member by which requests state conditions whose joint probability they ask for.</summary>
public static class JointMember
{
    /// <summary>The most of a request.</summary>
    public const int MaxCount = 10;

    /// <summary>The most conditions of one.</summary>
    public const int MaxConditions = 8;

    private static readonly Shape Form = new Shape.List(new Shape.Structure(
    [
        new("name", new Shape.Text { MinLength = 1, MaxLength = JointThreshold.MaxNameLength }, "Its name in the answer") { IsRequired = true },
        new("conditions", new Shape.List(new Shape.Structure(
        [
            new("variable", new Shape.Text(), "The variable") { IsRequired = true },
            new("above", new Shape.Number(), "The level that it is above; this or below"),
            new("below", new Shape.Number(), "The level that it is below; this or above"),
        ])
        {
            Name = "StatedCondition",
        })
        {
            Min = 1,
            Max = MaxConditions,
        }, "What holds on one path at once") { IsRequired = true },
    ])
    {
        Name = "StatedJoint",
    })
    {
        Min = 1,
        Max = MaxCount,
    };

    /// <summary>The member.</summary>
    public static readonly Member<IReadOnlyList<StatedJoint>> Joint = new(
        "joint", MemberType.Structure, "The probability that several conditions hold on one path at once, each above or below a level",
        "names and conditions such as shift:Share|Inference|Compute>0.7,Share|NVIDIA|Spend<0.5 separated by ; "
        + "(in a body, an array of objects with name and conditions, each of these with variable and above or below)",
        Read)
    {
        Absent = "nothing",
        Needs = "draws",
        Example = "shift:Share|Inference|Compute>0.7,Share|NVIDIA|Spend<0.5",
        Body = Form,
    };

    /// <summary>Reads the member; what is wrong is recorded in the arguments.</summary>
    public static IReadOnlyList<JointThreshold>? ReadFrom(Arguments arguments)
    {
        if (arguments.Read(Joint) is not { } stated)
            return null;
        var faults = stated.SelectMany(FaultsOf).ToList();
        if (stated.Count > MaxCount)
            faults.Add(Fault.OutOfRange(Joint.Name, $"At most {MaxCount} are given.", 1, MaxCount));
        faults.AddRange(stated.GroupBy(j => j.Name, StringComparer.Ordinal).Where(g => g.Count() > 1)
            .Select(g => new Fault(Joint.Name, FaultCode.Duplicate, $"'{g.Key}' is given twice; names differ from each other.")));
        arguments.AddFaults(faults);
        return faults.Count > 0
            ? null
            :
            [
                .. stated.Select(j => new JointThreshold(
                    j.Name, [.. j.Conditions.Select(c => new ThresholdCondition(Variables.Find(c.Variable)!, c.Level, c.IsAbove))])),
            ];
    }

    private static IEnumerable<Fault> FaultsOf(StatedJoint joint)
    {
        if (!JointThreshold.IsName(joint.Name))
        {
            yield return new Fault(Joint.Name, FaultCode.Malformed,
                $"'{Shortened(joint.Name)}' is no name: it has 1 to {JointThreshold.MaxNameLength} letters, digits, hyphens and underscores.");
        }

        if (joint.Conditions.Count > MaxConditions)
            yield return Fault.OutOfRange(Joint.Name, $"'{Shortened(joint.Name)}' has more than {MaxConditions} conditions.", 1, MaxConditions);
        foreach (var name in joint.Conditions.Select(c => c.Variable).Where(v => Variables.Find(v) is null).Distinct(StringComparer.Ordinal))
            yield return new Fault(Joint.Name, FaultCode.NotFound, VariableList.NoneNamed(name));
        if (joint.Conditions.Distinct().Count() != joint.Conditions.Count)
            yield return new Fault(Joint.Name, FaultCode.Duplicate, $"A condition of '{Shortened(joint.Name)}' is given twice; once is wanted.");
    }

    private static string Shortened(string name) => name.Length <= JointThreshold.MaxNameLength ? name : name[..JointThreshold.MaxNameLength] + "…";

    private static List<StatedJoint>? Read(Argument argument)
        => argument.AsText() is { } text
            ? AllOrNone(text.Split(';', StringSplitOptions.TrimEntries).Select(ReadOne))
            : argument.AsObjects() is { } objects ? AllOrNone(objects.Select(ReadOne)) : null;

    private static StatedJoint? ReadOne(string text)
        => text.Split(':', 2, StringSplitOptions.TrimEntries) is [var name, var conditions]
            && AllOrNone(conditions.Split(',', StringSplitOptions.TrimEntries).Select(ReadCondition)) is { } read
                ? new StatedJoint(name, read)
                : null;

    private static StatedJoint? ReadOne(IReadOnlyList<(string Name, Argument Value)> members)
        => members is [("name", var name), ("conditions", var conditions)]
            && name.AsText() is { } text
            && conditions.AsObjects() is { } objects
            && AllOrNone(objects.Select(ReadCondition)) is { } read
                ? new StatedJoint(text, read)
                : null;

    private static (string, double, bool)? ReadCondition(string text)
        => text.IndexOfAny(['>', '<']) is > 0 and var sign && Argument.Number(text[(sign + 1)..].Trim()) is { } level
            ? (text[..sign].TrimEnd(), level, text[sign] == '>')
            : null;

    private static (string, double, bool)? ReadCondition(IReadOnlyList<(string Name, Argument Value)> members)
        => members is [("variable", var variable), ("above" or "below", var value)]
            && variable.AsText() is { } name
            && value.AsNumber() is { } level
                ? (name, level, members[1].Name is "above")
                : null;

    /// <summary>What was read, if there is any and each could be.</summary>
    private static List<T>? AllOrNone<T>(IEnumerable<T?> values)
        where T : class
        => values.ToList() is { Count: > 0 } all && all.TrueForAll(v => v is not null) ? [.. all.OfType<T>()] : null;

    private static List<T>? AllOrNone<T>(IEnumerable<T?> values)
        where T : struct
        => values.ToList() is { Count: > 0 } all && all.TrueForAll(v => v is not null) ? [.. all.Select(v => v!.Value)] : null;
}
