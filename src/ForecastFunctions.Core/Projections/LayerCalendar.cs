using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Core.Projections;

/// <summary>The quarters of a run, with what holds for all of its paths in each.</summary>
internal sealed class LayerCalendar
{
    private readonly LayerQuarter[] _quarters;
    private readonly int _baseYear;

    /// <summary>The quarters from the base year to the last year that can be projected.</summary>
    public LayerCalendar(ResolvedScenario scenario)
    {
        _baseYear = scenario.BaseYear;
        _quarters =
        [
            .. from year in Enumerable.Range(0, Math.Max(ProjectionSpecification.LastYear - _baseYear + 1, 1))
               from quarter in Enumerable.Range(1, 4)
               let middle = year + StructuralModel.MidQuarter(quarter)
               select new LayerQuarter(
                   year, quarter, scenario.Switches, scenario.Expected!.At(_baseYear, middle), scenario.Expected.At(_baseYear, middle + 0.125)),
        ];
    }

    /// <summary>A quarter.</summary>
    public LayerQuarter At(int year, int quarter) => _quarters[4 * (year - _baseYear) + quarter - 1];
}
