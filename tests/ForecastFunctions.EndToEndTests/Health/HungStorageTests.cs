using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.EndToEndTests.Refreshes;

namespace ForecastFunctions.EndToEndTests.Health;

[Collection(ProductTests.Name)]
public sealed class HungStorageTests(ProductFixture fixture)
{
    /// <summary>What one call of the storage takes at most, with room for a busy machine.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Storage_ThatHangs_CostsItsCallersLittleAndIsUsedAgainWhenItAnswers()
    {
        await using var gate = await StorageGate.StartAsync(fixture.TableConnectionString);
        await using var product = await Product.StartAsync(gate.ConnectionString, fixture.NewTableNamePrefix());
        (await product.Api.GetAsync("/projections")).Ok();
        var asked = 0;
        gate.Before = context =>
        {
            Interlocked.Increment(ref asked);
            return Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        var logged = product.Host.Logs.Lines.Count;
        var watch = Stopwatch.StartNew();

        var answers = new ConcurrentBag<Answer>();
        await Parallel.ForAsync(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 100 }, async (number, _) =>
            answers.Add(await product.Api.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/projections/{number:x32}"))));

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Bound);
        Assert.All(answers, answer =>
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
            Assert.InRange(int.Parse(answer["Retry-After"]!, CultureInfo.InvariantCulture), 1, 120);
        });
        Assert.InRange(asked, 1, 150); // by those who came before the storage was left alone, and hardly by anybody after
        var lines = product.Host.Logs.Lines.Skip(logged)
            .Where(line => line.Category.StartsWith("ForecastFunctions.Infrastructure", StringComparison.Ordinal)).ToList();
        Assert.Contains(lines, line => line.Message.StartsWith("The storage does not answer and is left alone", StringComparison.Ordinal));
        Assert.InRange(lines.Count, 1, 20);
        Assert.All(lines, line => Assert.Null(line.Exception));

        gate.Before = null;
        while ((await product.Api.GetAsync("/projections/0123456789abcdef0123456789abcdef")).Status == HttpStatusCode.ServiceUnavailable)
            await Task.Delay(100);
        (await product.Api.GetAsync("/projections?set.ratio.limit=3.75")).Ok();
    }
}
