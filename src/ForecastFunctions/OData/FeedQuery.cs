using Microsoft.OData.UriParser;

namespace ForecastFunctions.OData;

/// <summary>What is wanted of the entities of a set, read and checked.</summary>
/// <param name="Set">The set.</param>
/// <param name="Filter">Which entities, or <see langword="null"/> for all.</param>
/// <param name="Constraints">What the filter requires of each.</param>
/// <param name="Named">Which periods beyond the usual ones the filter names.</param>
/// <param name="Order">The properties to order by, the first the most significant.</param>
/// <param name="Selected">The properties to show.</param>
/// <param name="Skip">How many to leave out at the beginning.</param>
/// <param name="Top">The most to show, or <see langword="null"/> for all.</param>
/// <param name="Count">Whether to tell how many pass the filter.</param>
public sealed record FeedQuery(
    EntitySet Set, FilterExpression? Filter, FilterConstraints Constraints, NamedPeriods Named,
    IReadOnlyList<(EntityProperty Property, bool IsDescending)> Order, IReadOnlyList<EntityProperty> Selected,
    int Skip, int? Top, bool Count)
{
    /// <summary>The most entities in a page.</summary>
    public const int MaxPageSize = 1_000;

    /// <summary>What the caller selects, as it was parsed; <see langword="null"/> for everything.</summary>
    public SelectExpandClause? Select { get; init; }

    /// <summary>The entities that are wanted, in their order, and how many pass the filter.</summary>
    /// <param name="entities">The entities of the set.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public (IReadOnlyList<object> Entities, int Count) Of(IEnumerable<object> entities, CancellationToken cancellationToken = default)
    {
        var passing = new List<object>();
        foreach (var entity in entities)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Filter is null || Filter.IsTrue(entity))
                passing.Add(entity);
        }


        IEnumerable<object> ordered = passing;
        if (Order.Count > 0)
        {
            var by = By(passing.OrderBy(_ => 0), 0);
            for (var i = 1; i < Order.Count; i++)
                by = By(by, i);
            ordered = by;
        }

        return ([.. ordered.Skip(Skip).Take(Top ?? int.MaxValue)], passing.Count);

        IOrderedEnumerable<object> By(IOrderedEnumerable<object> before, int i)
            => Order[i].IsDescending
                ? before.ThenByDescending(Order[i].Property.Value, ValueOrder.Instance)
                : before.ThenBy(Order[i].Property.Value, ValueOrder.Instance);
    }

    /// <summary>What is absent comes first; texts are in ordinal order.</summary>
    private sealed class ValueOrder : IComparer<object?>
    {
        public static readonly ValueOrder Instance = new();

        public int Compare(object? x, object? y) => (x, y) switch
        {
            (null, null) => 0,
            (null, _) => -1,
            (_, null) => 1,
            (string a, string b) => string.CompareOrdinal(a, b),
            _ => Comparer<object>.Default.Compare(x, y),
        };
    }
}
