using ForecastFunctions.Core.Projections;

namespace ForecastFunctions.Core.Analyses.Sensitivities;

/// <summary>How it is asked what drives an output.</summary>
public abstract record SensitivityMethod
{
    private SensitivityMethod()
    {
    }

    /// <summary>The name in requests.</summary>
    public abstract string Name { get; }

    /// <summary>Each parameter alone from low to high.</summary>
    public sealed record OneAtATime : SensitivityMethod
    {
        /// <summary>The method's name.</summary>
        public const string Tornado = "tornado";

        /// <summary>Over ranges.</summary>
        /// <param name="ranges">At least one; each parameter once, in the catalogue's order.</param>
        /// <exception cref="ArgumentException">This is not so.</exception>
        public OneAtATime(IReadOnlyList<InputRange> ranges)
        {
            if (ranges.Count == 0 || ranges.Zip(ranges.Skip(1)).Any(r => r.First.Parameter.Index >= r.Second.Parameter.Index))
                throw new ArgumentException("At least one range is wanted, each parameter once, in the catalogue's order.", nameof(ranges));
            Ranges = ranges;
        }

        /// <inheritdoc/>
        public override string Name => Tornado;

        /// <summary>The ranges, in the catalogue's order.</summary>
        public IReadOnlyList<InputRange> Ranges { get; }
    }

    /// <summary>Shares of variance, all inputs varying together.</summary>
    public sealed record VarianceBased : SensitivityMethod
    {
        /// <summary>The method's name.</summary>
        public const string Sobol = "sobol";

        /// <summary>With so many base draws.</summary>
        /// <param name="draws">A power of two, <see cref="VarianceIndices.MinDraws"/> to <see cref="VarianceIndices.MaxDraws"/>.</param>
        /// <param name="seed">The seed, at most <see cref="DrawSettings.MaxSeed"/>.</param>
        /// <param name="inputs">
        /// The inputs whose indices are wanted, at least one and each once: ids of parameters, and names of events.
        /// </param>
        /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
        /// <exception cref="ArgumentException">There are no inputs, or one is given twice.</exception>
        public VarianceBased(int draws, ulong seed, IReadOnlyList<string> inputs)
        {
            if (draws is < VarianceIndices.MinDraws or > VarianceIndices.MaxDraws || !int.IsPow2(draws))
                throw new ArgumentOutOfRangeException(nameof(draws), draws, "A power of two of base draws is wanted.");
            ArgumentOutOfRangeException.ThrowIfGreaterThan(seed, DrawSettings.MaxSeed);
            if (inputs.Count == 0 || inputs.Distinct(StringComparer.Ordinal).Count() != inputs.Count)
                throw new ArgumentException("At least one input is wanted, and each once.", nameof(inputs));
            Draws = draws;
            Seed = seed;
            Inputs = inputs;
        }

        /// <inheritdoc/>
        public override string Name => Sobol;

        /// <summary>How many base draws.</summary>
        public int Draws { get; }

        /// <summary>The seed.</summary>
        public ulong Seed { get; }

        /// <summary>The inputs whose indices are wanted.</summary>
        public IReadOnlyList<string> Inputs { get; }
    }
}
