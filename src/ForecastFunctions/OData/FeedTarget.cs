using ForecastFunctions.Application.Contract;
using Microsoft.OData;
using Microsoft.OData.UriParser;

namespace ForecastFunctions.OData;

/// <summary>What a path names: a set, an entity of it, or the rows of a run.</summary>
/// <param name="Path">The path, parsed.</param>
/// <param name="Set">The set.</param>
/// <param name="Key">The key of the entity, where it names one.</param>
/// <param name="Arguments">The function's arguments, where it names the function.</param>
internal sealed record FeedTarget(
    ODataPath Path, EntitySet Set, FilterConstraints? Key, IReadOnlyList<(string Name, string Value)>? Arguments)
{
    /// <summary>Whether only the number of the entities is wanted.</summary>
    public bool IsCount { get; init; }

    private IReadOnlyList<(EntityProperty Property, object? Value)> KeyValues { get; init; } = [];

    /// <summary>Reads a path.</summary>
    /// <exception cref="ProblemException">404: the feed has no such thing; 400: it cannot be read; 501: it is not offered.</exception>
    public static FeedTarget Of(ODataUriParser parser, string resource)
    {
        var path = Parse(parser, resource);
        var segments = path.ToList();
        var isCount = segments is [.., CountSegment];
        return (isCount ? segments[..^1] : segments) switch
        {
            [EntitySetSegment set] => new(path, SetOf(set.EntitySet.Name), null, null) { IsCount = isCount },
            [EntitySetSegment set, KeySegment key] when !isCount => new(path, SetOf(set.EntitySet.Name), new FilterConstraints(key.Keys), null)
            {
                KeyValues = [.. key.Keys.Select(k => (SetOf(set.EntitySet.Name).Property(k.Key), Literals.ToClr(k.Value)))],
            },
            [OperationImportSegment run] => new(path, EntitySets.Projections, null, [.. run.Parameters.SelectMany(ArgumentOf)])
            {
                IsCount = isCount,
            },
            _ => throw ODataProblems.NotOffered("The path", resource),
        };
    }

    /// <summary>Whether the key is that of an entity.</summary>
    public bool IsKeyOf(object entity) => KeyValues.All(k => Equals(k.Property.Value(entity), k.Value));

    private static ODataPath Parse(ODataUriParser parser, string resource)
    {
        try
        {
            return parser.ParsePath();
        }
        catch (ODataUnrecognizedPathException)
        {
            var name = resource.Split('(', '/')[0];
            throw ProblemException.NotFound(EntitySets.All.Any(s => string.Equals(s.Name, name, StringComparison.Ordinal))
                ? $"{name} has no '{resource[name.Length..]}'."
                : $"The feed has no '{name}'."
                + Suggestion.DidYouMean(name, EntitySets.All.Select(s => s.Name).Append(EntityModel.Run))
                + " GET /api/odata/ lists its sets.");
        }
        catch (ODataException e)
        {
            throw ProblemException.Invalid([Fault.At(new Place("path", resource), FaultCode.Malformed, e.Message)]);
        }
        catch (OverflowException)
        {
            throw ProblemException.Invalid([Fault.At(new Place("path", resource), FaultCode.OutOfRange, "The path has a number that is too large for its type.")]);
        }
    }

    private static EntitySet SetOf(string name) => EntitySets.All.First(s => string.Equals(s.Name, name, StringComparison.Ordinal));

    private static IEnumerable<(string Name, string Value)> ArgumentOf(OperationSegmentParameter parameter)
    {
        var value = parameter.Value is ConvertNode convert ? convert.Source : parameter.Value;
        if (value is ConstantNode { Value: string text })
            yield return (parameter.Name, text);
        else if (value is not ConstantNode { Value: null })
            throw ODataProblems.NotOffered(parameter.Name, "anything but a text between apostrophes");
    }
}
