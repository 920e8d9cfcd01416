using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Core.SeriesCatalogues;

namespace ForecastFunctions.Application.SeriesCatalogues;

/// <summary>Makes operations of questions about catalogues.</summary>
/// <param name="catalogues">Keep the catalogues.</param>
public sealed class AskCatalogue(ICatalogueStore catalogues)
{
    /// <summary>About so many observations are fitted in a block: a few seconds of work on one core.</summary>
    private const int FittedPerBlock = 15_000;

    /// <summary>No more than so many, were all series as long as the longest: well below the time after which a block is given to another.</summary>
    private const int MaxFittedPerBlock = 200_000;

    /// <summary>The most bytes of a block, so that it is stored by one write.</summary>
    private const int MaxBytesPerBlock = 600_000;

    /// <summary>More than the texts of a result take.</summary>
    private const int BytesOfTexts = 1_200;

    /// <summary>What a question amounts to, or everything that is wrong with it.</summary>
    /// <param name="name">The catalogue.</param>
    /// <param name="question">The question.</param>
    /// <param name="caller">Whose catalogue it is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Outcome<JobDraft>> PrepareAsync(
        string name, CatalogueQuestion question, Caller caller, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        faults.Add(question.Faults());
        var isWithinBounds = !faults.Any;
        var catalogue = (await catalogues.FindAsync(caller.Name, name, cancellationToken))?.Catalogue;
        if (catalogue is null)
        {
            var names = (await catalogues.ListAsync(caller.Name, cancellationToken)).Select(c => c.Name);
            faults.Add(CatalogueMembers.Catalogue.Name, FaultCode.NotFound,
                $"You have no catalogue '{name}'.{Suggestion.DidYouMean(name, names)} GET /api/v1/catalogues lists yours.");
        }
        else if (catalogue.Parts.Count == 0)
        {
            faults.Add(CatalogueMembers.Catalogue.Name, FaultCode.Conflict,
                $"The catalogue '{name}' has no series yet; PUT /api/v1/catalogues/{name}/parts/1 brings some.");
        }
        else if (isWithinBounds)
        {
            faults.Add(question.FaultsOn(catalogue.Parts.Max(p => p.Longest)));
        }

        return faults.Any ? faults : DraftOf(question, catalogue!);
    }

    private static JobDraft DraftOf(CatalogueQuestion question, SeriesCatalogue catalogue)
    {
        var densest = catalogue.Parts.Max(p => (double)question.Fitted(p.Observations, p.Series) / p.Series);
        var byLongest = MaxFittedPerBlock / question.Fitted(catalogue.Parts.Max(p => p.Longest), 1);
        var byBytes = MaxBytesPerBlock / ((sizeof(double) * question.NumbersOfSeries) + BytesOfTexts);
        var numbers = question.Fitted(catalogue.Observations, catalogue.Series) * ForecastLimits.NumbersPerObservation;
        return new JobDraft(
            question.Kind, $"{question.Title} of {catalogue.Series} series of {catalogue.Name}",
            CatalogueSpecification.Of(question, catalogue).CanonicalForm,
            new JobSize(
                catalogue.Series, (int)Math.Max(1, Math.Min(FittedPerBlock / densest, Math.Min(byLongest, byBytes))),
                (numbers + catalogue.Series - 1) / catalogue.Series));
    }
}
