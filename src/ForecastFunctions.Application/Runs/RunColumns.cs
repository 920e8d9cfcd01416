using ForecastFunctions.Application.Baselines;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Series;

namespace ForecastFunctions.Application.Runs;

/// <summary>A row of a run's table.</summary>
public interface IRunRow
{
    /// <summary>The run.</summary>
    IRunSpecification Run { get; }

    /// <summary>The label of the scenario that the row is of.</summary>
    string Scenario { get; }

    /// <summary>What is measured.</summary>
    Variable Variable { get; }

    /// <summary>When.</summary>
    Period Period { get; }
}

/// <summary>The columns that the tables of runs have in common.</summary>
public static class RunColumns
{
    /// <summary>The region of every row: the model knows only the world.</summary>
    public const string World = "World";

    /// <summary>The version of the equations.</summary>
    public static readonly Column ModelVersion = Column.Text<IRunRow>("model_version", "The version of the equations", r => r.Run.ModelVersion);

    /// <summary>The scenario.</summary>
    public static readonly Column Scenario = Column.Text<IRunRow>(
        "scenario", "The scenario's name, with six hex digits of what the request set", r => r.Scenario);

    /// <summary>Where.</summary>
    public static readonly Column Region = Column.Text<IRunRow>("region", "Where; the model knows only the world", _ => World);

    /// <summary>What.</summary>
    public static readonly Column Variable = Column.Text<IRunRow>("variable", "What is measured", r => r.Variable.Name);

    /// <summary>The unit.</summary>
    public static readonly Column Unit = Column.Text<IRunRow>("unit", "The variable's unit; a flow is per period", r => r.Variable.Unit);

    /// <summary>When.</summary>
    public static readonly Column Period = Column.Text<IRunRow>("period", "2028 or 2028-Q3", r => r.Period.ToString());

    /// <summary>When it begins.</summary>
    public static readonly Column PeriodStart = Column.Day<IRunRow>("period_start", "The period's first day", r => r.Period.Start);

    /// <summary>The baseline.</summary>
    public static readonly Column BaselineVersion = Column.Text<IRunRow>(
        "baseline_version", "The vintage of what was known", r => r.Run.BaselineVersion);

    /// <summary>The run.</summary>
    public static readonly Column RunId = Column.Text<IRunRow>(
        "run_id", "The run, which can be read again by it", r => r.Run.RunId.ToString());

    /// <summary>What each of the variables is in a run on a baseline.</summary>
    public static IReadOnlyList<MeasuredVariable> Describe<TSpecification>(
        IEnumerable<Variable> variables, Prepared<TSpecification> asked)
        where TSpecification : IRunSpecification =>
    [
        .. variables.Select(v => new MeasuredVariable(
            v.Name, v.Definition, v.Unit,
            $"ForecastFunctions, model {asked.Specification.ModelVersion}, on baseline {asked.Baseline.Version}: {v.Formula}",
            DataLicences.OfResults, asked.Baseline.AsOf)),
    ];
}
