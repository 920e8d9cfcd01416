using System.Collections.Frozen;
using System.Globalization;

namespace ForecastFunctions.Core.Scenarios;

/// <summary>A scenario as a partner states and keeps it: what it sets differently from the scenario that it extends.</summary>
public sealed record SavedScenario
{
    /// <summary>The longest name.</summary>
    public const int MaxNameLength = 64;

    /// <summary>The longest title.</summary>
    public const int MaxTitleLength = 200;

    /// <summary>The longest description.</summary>
    public const int MaxDescriptionLength = 2_000;

    /// <summary>The most tags.</summary>
    public const int MaxTags = 20;

    /// <summary>The longest tag.</summary>
    public const int MaxTagLength = 50;

    /// <summary>
    /// The most UTF-16 code units of a text for each character that it may have: an emoji or a letter with its marks is one
    /// character to people, and takes several.
    /// </summary>
    public const int UnitsPerCharacter = 4;

    /// <summary>What a name is, in words.</summary>
    public const string NameWanted = "a name of 1 to 64 lower-case letters, digits, hyphens and underscores that begins with a letter";

    /// <summary>The name of one that is looked at without being kept; nothing can be kept under it.</summary>
    public const string Unnamed = "(unnamed)";

    /// <summary>A scenario by its parts.</summary>
    /// <exception cref="ArgumentException">
    /// A name is not one or is a preset's, a text is too long or has control characters, or there are too many tags or
    /// events or two of one name.
    /// </exception>
    public SavedScenario(
        string name, string extends, string? title, string? description, IReadOnlyList<string> tags,
        IReadOnlyDictionary<Parameter, ParameterSetting> settings, IReadOnlyList<ScenarioEvent> events)
    {
        if ((!IsName(name) || Presets.Find(name) is not null) && !string.Equals(name, Unnamed, StringComparison.Ordinal))
            throw new ArgumentException($"'{name}' is not {NameWanted}, or it is a preset's.", nameof(name));
        if (!IsName(extends))
            throw new ArgumentException($"'{extends}' is not {NameWanted}.", nameof(extends));
        if (title is not null && !IsLine(title, MaxTitleLength))
            throw new ArgumentException($"A title has 1 to {MaxTitleLength} characters on one line.", nameof(title));
        if (description is not null && !IsText(description))
            throw new ArgumentException($"A description has at most {MaxDescriptionLength} characters.", nameof(description));
        if (tags.Count > MaxTags || !tags.All(IsTag) || tags.Distinct(StringComparer.Ordinal).Count() != tags.Count)
            throw new ArgumentException($"Tags are up to {MaxTags} different words of 1 to {MaxTagLength} characters.", nameof(tags));
        if (events.Count > ScenarioEvent.MaxCount || events.Select(e => e.Name).Distinct(StringComparer.Ordinal).Count() != events.Count)
            throw new ArgumentException($"There are at most {ScenarioEvent.MaxCount} events, of different names.", nameof(events));
        Name = name;
        Extends = extends;
        Title = title;
        Description = description;
        Tags = tags;
        Settings = settings.ToFrozenDictionary();
        Events = events;
    }

    /// <summary>The name in requests.</summary>
    public string Name { get; }

    /// <summary>The preset, or the owner's other scenario, that it builds on.</summary>
    public string Extends { get; }

    /// <summary>The name for people.</summary>
    public string? Title { get; }

    /// <summary>The belief in words, kept as it was written.</summary>
    public string? Description { get; }

    /// <summary>Words to find it by.</summary>
    public IReadOnlyList<string> Tags { get; }

    /// <summary>What it sets itself.</summary>
    public IReadOnlyDictionary<Parameter, ParameterSetting> Settings { get; }

    /// <summary>The events that it states itself.</summary>
    public IReadOnlyList<ScenarioEvent> Events { get; }

    /// <summary>
    /// Whether a text is a name: 1 to 64 lower-case ASCII letters, digits, hyphens and underscores, a letter first. So it
    /// stands in a path, a file's name and a spreadsheet's cell as it is.
    /// </summary>
    public static bool IsName(string? text)
        => text is { Length: > 0 and <= MaxNameLength }
            && char.IsAsciiLetterLower(text[0])
            && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');

    /// <summary>Whether a text is one line of a length from 1, in characters as people count them (Unicode's grapheme clusters).</summary>
    public static bool IsLine(string text, int maxLength)
        => IsAtMost(text, maxLength) && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);

    /// <summary>Whether a text can be a description: tabs and line breaks are the only control characters.</summary>
    public static bool IsText(string text)
        => IsAtMost(text, MaxDescriptionLength) && !text.Any(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r'));

    /// <summary>Whether a text can be a tag: a line without the semicolon that separates tags in a table.</summary>
    public static bool IsTag(string text) => IsLine(text, MaxTagLength) && !text.Contains(';', StringComparison.Ordinal);

    private static bool IsAtMost(string text, int characters)
        => text.Length <= UnitsPerCharacter * characters
            && (text.Length <= characters || new StringInfo(text).LengthInTextElements <= characters);
}

/// <summary>A scenario as it is kept.</summary>
/// <param name="Scenario">What was stated.</param>
/// <param name="Revision">Grows with everything its owner writes, and is never given twice; so it names just this state.</param>
/// <param name="UpdatedAt">When it was written.</param>
public sealed record StoredScenario(SavedScenario Scenario, long Revision, DateTimeOffset UpdatedAt);
