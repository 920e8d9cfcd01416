namespace ForecastFunctions.Core.Scenarios;

/// <summary>Everything that can be set: the parameters of the plain model, then those of the layer of drivers and limits.</summary>
public static class ParameterCatalogue
{
    /// <summary>All of them; a parameter's place is its <see cref="Parameter.Index"/>.</summary>
    public static IReadOnlyList<Parameter> All { get; } = InOrder([.. Parameters.All, .. LayerParameters.All]);

    private static Parameter[] InOrder(Parameter[] all)
        => all.Index().All(p => p.Index == p.Item.Index)
            ? all
            : throw new InvalidOperationException("A parameter's place in the catalogue is its index.");
}
