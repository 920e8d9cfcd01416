namespace ForecastFunctions.Core.Baselines;

/// <summary>Where the value of a parameter comes from, the strongest first.</summary>
public enum ParameterStatus
{
    /// <summary>A reported figure itself.</summary>
    Reported,

    /// <summary>Computed from reported figures.</summary>
    Derived,

    /// <summary>Computed from estimates, or fitted.</summary>
    Estimated,

    /// <summary>A judgement that no source can move.</summary>
    Assumed,
}

/// <summary>The value a baseline gives to one numeric parameter of the model, and why.</summary>
public sealed record CalibratedParameter
{
    /// <summary>Creates a calibrated parameter, and refuses one that breaks its invariants.</summary>
    /// <exception cref="ArgumentException">An argument is outside what its property allows.</exception>
    public CalibratedParameter(
        string id, double value, string? law, ParameterStatus status, string basis, IReadOnlyList<string> observations)
    {
        ArgumentNullException.ThrowIfNull(observations);
        Id = Invariant.Text(id, 64);
        Value = Invariant.Finite(value);
        Law = law is null ? null : Invariant.Text(law, 200);
        Status = Invariant.Declared(status);
        Basis = Invariant.Text(basis, 600);
        Observations = [.. observations.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (Observations.FirstOrDefault(series => !Observation.IsSeriesId(series)) is { } series)
            throw new ArgumentException($"'{series}' is not a series id.", nameof(observations));
    }

    /// <summary>The parameter's id in the catalogue, such as <c>spend.base</c>.</summary>
    public string Id { get; }

    /// <summary>The value of a deterministic run, in the parameter's unit; finite.</summary>
    public double Value { get; }

    /// <summary>The canonical text of the law of its uncertainty, or null for a fixed parameter.</summary>
    public string? Law { get; }

    /// <summary>Where the value comes from.</summary>
    public ParameterStatus Status { get; }

    /// <summary>The reason for the value, in a sentence.</summary>
    public string Basis { get; }

    /// <summary>The ids of the series it was computed from, in ordinal order, each once; none for an assumption.</summary>
    public IReadOnlyList<string> Observations { get; }

    /// <inheritdoc/>
    public bool Equals(CalibratedParameter? other) =>
        other is not null
        && (Id, Value, Law, Status, Basis) == (other.Id, other.Value, other.Law, other.Status, other.Basis)
        && Observations.SequenceEqual(other.Observations, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Value, Law, Status, Basis, Observations.Count);
}
