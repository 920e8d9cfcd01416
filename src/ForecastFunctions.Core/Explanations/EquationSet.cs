using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Core.Explanations;

/// <summary>Equations that belong together, each declared once.</summary>
internal sealed class EquationSet
{
    private readonly List<Quantity> _all = [];

    /// <summary>Every equation, in the order of declaration.</summary>
    public IReadOnlyList<Quantity> All => _all;

    /// <summary>At the middle of a quarter or a year.</summary>
    public Quantity Instant(string symbol, string unit, string name, Func<Moment, Expression> formula, Driver? driver = null)
        => Add(new Quantity(symbol, unit, name, YearOf.Formula, formula) { DriverAt = _ => driver });

    /// <summary>In a quarter; in a year it is their sum.</summary>
    public Quantity Flow(string symbol, string unit, string name, Func<Moment, Expression> formula)
        => Add(new Quantity(symbol, unit, name, YearOf.Sum, formula));

    /// <inheritdoc cref="Flow(string, string, string, Func{Moment, Expression})"/>
    public Quantity Flow(string symbol, Variable variable, Func<Moment, Expression> formula, Func<Moment, Driver?>? driverAt = null)
        => Add(new Quantity(symbol, variable.Unit, variable.Definition, YearOf.Sum, formula)
        {
            Variable = variable,
            DriverAt = driverAt ?? (_ => null),
        });

    /// <summary>At the end of a quarter; in a year it is that of the fourth.</summary>
    public Quantity AtEnd(string symbol, string unit, string name, Func<Moment, Expression> formula, Driver? driver = null)
        => Add(new Quantity(symbol, unit, name, YearOf.End, formula) { DriverAt = _ => driver });

    /// <inheritdoc cref="AtEnd(string, string, string, Func{Moment, Expression}, Driver?)"/>
    public Quantity AtEnd(string symbol, Variable variable, Func<Moment, Expression> formula, Driver? driver = null)
        => Add(new Quantity(symbol, variable.Unit, variable.Definition, YearOf.End, formula) { Variable = variable, DriverAt = _ => driver });

    /// <summary>In a quarter or a year, by the same formula of what it takes in it.</summary>
    public Quantity Whole(string symbol, Variable variable, Func<Moment, Expression> formula)
        => Add(new Quantity(symbol, variable.Unit, variable.Definition, YearOf.Formula, formula) { Variable = variable });

    /// <summary>One number for all periods, told in the base year.</summary>
    public Quantity Once(string symbol, string unit, string name, Func<Moment, Expression> formula)
        => Add(new Quantity(symbol, unit, name, YearOf.Once, formula));

    private Quantity Add(Quantity quantity)
    {
        _all.Add(quantity);
        return quantity;
    }
}
