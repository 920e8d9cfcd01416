using System.Text;
using System.Text.Json;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Forecasting;
using ForecastFunctions.Core.SeriesCatalogues;

namespace ForecastFunctions.Application.SeriesCatalogues;

/// <summary>A content that a question is about.</summary>
/// <param name="Hash">Its hash.</param>
/// <param name="Series">How many series it has.</param>
public sealed record SpecifiedPart(string Hash, int Series);

/// <summary>
/// A question about a catalogue as it is: it names the contents by their hashes, so that nothing that happens to the catalogue later
/// changes the answer.
/// </summary>
/// <param name="Kind">The kind of question, by the name of its resource.</param>
/// <param name="MethodsVersion">
/// The version of the methods that the numbers are of; <see langword="null"/> for a question from before they had one.
/// </param>
/// <param name="Catalogue">The catalogue's name.</param>
/// <param name="Content">What was in it.</param>
/// <param name="Parts">Its parts, in their order.</param>
/// <param name="Asked">What is asked, by the names of members, each stated.</param>
public sealed record CatalogueSpecification(
    string Kind, int? MethodsVersion, string Catalogue, string Content, IReadOnlyList<SpecifiedPart> Parts, IReadOnlyList<KeyValuePair<string, string?>> Asked)
{
    /// <summary>How many series there are.</summary>
    public int Series => Parts.Sum(p => p.Series);

    /// <summary>The specification as JSON, always the same text for the same question.</summary>
    public string CanonicalForm
    {
        get
        {
            using var buffer = new MemoryStream();
            using (var json = new Utf8JsonWriter(buffer))
            {
                json.WriteStartObject();
                json.WriteString("kind", Kind);
                if (MethodsVersion is { } version)
                    json.WriteNumber("methodsVersion", version);
                json.WriteString("catalogue", Catalogue);
                json.WriteString("content", Content);
                json.WriteStartArray("parts");
                foreach (var part in Parts)
                {
                    json.WriteStringValue(part.Hash);
                    json.WriteNumberValue(part.Series);
                }

                json.WriteEndArray();
                json.WriteStartObject("asked");
                foreach (var (name, value) in Asked)
                    json.WriteString(name, value);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            return Encoding.UTF8.GetString(buffer.ToArray());
        }
    }

    /// <summary>A question about what is in a catalogue.</summary>
    public static CatalogueSpecification Of(CatalogueQuestion question, SeriesCatalogue catalogue) => new(
        question.Kind, ForecastMethods.Version, catalogue.Name, catalogue.Content,
        [.. catalogue.Parts.Select(p => new SpecifiedPart(p.Hash, p.Series))], question.Asked);

    /// <summary>Reads a canonical form back.</summary>
    /// <exception cref="FormatException">It is not one of a question about a catalogue.</exception>
    public static CatalogueSpecification Parse(string canonicalForm)
    {
        try
        {
            using var document = JsonDocument.Parse(canonicalForm);
            var root = document.RootElement;
            return new CatalogueSpecification(
                root.GetProperty("kind").GetString()!,
                root.TryGetProperty("methodsVersion", out var version) ? version.GetInt32() : null,
                root.GetProperty("catalogue").GetString()!, root.GetProperty("content").GetString()!,
                [.. root.GetProperty("parts").EnumerateArray().Chunk(2).Select(p => new SpecifiedPart(p[0].GetString()!, p[1].GetInt32()))],
                [.. root.GetProperty("asked").EnumerateObject().Select(m => KeyValuePair.Create(m.Name, m.Value.GetString()))]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new FormatException("This is not the canonical form of a question about a catalogue.", e);
        }
    }

    /// <summary>Refuses to compute numbers of a version that is not today's: an answer would mix those of two.</summary>
    /// <exception cref="ProblemException">410: the question is of another version of the methods.</exception>
    public void RequireLive()
    {
        if (MethodsVersion == ForecastMethods.Version)
            return;
        var asked = MethodsVersion is { } version ? $"when the forecasting methods were of version {version}" : "before the forecasting methods had versions";
        throw new ProblemException(
            ProblemKind.RunExpired,
            $"The question was asked {asked}, and this program computes by version {ForecastMethods.Version}: "
            + $"ask it again by POST /api/v1/{Kind}, which then begins another operation.");
    }

    /// <summary>What is asked, as a request states it.</summary>
    public Arguments ToArguments()
    {
        var arguments = new Arguments();
        foreach (var (name, value) in Asked)
            arguments.Add(name, new Argument(new Place("query", name), value ?? ""));
        return arguments;
    }
}
