using System.Globalization;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.History;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Series;
using static ForecastFunctions.Core.Explanations.Expression;

namespace ForecastFunctions.Core.Explanations;

/// <summary>Follows an observed number back to the figures that a vintage knows; tests hold it to <see cref="ObservedHistory"/>.</summary>
/// <param name="vintage">The vintage.</param>
internal sealed class HistoryExplainer(Baseline vintage)
{
    private static readonly IReadOnlyList<Variable> Revenues =
        [Variables.NvidiaRevenue, Variables.BroadcomRevenue, Variables.AmdRevenue, Variables.MarvellRevenue];

    private static readonly Dictionary<Variable, TechnologyVariables> Wholes = new()
    {
        [Variables.Spend] = Variables.TechnologySpend,
        [Variables.ComputeAdded] = Variables.ComputeAddedBy,
        [Variables.ComputeInstalled] = Variables.ComputeInstalledBy,
        [Variables.ItPower] = Variables.ItPowerBy,
    };

    private readonly ObservedHistory _history = new(vintage);
    private readonly StepList _steps = new();

    /// <summary>Every step that led to a number, itself the last; none where nothing was observed.</summary>
    public IReadOnlyList<ExplanationStep> Explain(Variable variable, Period period)
    {
        if (_history.Find(variable, period) is { } figure)
            _ = Take(variable, period, figure);
        return _steps.All;
    }

    private ExplanationStep Take(Variable variable, Period period, ObservedFigure figure)
    {
        var formula = FormulaOf(variable, period, figure); // takes the steps that it rests on
        return _steps.Take(
            period, Equations.Of(variable).Symbol, $"{variable.Definition}, observed", variable, formula, variable.Unit,
            operand => ((GivenOperand)operand).Input);
    }

    private Expression FormulaOf(Variable variable, Period period, ObservedFigure figure)
    {
        if (Wholes.TryGetValue(variable, out var parts))
            return Observed(parts.Nvidia, period) + Observed(parts.OtherGpu, period) + Observed(parts.Asic, period);
        if (variable == Variables.TechnologySpend.Nvidia)
            return Observed(Variables.NvidiaRevenue, period);
        if (variable == Variables.TechnologySpend.Asic)
            return Observed(Variables.BroadcomRevenue, period) / Known(Parameters.VendorBroadcom);
        if (variable == Variables.TechnologySpend.OtherGpu)
            return Observed(Variables.AmdRevenue, period) / Known(Parameters.VendorAmd);
        if (!Revenues.Contains(variable))
            return Given(new ExplanationInput("y", figure.Value, variable.Unit, InputOrigin.Baseline, figure.Note)
            {
                Status = Lower(figure.Status),
                Series = figure.Series,
            });
        return period.Step == Step.Year
            ? Observed(variable, period, 1) + Observed(variable, period, 2) + Observed(variable, period, 3) + Observed(variable, period, 4)
            : MeanOf(figure.Series.Select(series => FigureOf(series, period)).ToList()) / 1e9;
    }

    private Expression Observed(Variable variable, Period period, int? quarter = null)
    {
        var (when, symbol) = quarter is { } q
            ? (Period.OfQuarter(period.Year, q), Symbols.Of(Equations.Of(variable).Symbol, $"Q{q}"))
            : (period, Equations.Of(variable).Symbol);
        return Given(StepList.InputOf(Take(variable, when, _history.Find(variable, when)!), symbol));
    }

    private static Expression MeanOf(List<Observation> figures)
    {
        var terms = figures.Select((o, i) => Given(new ExplanationInput(
            figures.Count == 1 ? "y" : string.Create(CultureInfo.InvariantCulture, $"y{i + 1}"), o.Value, o.Unit, InputOrigin.Baseline,
            $"{o.SeriesId} of the period that ended on {o.PeriodEnd:yyyy-MM-dd}")
        {
            Id = o.SeriesId,
            Status = Lower(o.Status),
            Basis = $"{o.Source} ({o.Reference})",
            Series = [o.SeriesId],
        })).ToList();
        var sum = terms.Aggregate((a, b) => a + b);
        return terms.Count == 1 ? sum : sum / terms.Count;
    }

    private Observation FigureOf(string series, Period quarter)
        => vintage.Series(series).Single(o => FiscalCalendar.CalendarQuarter(o.PeriodEnd) == quarter);

    private Expression Known(Parameter parameter)
        => Given(ParameterInputs.OfBaseline(BaselineValues.Of(parameter, vintage), ParameterInputs.SymbolOf(parameter), vintage));

    private static string Lower<T>(T word)
        where T : struct, Enum
        => word.ToString().ToLowerInvariant();
}
