using System.Text.Json;
using System.Text.Json.Nodes;

namespace ForecastFunctions.InfraTests;

/// <summary>
/// What each variant is predicted to have, as it stands in <c>Snapshots</c>: a change of the template shows there what it does. Renewed
/// by <c>RENEW_SNAPSHOTS=1 dotnet test tests/ForecastFunctions.InfraTests --filter FullyQualifiedName~SnapshotTests</c>.
/// </summary>
[Collection(SharedTemplate.Name)]
public sealed class SnapshotTests(Template template)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [BicepTheory]
    [MemberData(nameof(Template.Names), MemberType = typeof(Template))]
    public async Task Variant_Predicted_IsAsItStands(string parameters)
    {
        var resources = (await template.PredictAsync(parameters)).Resources
            .OrderBy(r => (string)r["id"]!, StringComparer.Ordinal).Select(r => r.DeepClone());
        var predicted = new JsonArray([.. resources]).ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
        var file = Path.Combine(Bicep.Root, "tests/ForecastFunctions.InfraTests/Snapshots", parameters + ".json");
        if (Environment.GetEnvironmentVariable("RENEW_SNAPSHOTS") is "1")
            await File.WriteAllTextAsync(file, predicted);

        Assert.Equal(await File.ReadAllTextAsync(file), predicted);
    }
}
