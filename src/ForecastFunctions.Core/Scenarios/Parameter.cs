using System.Globalization;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Scenarios;

/// <summary>
/// One declaration of one parameter of the model. Validation, canonical form, metadata and documentation are all
/// read from here. Declared in <see cref="Parameters"/> or <see cref="LayerParameters"/>, and nowhere else.
/// </summary>
public sealed class Parameter
{
    private readonly Bounds _bounds;

    internal Parameter(int index, string id, string symbol, string unit, Bounds bounds, double @default, Distribution? law,
        ParameterStatus status, string meaning, string basis, bool boundsAddBaseYear = false, IReadOnlyList<string>? choices = null,
        bool isShare = false, string? reason = null, bool isOptional = false)
    {
        Index = index;
        Id = id;
        Symbol = symbol;
        Unit = unit;
        _bounds = bounds;
        Default = @default;
        Law = law;
        Status = status;
        Meaning = meaning;
        Basis = basis;
        BoundsAddBaseYear = boundsAddBaseYear;
        Choices = choices ?? [];
        IsShare = isShare;
        Reason = reason ?? basis;
        IsOptional = isOptional;
    }

    /// <summary>Place in <see cref="ParameterCatalogue.All"/>. Never reused.</summary>
    public int Index { get; }

    /// <summary>The dimension of the parameter's draws among Sobol' points, 1 to 128. Never reused.</summary>
    public int Dimension => IsOfLayer ? LayerParameters.FirstDimension + Index - LayerParameters.FirstIndex : Index + 1;

    /// <summary>Whether it belongs to the layer of drivers and limits, rather than to the plain model.</summary>
    public bool IsOfLayer => Index >= LayerParameters.FirstIndex;

    /// <summary>Whether it has no value unless one is stated: no baseline gives it one, and its default is not a number.</summary>
    public bool IsOptional { get; }

    /// <summary>The name callers use, such as <c>ratio.limit</c>.</summary>
    public string Id { get; }

    /// <summary>The symbol in the model's equations, such as <c>r∞</c>.</summary>
    public string Symbol { get; }

    /// <summary>The unit of the value; <c>1</c> for a ratio or a fraction.</summary>
    public string Unit { get; }

    /// <summary>The value of the article's vintage, 2024-12. A later baseline may bring its own.</summary>
    public double Default { get; }

    /// <summary>The uncertainty of the article's vintage or <see langword="null"/> where it is fixed.</summary>
    public Distribution? Law { get; }

    /// <summary>How well founded the default is.</summary>
    public ParameterStatus Status { get; }

    /// <summary>What the parameter is, in a phrase.</summary>
    public string Meaning { get; }

    /// <summary>Where the default and its law come from, with what they give in the article's vintage, 2024-12.</summary>
    public string Basis { get; }

    /// <summary>Where they come from, without a figure that holds in the article's vintage only.</summary>
    public string Reason { get; }

    /// <summary>Whether it is a share of spend, which moves by its odds.</summary>
    public bool IsShare { get; }

    /// <summary>Whether the bounds count from the baseline's base year.</summary>
    public bool BoundsAddBaseYear { get; }

    /// <summary>The words that may be chosen; empty for a number. A chosen word's value is its place in this list.</summary>
    public IReadOnlyList<string> Choices { get; }

    /// <summary>Whether the parameter is a choice among words, not a number.</summary>
    public bool IsChoice => Choices.Count > 0;

    /// <summary>What a stated value (or a law's stated numbers) must lie in.</summary>
    /// <param name="baseYear">The base year of the baseline in use.</param>
    public Bounds BoundsFor(int baseYear) => BoundsAddBaseYear ? new Bounds(baseYear + _bounds.Min, baseYear + _bounds.Max) : _bounds;

    /// <summary>The value as text: shortest round-trip number, or the chosen word.</summary>
    public string Format(double value) => IsChoice ? Choices[(int)value] : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The value of a word: its place among <see cref="Choices"/>, or −1.</summary>
    public int IndexOfChoice(string word)
    {
        for (var index = 0; index < Choices.Count; index++)
        {
            if (string.Equals(Choices[index], word, StringComparison.Ordinal))
                return index;
        }

        return -1;
    }

    /// <summary>The parameter's id.</summary>
    public override string ToString() => Id;
}
