namespace ForecastFunctions.Application.Contract;

/// <summary>
/// What a caller sent, by the names of its members, whether it came as a query, a body, a feed's arguments or an agent's. It
/// remembers where each part stood, and gathers every fault on the way, so that a caller learns of all of them at once.
/// </summary>
public sealed class Arguments
{
    /// <summary>The most members that a request may have, far more than any takes.</summary>
    public const int MaxMembers = 500;

    private readonly Dictionary<string, Argument> _members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly Faults _faults = new();

    /// <summary>What is wrong so far, each with its place.</summary>
    public IReadOnlyList<Fault> Faults => _faults.All;

    /// <summary>Adds a member; a second one of the same name is a fault.</summary>
    /// <exception cref="ProblemException">400: there are too many.</exception>
    public void Add(string name, Argument argument)
    {
        if (_members.Count >= MaxMembers)
        {
            throw ProblemException.Invalid([Fault.At(
                argument.Place, FaultCode.TooMuch, $"A request has at most {MaxMembers} members.") with { Max = MaxMembers }]);
        }

        if (_members.TryAdd(name, argument))
            _places[name] = argument.Place;
        else
            AddFault(Fault.At(argument.Place, FaultCode.Duplicate, $"{name} is given in the query and in the body; once is wanted."));
    }

    /// <summary>Remembers where a part of a member stands, such as <c>scenarios/1/set.ratio.limit</c>.</summary>
    public void Remember(string path, Place place) => _places[path] = place;

    /// <summary>Takes over the places and faults of a part that was read by itself.</summary>
    /// <param name="path">Where the part stands, with a slash at its end.</param>
    /// <param name="part">The part.</param>
    public void Include(string path, Arguments part)
    {
        foreach (var (name, place) in part._places)
            _places[path + name] = place;
        AddFaults(part.Faults);
    }

    /// <summary>The member of that name, or <see langword="null"/>.</summary>
    public Argument? Find(string name) => _members.GetValueOrDefault(name);

    /// <inheritdoc cref="Find(string)"/>
    public Argument? Find(Member member) => Find(member.Name);

    /// <summary>Whether a member is given.</summary>
    public bool Has(Member member) => _members.Keys.Any(member.Takes);

    /// <summary>The names of those that are given of some members, in order of name.</summary>
    public IReadOnlyList<string> NamesOf(IReadOnlyList<Member> members)
        => [.. _members.Keys.Where(name => members.Any(m => m.Takes(name))).Order(StringComparer.Ordinal)];

    /// <summary>Every member whose name begins as a prefix member's does, in order of name; the names are without the prefix.</summary>
    public IReadOnlyList<(string Name, Argument Argument)> FindAll(Member prefix) =>
    [
        .. _members.Where(m => prefix.Takes(m.Key)).OrderBy(m => m.Key, StringComparer.Ordinal)
            .Select(m => (m.Key[prefix.Name.Length..], m.Value)),
    ];

    /// <summary>
    /// Reads a member, or records a fault that says what is wanted; nothing in both that case and where it is absent. A member
    /// that must not be absent and is, is a fault too.
    /// </summary>
    public T? Read<T>(Member<T> member)
    {
        if (Find(member) is not { } argument)
        {
            if (member.Missing is { } sentence)
                AddFault(new Fault(member.Name, FaultCode.Missing, sentence) { Allowed = member.Choices });
            return default;
        }

        var value = member.Parse(argument);
        if (value is null)
        {
            AddFault(member.Choices is { } words && argument.AsText() is { } text && !words.Contains(text, StringComparer.Ordinal)
                ? new Fault(member.Name, FaultCode.Malformed, $"{member.Name} is {member.Wanted}.") { Allowed = words }
                : new Fault(member.Name, FaultCode.Malformed, $"{member.Name} is {member.Wanted}."));
        }

        return value;
    }

    /// <summary>Reads a list of names, in which to name a thing twice is a fault.</summary>
    /// <inheritdoc cref="Read"/>
    public IReadOnlyList<string>? ReadNames(Member<IReadOnlyList<string>> member)
    {
        var names = Read(member);
        foreach (var twice in (names ?? []).GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1))
            AddFault(new Fault(member.Name, FaultCode.Duplicate, $"{member.Name} names '{twice.Key}' {twice.Count()} times; once is wanted."));
        return names;
    }

    /// <summary>Records a fault, under the place of its member where that is known.</summary>
    /// <exception cref="ProblemException">400: there are as many as are told.</exception>
    public void AddFault(Fault fault)
    {
        _faults.Add(Locate(fault));
        if (_faults.All.Count >= Contract.Faults.Max)
            throw ProblemException.Invalid(_faults.All);
    }

    /// <summary>Records faults that a use case found.</summary>
    public void AddFaults(IEnumerable<Fault> faults)
    {
        foreach (var fault in faults)
            AddFault(fault);
    }

    /// <summary>
    /// Refuses a member that other operations have and this one has not, with a sentence of its own: it is told of once, and
    /// counts as absent from now on.
    /// </summary>
    /// <param name="member">The member.</param>
    /// <param name="code">One of <see cref="FaultCode"/>.</param>
    /// <param name="message">What the operation has instead, or why it has none.</param>
    public void Refuse(Member member, string code, string message)
    {
        foreach (var name in NamesOf([member]))
        {
            AddFault(new Fault(name, code, message));
            _members.Remove(name);
        }
    }

    /// <summary>Refuses members that an operation does not have.</summary>
    /// <param name="known">Those that it has.</param>
    public void RefuseOthers(IReadOnlyList<Member> known)
    {
        IReadOnlyList<string> names = [.. known.Where(m => !m.IsPrefix).Select(m => m.Name).Order(StringComparer.Ordinal)];
        foreach (var (name, argument) in _members.Where(m => !known.Any(k => k.Takes(m.Key))))
        {
            AddFault(Fault.At(argument.Place, FaultCode.Unknown, $"{name} is not known here.{WhatWasMeant(name, argument, names, known)}") with
            {
                Allowed = names,
            });
        }
    }

    /// <summary>What somebody may have meant who wrote a name that is not known.</summary>
    private static string WhatWasMeant(string name, Argument argument, IReadOnlyList<string> names, IReadOnlyList<Member> known)
    {
        foreach (var prefix in known.Where(m => m.IsPrefix))
        {
            if (string.Equals(name, prefix.Name.TrimEnd('.'), StringComparison.Ordinal))
            {
                var stated = argument.AsText()?.Split('=', 2, StringSplitOptions.TrimEntries);
                var isSetting = stated is { Length: 2 } && prefix.Completions.Contains(stated[0], StringComparer.Ordinal);
                return $" Did you mean {(isSetting ? $"{prefix}{stated![0]}={stated[1]}" : prefix.Example)}?";
            }

            if (prefix.Completions.Contains(name, StringComparer.Ordinal))
                return $" Did you mean {prefix}{name}?";
        }

        if (Suggestion.DidYouMean(name, names) is { Length: > 0 } nearest)
            return nearest;
        return known.Where(m => m.IsPrefix).Select(m => (Prefix: m, Nearest: Suggestion.Nearest(name, m.Completions)))
            .Where(m => m.Nearest is not null).Select(m => $" Did you mean {m.Prefix}{m.Nearest}?").FirstOrDefault() ?? "";
    }

    /// <summary>Takes the value of an outcome, or ends the request with its faults and those before.</summary>
    /// <exception cref="ProblemException">400: there are any.</exception>
    public T Take<T>(Outcome<T> outcome)
        where T : class
    {
        AddFaults(outcome.Faults);
        ThrowIfFaulty();
        return outcome.OrThrow();
    }

    /// <summary>Ends the request if there are any faults.</summary>
    /// <exception cref="ProblemException">400: there are.</exception>
    public void ThrowIfFaulty()
    {
        if (_faults.Any)
            throw ProblemException.Invalid(_faults.All);
    }

    /// <summary>The fault with the place of its member, or of the nearest part around it.</summary>
    private Fault Locate(Fault fault)
    {
        if (fault.In is not null)
            return fault;
        for (var end = fault.Target.Length; end > 0; end = fault.Target.LastIndexOf('/', end - 1))
        {
            if (!_places.TryGetValue(fault.Target[..end], out var place))
                continue;
            foreach (var name in fault.Target[end..].Split('/', StringSplitOptions.RemoveEmptyEntries))
                place = place.Member(name);
            return fault with { In = place.In, Target = place.Target };
        }

        return fault with { In = "query" };
    }
}
