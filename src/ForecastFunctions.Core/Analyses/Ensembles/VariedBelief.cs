using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Analyses.Ensembles;

/// <summary>A parameter that differs from member to member of an ensemble.</summary>
/// <param name="Parameter">The parameter, a number.</param>
public abstract record VariedBelief(Parameter Parameter)
{
    /// <summary>It takes each of these values, together with each of the other grids'.</summary>
    public sealed record Grid : VariedBelief
    {
        /// <summary>A grid.</summary>
        /// <param name="parameter">The parameter.</param>
        /// <param name="values">At least one value, each once and within the parameter's bounds.</param>
        /// <exception cref="ArgumentException">There is none, or one is given twice.</exception>
        public Grid(Parameter parameter, IReadOnlyList<double> values)
            : base(parameter)
        {
            if (values.Count == 0 || values.Distinct().Count() != values.Count)
                throw new ArgumentException("At least one value is wanted, and each once.", nameof(values));
            Values = values;
        }

        /// <summary>The values.</summary>
        public IReadOnlyList<double> Values { get; }
    }

    /// <summary>It is drawn from a law, apart from the others.</summary>
    /// <param name="Parameter">The parameter.</param>
    /// <param name="Distribution">The law; a draw beyond the parameter's bounds counts as the bound.</param>
    public sealed record Law(Parameter Parameter, Distribution Distribution) : VariedBelief(Parameter);
}
