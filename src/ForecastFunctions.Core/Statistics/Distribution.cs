using System.Diagnostics.CodeAnalysis;

namespace ForecastFunctions.Core.Statistics;

/// <summary>
/// The law of an uncertain quantity: one of a closed family (see <see cref="Statistics.Law.All"/>), immutable, and
/// equal to another law exactly when both were stated in the same words and numbers.
/// </summary>
/// <remarks>
/// A law is stated either by its own parameters or by its p5–p95 range. The range fixes the law alone: its median is
/// the midpoint of the range on the law's own scale (arithmetic for normal, uniform, triangular and PERT; logarithmic
/// for lognormal; log-odds for logit-normal), whatever default the parameter has.
/// </remarks>
public abstract record Distribution
{
    private readonly double[] _stated;

    private protected Distribution(LawForm form, ReadOnlySpan<double> stated)
    {
        Form = form;
        _stated = stated.ToArray();
        var faults = new List<DistributionFault>();
        for (var i = 0; i < _stated.Length; i++)
        {
            // Adding zero turns -0 into 0, so that equal laws have one spelling.
            _stated[i] += 0.0;
            if (!double.IsFinite(_stated[i]))
            {
                var name = form.Arguments[i].Name;
                faults.Add(
                    new DistributionFault(name, $"{name} must be a finite number; got {Numeral.Of(_stated[i])}"));
            }
        }

        InvalidDistributionException.ThrowIfAny(faults);
        Numbers = [.. form.Arguments.Zip(_stated, (argument, value) => new StatedNumber(argument, value))];
    }

    /// <summary>The law this distribution belongs to.</summary>
    public Law Law => Form.Law;

    /// <summary>
    /// The argument list in which this distribution was stated: the law's parameters, or its p5–p95 range.
    /// </summary>
    public LawForm Form { get; }

    /// <summary>
    /// The numbers as the user stated them, in the order of <see cref="LawForm.Arguments"/>. The bounds of a parameter
    /// apply to those of them that are levels (<see cref="LawArgument.IsLevel"/>).
    /// </summary>
    public IReadOnlyList<StatedNumber> Numbers { get; }

    /// <summary>Whether the law is a single number, without uncertainty.</summary>
    public bool IsFixed => Law == Law.Fixed;

    /// <summary>The lower end of the support; may be negative infinity.</summary>
    public abstract double Minimum { get; }

    /// <summary>The upper end of the support; may be positive infinity.</summary>
    public abstract double Maximum { get; }

    /// <summary>The expectation.</summary>
    public abstract double Mean { get; }

    /// <summary>The variance.</summary>
    public abstract double Variance { get; }

    /// <summary>The standard deviation.</summary>
    public double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>The median, <c>Quantile(0.5)</c>.</summary>
    public double Median => Quantile(0.5);

    /// <summary>The probability of a value of at most <paramref name="x"/>.</summary>
    /// <param name="x">Any number; NaN gives NaN.</param>
    public abstract double Cdf(double x);

    /// <summary>The value that is not exceeded with probability <paramref name="p"/>.</summary>
    /// <param name="p">A probability, 0 to 1; the ends give the ends of the support.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is not within 0 to 1.</exception>
    public double Quantile(double p)
    {
        if (!(p >= 0 && p <= 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "A probability must be between 0 and 1.");
        if (p == 0) return Minimum;
        if (p == 1) return Maximum;
        Span<double> x = [p];
        QuantileCore(x, x);
        return x[0];
    }

    /// <summary>
    /// The quantiles at <paramref name="u"/>, each bit-identical to <see cref="Quantile(double)"/>, whatever the length
    /// or the position in the span.
    /// </summary>
    /// <param name="u">Probabilities strictly between 0 and 1 (not checked: this is the inner loop of a run).</param>
    /// <param name="x">Receives the quantiles; as long as <paramref name="u"/>, and may be the same memory.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Quantile(ReadOnlySpan<double> u, Span<double> x)
    {
        Columns.RequireSameLength(u, x);
        QuantileCore(u, x);
    }

    /// <summary>
    /// The quantiles at Φ(z), for standard normal scores z such as a Gaussian copula gives. The normal, lognormal and
    /// logit-normal laws transform the score directly, without a detour over its probability.
    /// </summary>
    /// <param name="z">Standard normal scores.</param>
    /// <param name="x">Receives the quantiles; as long as <paramref name="z"/>, and may be the same memory.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void FromNormalScore(ReadOnlySpan<double> z, Span<double> x)
    {
        Columns.RequireSameLength(z, x);
        FromNormalScoreCore(z, x);
    }

    private protected abstract void QuantileCore(ReadOnlySpan<double> u, Span<double> x);

    private protected virtual void FromNormalScoreCore(ReadOnlySpan<double> z, Span<double> x)
    {
        // A score beyond ±8.3 has no double strictly below 1 for its probability.
        const double Lowest = 1e-300, Highest = 1 - 1.0 / (1L << 53);
        for (var i = 0; i < z.Length; i++)
            x[i] = Math.Clamp(StandardNormal.Cdf(z[i]), Lowest, Highest);
        QuantileCore(x, x);
    }

    /// <summary>Makes a distribution from the name of its law and its named numbers, as in a JSON object.</summary>
    /// <param name="law">The name of a law, e.g. <c>triangular</c>.</param>
    /// <param name="numbers">Its numbers: <c>min</c>, <c>mode</c>, <c>max</c>; or <c>p5</c>, <c>p95</c>.</param>
    /// <exception cref="InvalidDistributionException">
    /// The law is unknown, a number is missing, unknown or out of its domain; all faults found are reported together.
    /// </exception>
    public static Distribution Create(string law, IReadOnlyDictionary<string, double> numbers)
    {
        ArgumentNullException.ThrowIfNull(law);
        ArgumentNullException.ThrowIfNull(numbers);
        return Law.Find(law).Bind(numbers);
    }

    /// <summary>
    /// Reads the text form: <c>0.47</c> (fixed), <c>triangular(1.5,4.5,6)</c> (parameters) or
    /// <c>lognormal(128..147)</c> (p5–p95 range). Numbers are written with a decimal point; blanks between them and the
    /// case of the law's name do not matter.
    /// </summary>
    /// <exception cref="InvalidDistributionException">
    /// The text is malformed, or its numbers do not fit the law.
    /// </exception>
    public static Distribution Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return DistributionText.Read(text);
    }

    /// <summary>Reads the text form as <see cref="Parse"/> does, and reports faults instead of throwing.</summary>
    /// <param name="text">The text form.</param>
    /// <param name="distribution">The distribution, or null if the text has faults.</param>
    /// <param name="faults">What is wrong, where, and what would be right; empty if nothing is.</param>
    /// <returns>Whether the text was read.</returns>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out Distribution? distribution, out IReadOnlyList<DistributionFault> faults)
    {
        try
        {
            distribution = Parse(text);
            faults = [];
            return true;
        }
        catch (InvalidDistributionException exception)
        {
            distribution = null;
            faults = exception.Faults;
            return false;
        }
    }

    /// <summary>Whether both were stated by the same law, form and numbers.</summary>
    public virtual bool Equals(Distribution? other) =>
        other is not null && Form == other.Form && _stated.AsSpan().SequenceEqual(other._stated);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Form.Law.Name, StringComparer.Ordinal);
        foreach (var number in _stated) hash.Add(number);
        return hash.ToHashCode();
    }

    /// <summary>
    /// The canonical text form: lower-case name, no blanks, numbers in shortest round-trip form without a plus sign.
    /// <see cref="Parse"/> of it gives an equal distribution.
    /// </summary>
    public sealed override string ToString() => DistributionText.Write(this);
}
