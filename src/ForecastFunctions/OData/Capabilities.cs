using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;
using Microsoft.OData.Edm.Vocabularies;

namespace ForecastFunctions.OData;

/// <summary>
/// Says in the model what can be asked of a set, in the terms of OData's vocabulary of capabilities: so a client folds what it can into
/// the address, and does the rest itself.
/// </summary>
internal static class Capabilities
{
    private const string Vocabulary = "Org.OData.Capabilities.V1.";

    /// <summary>Annotates a set.</summary>
    public static void Declare(EdmModel model, EdmEntitySet set)
    {
        Annotate("FilterFunctions", new EdmCollectionExpression(FilterExpression.TextFunctions.Keys.Select(f => new EdmStringConstant(f))));
        Annotate("FilterRestrictions", Record(("Filterable", true), ("RequiresFilter", false)));
        Annotate("SortRestrictions", Record(("Sortable", true)));
        Annotate("CountRestrictions", Record(("Countable", true)));
        Annotate("ExpandRestrictions", Record(("Expandable", false)));
        Annotate("SearchRestrictions", Record(("Searchable", false)));
        Annotate("InsertRestrictions", Record(("Insertable", false)));
        Annotate("UpdateRestrictions", Record(("Updatable", false)));
        Annotate("DeleteRestrictions", Record(("Deletable", false)));
        Annotate("TopSupported", new EdmBooleanConstant(true));
        Annotate("SkipSupported", new EdmBooleanConstant(true));
        Annotate("BatchSupported", new EdmBooleanConstant(false));

        void Annotate(string term, IEdmExpression value)
        {
            var declared = model.FindTerm(Vocabulary + term);
            var annotation = new EdmVocabularyAnnotation(set, declared, value);
            annotation.SetSerializationLocation(model, EdmVocabularyAnnotationSerializationLocation.Inline);
            model.SetVocabularyAnnotation(annotation);
        }
    }

    private static EdmRecordExpression Record(params IEnumerable<(string Name, bool Value)> properties)
        => new(properties.Select(p => new EdmPropertyConstructor(p.Name, new EdmBooleanConstant(p.Value))));
}
