namespace ForecastFunctions.Core.Projections;

/// <summary>
/// The names of the variables whose columns stored numbers hold, so that none is ever read as another's: where the catalogue
/// has changed since, the numbers are refused, and the run is computed again under its id.
/// </summary>
internal static class StoredColumns
{
    /// <summary>The format that names no columns; it held those of <see cref="VariablesOfUnnamed"/>.</summary>
    public const int Unnamed = 1;

    /// <summary>The format that names its columns.</summary>
    public const int Named = 2;

    /// <summary>The variables of the model's versions 1.0.0 and 1.1.0, whose runs were stored without names.</summary>
    public static readonly IReadOnlyList<string> VariablesOfUnnamed =
    [
        "Ratio|Compute", "Ratio|Spend", "Share|Inference|Compute",
        "Share|Inference|Spend", "AI Compute|Spend", "AI Compute|Spend|Inference",
        "AI Compute|Spend|Training", "AI Compute|Spend|Inference|NVIDIA", "AI Compute|Spend|Inference|Other GPU",
        "AI Compute|Spend|Inference|Custom ASIC", "AI Compute|Spend|Training|NVIDIA", "AI Compute|Spend|Training|Other GPU",
        "AI Compute|Spend|Training|Custom ASIC", "Technology Spend|NVIDIA", "Technology Spend|Other GPU",
        "Technology Spend|Custom ASIC", "Share|NVIDIA|Inference Spend", "Share|Other GPU|Inference Spend",
        "Share|Custom ASIC|Inference Spend", "Share|NVIDIA|Training Spend", "Share|Other GPU|Training Spend",
        "Share|Custom ASIC|Training Spend", "Share|NVIDIA|Spend", "Share|Other GPU|Spend",
        "Share|Custom ASIC|Spend", "Vendor Revenue|NVIDIA|Data Centre", "Vendor Revenue|AMD|AI",
        "Vendor Revenue|Broadcom|AI", "Vendor Revenue|Marvell|AI", "Custom Chips|Spend",
        "Compute|Added", "Compute|Added|NVIDIA", "Compute|Added|Other GPU",
        "Compute|Added|Custom ASIC", "Compute|Installed", "Compute|Installed|NVIDIA",
        "Compute|Installed|Other GPU", "Compute|Installed|Custom ASIC", "Compute|Usable",
        "Price|NVIDIA", "Price|Other GPU", "Price|Custom ASIC",
        "Power|IT", "Power|IT|NVIDIA", "Power|IT|Other GPU",
        "Power|IT|Custom ASIC", "Power|Facility", "Electricity",
    ];

    /// <summary>Writes the names of today's variables.</summary>
    public static void Write(BinaryWriter writer)
    {
        writer.Write(Variables.All.Count);
        foreach (var variable in Variables.All)
            writer.Write(variable.Name);
    }

    /// <summary>Reads past the names.</summary>
    /// <param name="reader">Stands at the number of variables.</param>
    /// <param name="format">The format that the numbers were stored in.</param>
    /// <exception cref="FormatException">
    /// The format is not known, or the columns are not those of today's variables in their order.
    /// </exception>
    public static void Check(BinaryReader reader, int format)
    {
        if (format is not (Unnamed or Named))
            throw new FormatException($"The numbers were stored in format {format}, which is not known here.");
        var count = reader.ReadInt32();
        if (count != Variables.All.Count)
            throw new FormatException($"The numbers were stored with {count} variables; today there are {Variables.All.Count}.");
        for (var i = 0; i < count; i++)
        {
            var stored = format == Unnamed ? VariablesOfUnnamed.ElementAtOrDefault(i) : reader.ReadString();
            if (!string.Equals(stored, Variables.All[i].Name, StringComparison.Ordinal))
                throw new FormatException($"Column {i} was stored as {stored}; today it is {Variables.All[i]}.");
        }
    }
}
