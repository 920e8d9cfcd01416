using System.Text;
using System.Xml;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;

namespace ForecastFunctions.OData;

/// <summary>The entity data model: the sets, and the function that runs a scenario.</summary>
public static class EntityModel
{
    /// <summary>The namespace of the types.</summary>
    public const string Namespace = "ForecastFunctions";

    /// <summary>The name of the function that runs a scenario.</summary>
    public const string Run = "Run";

    /// <summary>The function's parameters: what <c>/projections</c> takes, as text, all of it optional.</summary>
    public static readonly IReadOnlyList<string> RunParameters =
    [
        "scenario", "baseline", "asOf", "from", "to", "step", "set", "draws", "seed", "sampling", "percentiles", "correlations",
        "repairCorrelations", "thresholds", "joint",
    ];

    /// <summary>The model.</summary>
    public static IEdmModel Model { get; } = Build();

    /// <summary>The model as CSDL, in XML.</summary>
    public static byte[] Csdl { get; } = Write(Model);

    private static EdmModel Build()
    {
        var model = new EdmModel();
        var container = new EdmEntityContainer(Namespace, "Container");
        model.AddElement(container);
        foreach (var set in EntitySets.All)
        {
            var type = new EdmEntityType(Namespace, set.EntityName);
            var properties = set.Properties.ToDictionary(
                p => p.Name, p => type.AddStructuralProperty(p.Name, p.Kind, p.IsNullable), StringComparer.Ordinal);
            type.AddKeys(set.Key.Select(name => properties[name]));
            model.AddElement(type);
            Capabilities.Declare(model, container.AddEntitySet(set.Name, type));
        }

        AddRun(model, container);
        model.SetEdmVersion(new Version(4, 0));
        return model;
    }

    private static void AddRun(EdmModel model, EdmEntityContainer container)
    {
        var projections = container.FindEntitySet(EntitySets.Projections.Name);
        var rows = EdmCoreModel.GetCollection(new EdmEntityTypeReference(projections.EntityType, isNullable: false));
        var run = new EdmFunction(Namespace, Run, rows, isBound: false, entitySetPathExpression: null, isComposable: true);
        foreach (var name in RunParameters)
            run.AddOptionalParameter(name, EdmCoreModel.Instance.GetString(isNullable: true));
        model.AddElement(run);
        container.AddFunctionImport(Run, run, new EdmPathExpression(projections.Name), includeInServiceDocument: false);
    }

    private static byte[] Write(IEdmModel model)
    {
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            if (!CsdlWriter.TryWriteCsdl(model, xml, CsdlTarget.OData, out var errors))
                throw new InvalidOperationException(string.Join(' ', errors));
        }

        return buffer.ToArray();
    }
}
