using ForecastFunctions.Application.Partners;

namespace ForecastFunctions.OData;

/// <summary>The entities of a set, read in one state of the data.</summary>
/// <param name="Entities">The entities, in an order that is the same each time; those of runs are made when they are read.</param>
/// <param name="Pin">Names the state: read with it again, they are the same.</param>
public sealed record FeedContent(IReadOnlyCollection<object> Entities, string Pin);

/// <summary>Gives the entities of a set.</summary>
public interface IFeed
{
    /// <summary>The set.</summary>
    EntitySet Set { get; }

    /// <summary>Reads the entities that a query could want; it is asked of each of them afterwards.</summary>
    /// <param name="query">The query.</param>
    /// <param name="pin">The state of the data, or <see langword="null"/> for the present one.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<FeedContent> ReadAsync(FeedQuery query, string? pin, Caller caller, CancellationToken cancellationToken);
}
