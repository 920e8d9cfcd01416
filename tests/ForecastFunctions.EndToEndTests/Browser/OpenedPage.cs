using PuppeteerSharp;

namespace ForecastFunctions.EndToEndTests.Browser;

/// <summary>A page that is open in a browser.</summary>
public sealed class OpenedPage : IAsyncDisposable
{
    private readonly List<string> _requests = [];
    private readonly List<string> _faults = [];

    internal OpenedPage(IPage page)
    {
        Page = page;
        page.Request += (_, sent) => Add(_requests, sent.Request.Url);
        page.RequestFailed += (_, failed) =>
        {
            // What the page itself gives up, since it asks something else by now, has not failed.
            if (failed.Request.FailureText is not "net::ERR_ABORTED")
                Add(_faults, $"{failed.Request.Url}: {failed.Request.FailureText}");
        };
        page.PageError += (_, error) => Add(_faults, error.Message);
        page.Console += (_, line) =>
        {
            if (line.Message.Type is ConsoleType.Error)
                Add(_faults, line.Message.Text);
        };
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>The addresses that it asked for, but for those that it holds itself (<c>data:</c>, <c>blob:</c>).</summary>
    public IReadOnlyList<Uri> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests.Select(r => new Uri(r)).Where(r => r.Scheme is "http" or "https" or "ws" or "wss")];
        }
    }

    /// <summary>What went wrong on it: errors of its scripts, requests that failed, and what its policy forbade.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_faults)
                return [.. _faults];
        }
    }

    public async ValueTask DisposeAsync() => await Page.DisposeAsync();

    private static void Add(List<string> list, string item)
    {
        lock (list)
            list.Add(item);
    }
}
