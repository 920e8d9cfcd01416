using CsCheck;
using ForecastFunctions.Infrastructure.Sources;
using ForecastFunctions.Infrastructure.Sources.Curated;

namespace ForecastFunctions.IntegrationTests.Sources;

public sealed class CuratedMutationTests
{
    [Fact]
    public void Read_MutatedDocument_FailsByNameOrNotAtAll()
    {
        var text = SourceDocuments.CuratedCsv;
        var edits = Gen.Select(Gen.Int[0, text.Length - 1], Gen.Char[" \0\"\n\r,;0123456789.-eNaZ∞\ud800"]).Array[1, 5];

        edits.Sample(changes =>
        {
            var mutated = text.ToCharArray();
            foreach (var (at, character) in changes)
                mutated[at] = character;
            try
            {
                _ = CuratedObservations.Read(new StringReader(new string(mutated)), "test.csv");
            }
            catch (SourceFormatException)
            {
                // A named fault is what may happen.
            }
        }, iter: 5_000);
    }
}
