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

    /// <summary>Writes the names of variables.</summary>
    public static void Write(BinaryWriter writer, IReadOnlyList<Variable> variables)
    {
        writer.Write(variables.Count);
        foreach (var variable in variables)
            writer.Write(variable.Name);
    }

    /// <summary>Reads the names.</summary>
    /// <param name="reader">Stands at the number of variables.</param>
    /// <param name="format">The format that the numbers were stored in.</param>
    /// <returns>The variables of the columns.</returns>
    /// <exception cref="FormatException">
    /// The format is not known, or the columns are not those of today's variables in the catalogue's order.
    /// </exception>
    public static IReadOnlyList<Variable> Read(BinaryReader reader, int format)
    {
        if (format is not (Unnamed or Named))
            throw new FormatException($"The numbers were stored in format {format}, which is not known here.");
        var count = reader.ReadInt32();
        if (count < Variables.All.Count || count > RunVariables.Catalogue.Count || (format == Unnamed && count != Variables.All.Count))
        {
            throw new FormatException(
                $"The numbers were stored with {count} variables; today there are {Variables.All.Count} to {RunVariables.Catalogue.Count}.");
        }

        var variables = new Variable[count];
        for (var i = 0; i < count; i++)
        {
            var stored = format == Unnamed ? VariablesOfUnnamed[i] : reader.ReadString();
            variables[i] = Variables.Find(stored) is { } known && (i < Variables.All.Count ? known.Index == i : known.Index > variables[i - 1].Index)
                ? known
                : throw new FormatException($"Column {i} was stored as {stored}, which is not there today.");
        }

        return variables;
    }

    /// <summary>For each variable of the catalogue its place in a list in the same order, or −1.</summary>
    /// <exception cref="ArgumentException">The list is in another order.</exception>
    public static int[] PlacesOf(IReadOnlyList<Variable> variables)
    {
        var places = new int[RunVariables.Catalogue.Count];
        Array.Fill(places, -1);
        for (var i = 0; i < variables.Count; i++)
        {
            if (i > 0 && variables[i].Index <= variables[i - 1].Index)
                throw new ArgumentException("Variables stand in the catalogue's order, each once.", nameof(variables));
            places[variables[i].Index] = i;
        }

        return places;
    }
}
