using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using ForecastFunctions.Excel.PowerQuery;

namespace ForecastFunctions.Excel.Workbook;

/// <summary>The queries of a workbook, in the Query Definition File Format (MS-QDEFF).</summary>
internal static class DataMashup
{
    /// <summary>The namespace of the part's root element.</summary>
    public const string Namespace = "http://schemas.microsoft.com/DataMashup";

    private const string Section = "Section1";
    private static readonly XNamespace Schema = "http://www.w3.org/2001/XMLSchema";
    private static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>The part that holds the queries.</summary>
    /// <param name="module">The queries.</param>
    /// <param name="filled">The tables that they fill: the query's name is the table's.</param>
    public static byte[] Write(QueryModule module, IReadOnlyList<SheetTable> filled)
    {
        var document = new XDocument(
            new XDeclaration("1.0", "utf-16", null),
            new XElement(XNamespace.Get(Namespace) + "DataMashup", Convert.ToBase64String(Stream(module, filled))));
        using var buffer = new MemoryStream();
        using (var writer = new StreamWriter(buffer, new UnicodeEncoding(bigEndian: false, byteOrderMark: true), leaveOpen: true))
            document.Save(writer, SaveOptions.DisableFormatting);
        return buffer.ToArray();
    }

    /// <summary>Version, and four fields, each after its length (2.2).</summary>
    private static byte[] Stream(QueryModule module, IReadOnlyList<SheetTable> filled)
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer);
        writer.Write(0);
        Field(Package(module));
        Field(Xml(Permissions()));
        Field(Metadata(module, filled));

        // The binding is a checksum by the user's own key. Without one, a reader takes the default permissions (2.6),
        // which are those written above.
        Field([0]);
        return buffer.ToArray();

        void Field(byte[] content)
        {
            writer.Write(content.Length);
            writer.Write(content);
        }
    }

    private static byte[] Package(QueryModule module)
    {
        XNamespace types = "http://schemas.openxmlformats.org/package/2006/content-types";
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            Entry("[Content_Types].xml", Xml(new XElement(
                types + "Types", Default("xml", "text/xml"), Default("m", "application/x-ms-m"))));
            Entry("Config/Package.xml", Xml(Root("Package",
                new XElement("Version", "2.99.202.0"), new XElement("MinVersion", "2.21.0.0"), new XElement("Culture", "en-US"))));
            Entry("Formulas/Section1.m", Encoding.UTF8.GetBytes(module.ToSection(Section).ReplaceLineEndings("\r\n")));

            void Entry(string path, byte[] content)
            {
                var entry = zip.CreateEntry(path);
                entry.LastWriteTime = FixedZip.Timestamp;
                using var stream = entry.Open();
                stream.Write(content);
            }

            XElement Default(string extension, string contentType)
                => new(types + "Default", new XAttribute("Extension", extension), new XAttribute("ContentType", contentType));
        }

        return buffer.ToArray();
    }

    private static XElement Permissions()
        => Root("PermissionList", new XElement("CanEvaluateFuturePackages", false), new XElement("FirewallEnabled", true));

    /// <summary>Version, what each query is, and no content of its own (2.5).</summary>
    private static byte[] Metadata(QueryModule module, IReadOnlyList<SheetTable> filled)
    {
        var items = module.Members.Select(m => Item(
            "Formula",
            $"{Section}/{m.Name}",
            Entries(m, filled.FirstOrDefault(t => string.Equals(t.Name, m.Name, StringComparison.Ordinal)))));
        var xml = Xml(Root("LocalPackageMetadataFile", new XElement("Items", Item("AllFormulas", null, []), items)));
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer);
        writer.Write(0);
        writer.Write(xml.Length);
        writer.Write(xml);
        writer.Write(0);
        return buffer.ToArray();
    }

    private static XElement Item(string type, string? path, IEnumerable<(string Type, string Value)> entries)
        => new("Item",
            new XElement("ItemLocation", new XElement("ItemType", type), new XElement("ItemPath", path)),
            new XElement("StableEntries", entries.Select(e => new XElement(
                "Entry", new XAttribute("Type", e.Type), new XAttribute("Value", e.Value)))));

    // A value begins with its type: l for an integer, s for a text.
    private static IEnumerable<(string Type, string Value)> Entries(QueryMember member, SheetTable? table)
    {
        yield return ("IsPrivate", "l0");
        yield return ("FillToDataModelEnabled", "l0");
        yield return ("NavigationStepName", "sNavigation");
        if (table is null)
        {
            yield return ("FillEnabled", "l0");
            yield return ("FillObjectType", "sConnectionOnly");
            if (member.IsShared)
                yield return ("ResultType", "sFunction");
            yield break;
        }

        yield return ("FillEnabled", "l1");
        yield return ("FillObjectType", "sTable");
        yield return ("ResultType", "sTable");
        yield return ("FillTarget", "s" + table.Name);
        yield return ("FillStatus", "sComplete");
        yield return ("FillCount", $"l{table.Rows.Count}");
        yield return ("FillErrorCount", "l0");
        yield return ("FilledCompleteResultToWorksheet", "l1");
        yield return ("BufferNextRefresh", "l1");
        yield return ("NameUpdatedAfterFill", "l0");
        yield return ("AddedToDataModel", "l0");
        yield return ("FillColumnNames", $"s[{string.Join(',', table.Columns.Select(c => $"\"{c.Name}\""))}]");
    }

    private static XElement Root(string name, params object[] content)
        => new(
            name,
            new XAttribute(XNamespace.Xmlns + "xsd", Schema.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "xsi", Instance.NamespaceName),
            content);

    private static byte[] Xml(XElement root)
    {
        using var buffer = new MemoryStream();
        using (var writer = new StreamWriter(buffer, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
            new XDocument(new XDeclaration("1.0", "utf-8", null), root).Save(writer, SaveOptions.DisableFormatting);
        return buffer.ToArray();
    }
}
