using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Calibration;

/// <summary>
/// The parameters of a baseline in the making: the article's, told from its base year, until data move them. Of the layer of drivers
/// and limits it holds only what data are known of.
/// </summary>
internal sealed class CalibratedParameters
{
    private readonly Dictionary<Parameter, CalibratedParameter> _parameters;

    public CalibratedParameters(int baseYear)
    {
        BaseYear = baseYear;
        _parameters = RebasedArticle.For(baseYear).ToDictionary(p => p.Key, p => new CalibratedParameter(
            p.Key.Id,
            p.Value.Value,
            p.Value.Law?.ToString(),
            ParameterStatus.Assumed,
            BasisOf(p.Key, p.Value.Value, baseYear),
            []));
    }

    /// <summary>t0.</summary>
    public int BaseYear { get; }

    /// <summary>The value of a parameter as it stands.</summary>
    public double this[Parameter parameter] => _parameters[parameter].Value;

    /// <summary>Sets a parameter from data, unless its bounds forbid the value: then the assumption stays, and says so.</summary>
    public void Set(
        Parameter parameter, double value, Distribution? law, ParameterStatus status, IReadOnlyList<VendorRevenue> revenues, string basis,
        IReadOnlyList<string>? series = null)
    {
        var bounds = parameter.BoundsFor(BaseYear);
        if (!bounds.Contains(value) || law?.Numbers.Any(n => n.IsLevel && !bounds.Contains(n.Value)) == true)
        {
            Keep(parameter, $"data gave {parameter.Format(value)}, outside its bounds");
            return;
        }

        var weakest = revenues.Aggregate(status, (s, r) => VendorRevenue.Weakest(s, r.Status));
        _parameters[parameter] = new(
            parameter.Id, value, law?.ToString(), weakest, basis,
            [.. revenues.SelectMany(r => r.Series), .. series ?? []]);
    }

    /// <summary>Leaves a parameter at its assumption, and says why.</summary>
    public void Keep(Parameter parameter, string reason)
    {
        if (!_parameters.TryGetValue(parameter, out var kept))
        {
            var (value, law) = LayerToldFrom.Year(parameter, BaseYear);
            kept = new(parameter.Id, value, law?.ToString(), ParameterStatus.Assumed, BasisOf(parameter, value, BaseYear), []);
        }

        _parameters[parameter] = new(kept.Id, kept.Value, kept.Law, kept.Status, $"{kept.Basis} ({reason})", []);
    }

    /// <summary>An assumption in words, with no figure of the article's own vintage.</summary>
    private static string BasisOf(Parameter parameter, double value, int baseYear)
        => $"The article's assumption of December 2024: {parameter.Reason}"
            + (value == parameter.Default ? "" : $"; the article's path, told from {baseYear}");

    /// <summary>All of them, with the series that they come from.</summary>
    public IReadOnlyList<CalibratedParameter> ToList() => [.. _parameters.Values];

    /// <summary>All of them without their series, for a baseline that holds no observations.</summary>
    public IReadOnlyList<CalibratedParameter> WithoutSeries()
        => [.. _parameters.Values.Select(p => new CalibratedParameter(p.Id, p.Value, p.Law, p.Status, p.Basis, []))];
}
