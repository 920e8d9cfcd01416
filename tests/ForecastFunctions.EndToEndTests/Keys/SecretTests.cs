using System.Net;
using System.Text;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.LocalHost.Storage;

namespace ForecastFunctions.EndToEndTests.Keys;

/// <summary>Secrets go in by every way there is, and come out nowhere.</summary>
[Collection(KeyTests.Name)]
public sealed class SecretTests(KeyFixture fixture)
{
    /// <summary>The emulator's key, which the worker has as a setting.</summary>
    private const string StorageKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq";

    private static readonly string[] Paths =
        ["/scenarios", "/projections?limit=2", "/projections.csv?limit=2", "/baselines/2024-12/observations?limit=2",
            "/projections?to=1999", "/nowhere", "/keys/nobody", "/health"];

    [Fact]
    public async Task Secrets_SentByEveryWay_AreInNoAnswerAndInNoLogLine()
    {
        await using var storage = await Azurite.StartAsync();
        await using var product = await fixture.StartAsync(fixture.NewTableNamePrefix(), storage.TableConnectionString);
        var api = product.Api;
        var issued = await fixture.IssueAsync(api, "seeded", AccessScope.Read);
        var said = new StringBuilder();
        var secrets = new List<string> { fixture.AdminKey, issued, StorageKey, Convert.ToHexStringLower(KeyText.Hash(issued)),
            Convert.ToBase64String(KeyText.Hash(issued)) };

        await SendAllAsync(Paths);
        await storage.DisposeAsync(); // errors have the most to say
        await SendAllAsync([.. Paths.Take(1), "/projections?seed=3&draws=128"]);

        Assert.Contains(product.Host.Logs.Lines, line => line.Message.Contains("could not reach the storage", StringComparison.Ordinal));
        foreach (var line in product.Host.Logs.Lines)
            said.Append(line.Category).Append(' ').Append(line.Message).Append(' ').AppendLine(line.Exception);
        var everything = said.ToString();
        Assert.Contains("RateLimit", everything, StringComparison.Ordinal); // the headers are among it
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, everything, StringComparison.OrdinalIgnoreCase));

        async Task SendAllAsync(IReadOnlyList<string> paths)
        {
            foreach (var path in paths)
            {
                foreach (var text in new[] { issued, Guess(), fixture.AdminKey })
                {
                    var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"user:{text}"));
                    secrets.Add(basic);
                    await SendAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}code={Uri.EscapeDataString(text)}");
                    await SendAsync(path, KeyFixture.Header(text));
                    await SendAsync(path, ("Authorization", $"Basic {basic}"));
                    await SendAsync(path, ("Authorization", $"Bearer {text}"));
                    await SendAsync(path, ("Authorization", $"Weird {text}"));
                    await SendAsync(path, KeyFixture.Header(text), ("Authorization", $"Bearer {Guess()}"));
                }
            }

            var token = fixture.Issuer.Token("Forecast.Write");
            secrets.Add(token.Split('.')[2]);
            await SendAsync("/scenarios", ("Authorization", $"Bearer {token}"));
            await SendAsync("/scenarios", ("Authorization", $"Bearer {token}x"));
        }

        string Guess()
        {
            var guess = KeyText.New("guessed");
            secrets.Add(guess);
            return guess;
        }

        async Task SendAsync(string path, params (string Name, string Value)[] headers)
        {
            var answer = await api.GetAsync(path, headers);
            said.AppendLine(answer.Headers).AppendLine(answer.Text);
        }
    }

    [Fact]
    public async Task Key_InTheQuery_IsNotInTheAddressesOfAnswers()
    {
        var key = fixture.Keys[AccessScope.Read];
        foreach (var path in new[] { "/projections?limit=3", "/projections.csv?limit=3", "/baselines/latest/observations?limit=3",
            "/scenarios?limit=2" })
        {
            var answer = (await fixture.Api.GetAsync($"{path}&code={key}")).Ok();

            Assert.NotNull(answer["Link"]);
            Assert.DoesNotContain("code", answer["Link"], StringComparison.Ordinal);
            Assert.DoesNotContain("code=", answer["Content-Location"] ?? "", StringComparison.Ordinal);
            Assert.DoesNotContain("code=", answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Issue_AKey_ShowsItOnce()
    {
        var key = await fixture.IssueAsync(fixture.Api, "shown-once", AccessScope.Read);

        var again = (await fixture.PutAsync(fixture.Api, "shown-once", """{"scope":"read"}""")).Ok();
        var read = (await fixture.Api.GetAsync("/keys/shown-once", KeyFixture.Header(fixture.AdminKey))).Ok();
        var list = (await fixture.Api.GetAsync("/keys", KeyFixture.Header(fixture.AdminKey))).Ok();

        Assert.All([again, read, list], answer => Assert.DoesNotContain(key, answer.Text, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await fixture.Api.GetAsync("/scenarios", KeyFixture.Header(key))).Status);
    }
}
