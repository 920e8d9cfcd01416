using System.Globalization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Application.Scenarios;

/// <summary>Reads the events of a scenario; they come in a body only.</summary>
public static class EventReader
{
    private static readonly IReadOnlyList<string> Members = ["name", "driver", "multiply", "add", "from", "quarters", "probability"];

    /// <summary>Reads <c>events</c>; what is wrong is recorded in the arguments.</summary>
    public static IReadOnlyList<ScenarioEvent> Read(Arguments arguments)
    {
        if (arguments.Read(ScenarioMembers.Events) is not { } objects)
            return [];
        if (objects.Count > ScenarioEvent.MaxCount)
        {
            arguments.AddFault(Fault.OutOfRange("events", $"At most {ScenarioEvent.MaxCount} events are given.", 0, ScenarioEvent.MaxCount));
        }

        var events = new List<ScenarioEvent>();
        foreach (var (index, item) in objects.Take(ScenarioEvent.MaxCount).Index())
        {
            if (Read(new EventMembers(arguments, string.Create(CultureInfo.InvariantCulture, $"events/{index}"), item.AsObject()!)) is { } read)
                events.Add(read);
        }

        foreach (var name in events.GroupBy(e => e.Name, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key))
            arguments.AddFault(new Fault("events", FaultCode.Duplicate, $"Two events are named '{name}'; names differ."));
        return events;
    }

    private static ScenarioEvent? Read(EventMembers members)
    {
        var name = members.Read("name",
            m => m.AsText() is { } text && !string.IsNullOrWhiteSpace(text) && text.Length <= ScenarioEvent.MaxNameLength ? text : null,
            $"a text of 1 to {ScenarioEvent.MaxNameLength} characters");
        var driver = members.Read("driver",
            m => m.AsText() is { } text && Drivers.ByName.ContainsKey(text) ? text : null,
            $"one of {string.Join(", ", Drivers.ByName.Keys)}");
        var from = members.Read("from",
            m => Period.TryParse(m.AsText(), out var period) && period.Step == Step.Quarter ? (object)period : null,
            "a quarter such as 2027-Q1");
        var quarters = members.ReadOptional("quarters",
            m => m.AsInteger() is >= 1 and var count ? (object)count : null,
            "a whole number from 1");
        var probability = members.ReadOptional("probability",
            m => m.AsNumber() is >= 0 and <= 1 and var p ? (object)p : null,
            "a number from 0 to 1");
        var effect = ReadEffect(members, driver);
        members.RefuseOthers(Members);
        return members.IsFaulty
            ? null
            : new ScenarioEvent(
                name!, Drivers.ByName[driver!], effect.Effect, effect.Amount,
                (Period)from!, (int?)quarters, (double?)probability ?? 1);
    }

    private static (EventEffect Effect, double Amount) ReadEffect(EventMembers members, string? driver)
    {
        var factor = members.ReadOptional("multiply",
            m => m.AsNumber() is > 0 and <= ScenarioEvent.MaxFactor and var number ? (object)number : null,
            $"a factor above 0 and at most {ScenarioEvent.MaxFactor}");
        var addend = members.ReadOptional("add",
            m => m.AsNumber() is >= -ScenarioEvent.MaxAddend and <= ScenarioEvent.MaxAddend and var number ? (object)number : null,
            $"a number from {-ScenarioEvent.MaxAddend} to {ScenarioEvent.MaxAddend}");
        if (members.Has("multiply") == members.Has("add"))
            members.Fail("", FaultCode.Conflict, "An event either multiplies or adds: one of multiply and add is wanted.");
        if (members.Has("add") && driver is not null && !Drivers.CanAdd(Drivers.ByName[driver]))
            members.Fail("add", FaultCode.Conflict, $"{driver} can only be multiplied.");
        return factor is double f ? (EventEffect.Multiply, f) : (EventEffect.Add, addend is double a ? a : 0);
    }

    /// <summary>The members of one event, and whether anything is wrong with them.</summary>
    private sealed class EventMembers(Arguments arguments, string path, IReadOnlyList<(string Name, Argument Value)> members)
    {
        public bool IsFaulty { get; private set; }

        public bool Has(string name) => Find(name) is not null;

        public T? Read<T>(string name, Func<Argument, T?> read, string wanted)
            where T : class
        {
            if (!Has(name))
                Fail(name, FaultCode.Missing, $"{name} is wanted: {wanted}.");
            return ReadOptional(name, read, wanted);
        }

        public T? ReadOptional<T>(string name, Func<Argument, T?> read, string wanted)
            where T : class
        {
            if (Find(name) is not { } member)
                return null;
            var value = read(member);
            if (value is null)
                Fail(name, FaultCode.Malformed, $"{name} is {wanted}.");
            return value;
        }

        public void RefuseOthers(IReadOnlyList<string> known)
        {
            foreach (var (name, _) in members.Where(m => !known.Contains(m.Name, StringComparer.Ordinal)))
                Fail(name, FaultCode.Unknown, $"{name} is not known here.{Suggestion.DidYouMean(name, known)}");
        }

        public void Fail(string name, string code, string message)
        {
            IsFaulty = true;
            arguments.AddFault(new Fault(name.Length == 0 ? path : $"{path}/{name}", code, message));
        }

        private Argument? Find(string name)
            => members.FirstOrDefault(m => string.Equals(m.Name, name, StringComparison.Ordinal)).Value is { IsNull: false } member
                ? member
                : null;
    }
}
