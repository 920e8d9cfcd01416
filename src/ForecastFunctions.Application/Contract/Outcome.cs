using System.Diagnostics.CodeAnalysis;

namespace ForecastFunctions.Application.Contract;

/// <summary>What is wrong with a request, gathered so that a caller learns of all of it at once.</summary>
public sealed class Faults
{
    /// <summary>The most faults that are told; to read on in a request with more would serve nobody.</summary>
    public const int Max = 100;

    private readonly List<Fault> _all = [];

    /// <summary>The faults so far, each told once.</summary>
    public IReadOnlyList<Fault> All => _all;

    /// <summary>Whether there are any.</summary>
    public bool Any => _all.Count > 0;

    /// <summary>Adds a fault, unless there are as many as are told.</summary>
    public void Add(Fault fault)
    {
        if (_all.Count < Max && !_all.Exists(f => (f.In, f.Target, f.Code, f.Message) == (fault.In, fault.Target, fault.Code, fault.Message)))
            _all.Add(fault);
    }

    /// <summary>Adds a fault.</summary>
    public void Add(string target, string code, string message, IReadOnlyList<string>? allowed = null)
        => Add(new Fault(target, code, message) { Allowed = allowed });

    /// <summary>Adds faults.</summary>
    public void Add(IEnumerable<Fault> faults)
    {
        foreach (var fault in faults)
            Add(fault);
    }
}

/// <summary>What became of a request: a value, or everything that is wrong with it.</summary>
/// <typeparam name="T">The value.</typeparam>
public sealed class Outcome<T>
    where T : class
{
    internal Outcome(T? value, IReadOnlyList<Fault> faults)
    {
        Value = value;
        Faults = faults;
    }

    /// <summary>The value, where nothing is wrong.</summary>
    public T? Value { get; }

    /// <summary>Everything that is wrong; empty where there is a value.</summary>
    public IReadOnlyList<Fault> Faults { get; }

    /// <summary>Tells whether there is a value.</summary>
    public bool Has([NotNullWhen(true)] out T? value) => (value = Value) is not null;

    /// <summary>The value, for whoever has no caller to tell of faults.</summary>
    /// <exception cref="ProblemException">400: there are faults.</exception>
    public T OrThrow() => Value ?? throw ProblemException.Invalid(Faults);

    /// <summary>What becomes of the value, where there is one.</summary>
    public Outcome<TOther> Map<TOther>(Func<T, TOther> map)
        where TOther : class
        => Value is null ? new Outcome<TOther>(null, Faults) : new Outcome<TOther>(map(Value), []);

    /// <summary>A request that is right.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, []);

    /// <summary>A request that is wrong.</summary>
    public static implicit operator Outcome<T>(Faults faults) => new(null, faults.All);
}
