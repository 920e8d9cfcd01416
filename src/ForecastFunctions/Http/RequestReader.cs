using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.Http;

/// <summary>
/// Reads a request member by member and collects every fault on the way, so that a caller learns of all of them at
/// once. GET and POST run through the same reads: a query parameter and a member of the body are both a
/// <see cref="RequestMember"/>. What nobody asked for by the end is refused as unknown.
/// </summary>
public sealed class RequestReader
{
    /// <summary>Names that the platform reads itself; they carry the key and are never looked at here.</summary>
    private static readonly HashSet<string> OfThePlatform = new(StringComparer.Ordinal) { "code", "clientId" };

    /// <summary>The most characters that path and query may have; spreadsheets take less, 2,048.</summary>
    public const int MaxAddressLength = 8_000;

    /// <summary>The most members that a request may have, far more than any reads.</summary>
    public const int MaxMembers = 500;

    /// <summary>The most faults that are told; from a request with more, reading on would serve nobody.</summary>
    public const int MaxFaults = 100;

    private readonly Dictionary<string, RequestMember> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly List<Fault> _faults = [];

    private RequestReader()
    {
    }

    /// <summary>What is wrong so far.</summary>
    public IReadOnlyList<Fault> Faults => _faults;

    /// <summary>Refuses an address that is too long; whoever reads it without a reader asks for this first.</summary>
    /// <exception cref="ProblemException">414: it is.</exception>
    public static void CheckAddress(HttpRequest request)
    {
        if ((request.Path.Value?.Length ?? 0) + (request.QueryString.Value?.Length ?? 0) > MaxAddressLength)
            throw ProblemException.UriTooLong(MaxAddressLength);
    }

    /// <summary>A reader of the query string.</summary>
    public static RequestReader OfQuery(HttpRequest request)
    {
        CheckAddress(request);
        var reader = new RequestReader();
        foreach (var (name, values) in request.Query.Where(q => !OfThePlatform.Contains(q.Key)))
        {
            reader.Add(name, new RequestMember(name, values[0] ?? ""));
            if (values.Count > 1)
                reader.AddFault("query", name, FaultCode.Duplicate, $"{name} is given {values.Count} times; once is wanted.");
        }

        return reader;
    }

    /// <summary>A reader of members that come from elsewhere in the request.</summary>
    public static RequestReader Of(IEnumerable<(string Name, RequestMember Member)> members)
    {
        var reader = new RequestReader();
        foreach (var (name, member) in members)
            reader.Add(name, member);
        return reader;
    }

    /// <summary>A reader of the body and of the query string, which may carry the parameters of the view.</summary>
    /// <param name="request">The request.</param>
    /// <param name="flatten">Adds the members of the body's object.</param>
    /// <param name="cancellationToken">Ends the reading of the body.</param>
    public static Task<RequestReader> OfBodyAsync(
        HttpRequest request, Action<RequestReader, JsonElement> flatten, CancellationToken cancellationToken)
        => OfBodyAsync(request, flatten, JsonBody.MaxBytes, cancellationToken);

    /// <inheritdoc cref="OfBodyAsync(HttpRequest, Action{RequestReader, JsonElement}, CancellationToken)"/>
    /// <param name="request">The request.</param>
    /// <param name="flatten">Adds the members of the body's object.</param>
    /// <param name="maxBytes">The most bytes that the body may have.</param>
    /// <param name="cancellationToken">Ends the reading of the body.</param>
    public static async Task<RequestReader> OfBodyAsync(
        HttpRequest request, Action<RequestReader, JsonElement> flatten, int maxBytes, CancellationToken cancellationToken)
    {
        var reader = OfQuery(request);
        using var document = await JsonBody.ReadAsync(request, maxBytes, cancellationToken);

        // The members outlive the document, whose memory is pooled.
        flatten(reader, document.RootElement.Clone());
        return reader;
    }

    /// <summary>Adds a member; a second one of the same name is a fault.</summary>
    public void Add(string name, RequestMember member)
    {
        if (_members.Count >= MaxMembers)
        {
            throw ProblemException.Invalid([new Fault(
                member.In, member.Target, FaultCode.TooMuch, $"A request has at most {MaxMembers} members.")
            {
                Max = MaxMembers,
            }]);
        }

        if (!_members.TryAdd(name, member))
            AddFault(member.In, member.Target, FaultCode.Duplicate, $"{name} is given in the query and in the body; once is wanted.");
    }

    /// <summary>
    /// Readers of the parts of a request that have in common what has not been asked for here. From now on that counts as
    /// known here: the parts refuse what is not.
    /// </summary>
    /// <param name="count">How many parts there are.</param>
    public IReadOnlyList<RequestReader> Split(int count)
    {
        var shared = _members.Where(m => !_asked.Contains(m.Key)).ToList();
        RequestReader[] parts = [.. Enumerable.Range(0, count).Select(_ => new RequestReader())];
        foreach (var part in parts)
        {
            part._asked.UnionWith(_asked);
            foreach (var (name, member) in shared)
                part._members.Add(name, member);
        }

        _asked.UnionWith(shared.Select(m => m.Key));
        return parts;
    }

    /// <summary>The member of that name, or <see langword="null"/>; it counts as known from now on.</summary>
    public RequestMember? Find(string name)
    {
        _asked.Add(name);
        return _members.GetValueOrDefault(name);
    }

    /// <summary>Every member whose name begins so, in order of name; they all count as known from now on.</summary>
    public IReadOnlyList<(string Name, RequestMember Member)> FindAll(string prefix)
    {
        var found = _members
            .Where(m => m.Key.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(m => m.Key, StringComparer.Ordinal)
            .ToList();
        _asked.UnionWith(found.Select(m => m.Key));
        return [.. found.Select(m => (m.Key, m.Value))];
    }

    /// <summary>
    /// Reads a member, or records a fault that says what is wanted; <see langword="null"/> in both that case and where it
    /// is absent.
    /// </summary>
    public T? Read<T>(string name, Func<RequestMember, T?> read, string wanted)
        where T : class
    {
        if (Find(name) is not { } member)
            return null;
        var value = read(member);
        if (value is null)
            AddFault(member.In, member.Target, FaultCode.Malformed, $"{name} is {wanted}.");
        return value;
    }

    /// <inheritdoc cref="Read{T}(string, Func{RequestMember, T}, string)"/>
    public T? Read<T>(string name, Func<RequestMember, T?> read, string wanted)
        where T : struct
    {
        if (Find(name) is not { } member)
            return null;
        var value = read(member);
        if (value is null)
            AddFault(member.In, member.Target, FaultCode.Malformed, $"{name} is {wanted}.");
        return value;
    }

    /// <summary>Records a fault of a member that was read, or of one that is absent.</summary>
    public void AddFault(
        string name, string code, string message, double? min = null, double? max = null, IReadOnlyList<string>? allowed = null)
    {
        var member = _members.GetValueOrDefault(name);
        AddFault(new Fault(member?.In ?? "query", member?.Target ?? name, code, message) { Min = min, Max = max, Allowed = allowed });
    }

    /// <summary>Records a fault.</summary>
    /// <exception cref="ProblemException">400: there are as many as are told.</exception>
    public void AddFault(Fault fault)
    {
        _faults.Add(fault);
        if (_faults.Count >= MaxFaults)
            throw ProblemException.Invalid(_faults);
    }

    /// <summary>Refuses members that nobody asked for, and ends the request if there are any faults.</summary>
    /// <exception cref="ProblemException">400: there are.</exception>
    public void Finish()
    {
        foreach (var (name, member) in _members.Where(m => !_asked.Contains(m.Key)))
        {
            AddFault(new Fault(member.In, member.Target, FaultCode.Unknown,
                $"{name} is not known here.{Suggestion.DidYouMean(name, _asked)}")
            {
                Allowed = [.. _asked.Where(a => !a.Contains('.', StringComparison.Ordinal)).Order(StringComparer.Ordinal)],
            });
        }

        if (_faults.Count > 0)
            throw ProblemException.Invalid(_faults);
    }

    private void AddFault(string @in, string target, string code, string message) => AddFault(new Fault(@in, target, code, message));
}
