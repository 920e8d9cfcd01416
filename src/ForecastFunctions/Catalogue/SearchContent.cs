using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Catalogue;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Http;

namespace ForecastFunctions.Catalogue;

/// <summary>What a search finds, as a table.</summary>
internal static class SearchContent
{
    /// <summary>Searches; faults are added to the arguments.</summary>
    public static async Task<TableContent> ReadAsync(
        SearchCatalogue search, Arguments arguments, Caller caller, CancellationToken cancellationToken)
    {
        var wanted = SearchRequest.Read(arguments);
        var faults = new Faults();
        var (found, baseline) = await search.FindAsync(wanted, caller, faults, cancellationToken);
        arguments.AddFaults(faults.All);
        return new TableContent(
            CatalogueTables.Found, found, $"search {string.Join(' ', found.Select(f => f.Name))}", CatalogueOperations.Search.Path,
            CachePolicy.Revalidate)
        {
            BaselineVersion = baseline.Version,
            Query =
            [
                new(SearchMembers.Text.Name, string.Join(' ', wanted.Words)), new(SearchMembers.Kinds.Name, string.Join(',', wanted.Kinds)),
                new(BaselineMembers.Baseline.Name, baseline.Version),
            ],
        };
    }
}
