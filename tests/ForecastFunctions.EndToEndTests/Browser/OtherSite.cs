using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.EndToEndTests.Browser;

/// <summary>A site of its own on loopback, whose page is empty: another origin than the service's.</summary>
public sealed class OtherSite : IAsyncDisposable
{
    private readonly WebApplication _site;

    private OtherSite(WebApplication site) => _site = site;

    /// <summary>Its address, without a slash at the end: its origin.</summary>
    public string Origin => _site.Urls.Single();

    public static async Task<OtherSite> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = builder.Build();
        site.MapGet("/", () => Results.Content("<!doctype html><title>another site</title>", "text/html"));
        await site.StartAsync();
        return new OtherSite(site);
    }

    public async ValueTask DisposeAsync() => await _site.DisposeAsync();
}
