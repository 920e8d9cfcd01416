using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ForecastFunctions.Excel.Workbook;

/// <summary>The texts of a workbook, each once.</summary>
internal sealed class SharedTexts
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <summary>The place of a text.</summary>
    public int PlaceOf(string text)
    {
        if (!_places.TryGetValue(text, out var place))
            _places.Add(text, place = _places.Count);
        return place;
    }

    /// <summary>The part that holds them.</summary>
    public SharedStringTable ToPart()
        => new(_places.OrderBy(p => p.Value)
            .Select(p => new SharedStringItem(new Text(p.Key) { Space = SpaceProcessingModeValues.Preserve })))
        {
            UniqueCount = (uint)_places.Count,
        };
}
