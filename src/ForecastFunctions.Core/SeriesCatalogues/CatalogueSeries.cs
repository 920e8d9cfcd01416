using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Core.SeriesCatalogues;

/// <summary>A series of a catalogue, as its owner states it.</summary>
/// <param name="Id">Its id, of which a catalogue has one alone.</param>
/// <param name="Unit">Its unit; <see langword="null"/> where none is stated.</param>
/// <param name="First">The period of its first observation; <see langword="null"/> for a series without dates.</param>
/// <param name="SeasonLength">The number of periods after which the season recurs; 1 where there is none.</param>
/// <param name="Values">Its observations, the earliest first, without gaps; at least one.</param>
public sealed record CatalogueSeries(string Id, string? Unit, Period? First, int SeasonLength, IReadOnlyList<double> Values);
