using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;
using ForecastFunctions.Http;
using ForecastFunctions.Projections;

namespace ForecastFunctions.Value;

/// <summary>Which number of a run is wanted.</summary>
/// <param name="Variable">The variable; <see langword="null"/> after a fault.</param>
/// <param name="Period">The period; <see langword="null"/> after a fault.</param>
/// <param name="Statistic">The statistic, or <see langword="null"/> for a run's only one.</param>
/// <param name="Mark">How the number is written.</param>
public sealed record CellRequest(Variable? Variable, Period? Period, string? Statistic, DecimalMark Mark)
{
    /// <summary>
    /// Reads <c>variable</c>, <c>period</c>, <c>statistic</c> and <c>decimal</c>. Where the request does not state them, the
    /// step and the end of the run follow from the period, so that the cells of one row read from one run.
    /// </summary>
    public static CellRequest Read(RequestReader reader)
    {
        var period = reader.Read<Period>("period",
            m => Core.Series.Period.TryParse(m.AsText(), out var value) ? value : null, "a year such as 2028 or a quarter such as 2028-Q3");
        if (reader.Find("period") is null)
            reader.AddFault("period", FaultCode.Missing, "period is the year or quarter of the number, such as 2028 or 2028-Q3.");
        if (period is { } stated)
        {
            if (stated.Step == Step.Quarter && reader.Find("step") is null)
                reader.Add("step", new RequestMember("period", "quarter"));
            if (stated.Year > ProjectionRequestValidator.DefaultLastYear && reader.Find("to") is null)
                reader.Add("to", new RequestMember("period", $"{stated.Year}"));
        }

        return new CellRequest(
            ReadVariable(reader), period,
            reader.Read("statistic", m => m.AsText(), "a statistic such as mean or p50"),
            ContentNegotiation.ReadDecimal(reader));
    }

    /// <summary>The places of the number in the run.</summary>
    /// <param name="reader">The reader of the request.</param>
    /// <param name="specification">The run.</param>
    /// <exception cref="ProblemException">400: the run does not have just one such number.</exception>
    public (Variable Variable, int Period, int Statistic) Find(RequestReader reader, ProjectionSpecification specification)
    {
        var names = specification.Statistics.ToList();
        var statistic = Statistic is null && names.Count == 1 ? 0 : names.IndexOf(Statistic ?? "");
        if (statistic < 0)
        {
            reader.AddFault("statistic", Statistic is null ? FaultCode.Missing : FaultCode.NotFound,
                $"statistic is one of {string.Join(", ", names)}.", allowed: names);
        }

        var period = specification.Range.ToList().IndexOf(Period!.Value);
        if (period < 0)
        {
            reader.AddFault("period", FaultCode.OutOfRange,
                $"The run has the periods {specification.Range.From} to {specification.Range.To}; {Period} is not one of them.");
        }

        reader.Finish();
        return (Variable!, period, statistic);
    }

    private static Variable? ReadVariable(RequestReader reader)
    {
        if (reader.Find("variable")?.AsText() is not { } name)
        {
            reader.AddFault("variable", FaultCode.Missing, "variable is the name of a variable; GET /api/v1/variables lists them.");
            return null;
        }

        if (Variables.Find(name) is { } variable)
            return variable;
        reader.AddFault("variable", FaultCode.NotFound,
            $"There is no variable '{name}'.{Suggestion.DidYouMean(name, Variables.All.Select(v => v.Name))}"
            + " GET /api/v1/variables lists them.");
        return null;
    }
}
