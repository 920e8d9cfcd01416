namespace ForecastFunctions.Application.Contract;

/// <summary>Some revisions of a state, or any of them.</summary>
/// <param name="Names">The revisions.</param>
/// <param name="IsAny">Whether any will do.</param>
public sealed record Revisions(IReadOnlyList<string> Names, bool IsAny = false)
{
    /// <summary>Whether a state's revision is among them; nothing is not.</summary>
    public bool Contain(string? revision) => revision is not null && (IsAny || Names.Contains(revision, StringComparer.Ordinal));
}

/// <summary>What a write demands of the state that it meets, so that nobody overwrites what they have not seen.</summary>
/// <param name="Match">What the state must be; <see langword="null"/> where that is not demanded.</param>
/// <param name="NoneMatch">What the state must not be; <see langword="null"/> where that is not demanded.</param>
public sealed record RevisionCondition(Revisions? Match, Revisions? NoneMatch)
{
    /// <summary>Nothing is demanded.</summary>
    public static RevisionCondition None { get; } = new(null, null);

    /// <summary>Ends a write whose condition does not hold.</summary>
    /// <param name="revision">The revision of the state, or <see langword="null"/> where there is nothing.</param>
    /// <param name="what">What is written, as a sentence begins: <c>The scenario 'x'</c>.</param>
    /// <exception cref="ProblemException">412: it does not hold.</exception>
    public void Check(string? revision, string what)
    {
        if (Match?.Contain(revision) == false)
        {
            throw ProblemException.ChangedMeanwhile(revision is null
                ? $"{what} does not exist (any more), so If-Match cannot hold."
                : $"{what} is no longer as If-Match names it. Read it again, and repeat the change on what it is now.");
        }

        if (NoneMatch?.Contain(revision) == true)
            throw ProblemException.ChangedMeanwhile($"{what} exists, and If-None-Match demands that it does not.");
    }
}
