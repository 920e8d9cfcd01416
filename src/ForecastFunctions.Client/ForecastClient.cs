using System.Runtime.CompilerServices;
using ForecastFunctions.Client.Generated;
using ForecastFunctions.Client.Generated.Models;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;

namespace ForecastFunctions.Client;

/// <summary>
/// A client of the ForecastFunctions API. A request that met a busy service (429, 503, 504) is sent again, after as long as the
/// service said; every request can be sent again as it is. One that is refused throws <see cref="Problem"/>.
/// </summary>
public sealed class ForecastClient : IDisposable
{
    /// <summary>The header that carries a key.</summary>
    public const string KeyHeader = "x-functions-key";

    /// <summary>The most often that a request can be sent again.</summary>
    public const int MaxRetries = 10;

    private const int RowsPerPage = 1_000;

    private readonly HttpClient _http;
    private readonly HttpClientRequestAdapter _adapter;

    /// <summary>A client of an installation.</summary>
    /// <param name="address">Where the API answers, such as <c>https://forecast.example.com/api</c>.</param>
    /// <param name="key">The partner's key; <see langword="null"/> on a developer's own machine, where none is asked for.</param>
    /// <param name="transport">What sends requests; one that is given stays the caller's.</param>
    /// <param name="maxRetries">How often a request that met a busy service is sent again, from 0 to 10.</param>
    /// <exception cref="ArgumentException">The address is not absolute, or it would send a key without TLS to another machine.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of retries is out of its range.</exception>
    public ForecastClient(Uri address, string? key = null, HttpMessageHandler? transport = null, int maxRetries = 3)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentOutOfRangeException.ThrowIfNegative(maxRetries);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxRetries, MaxRetries);
        if (!address.IsAbsoluteUri)
            throw new ArgumentException("The address is absolute, such as https://forecast.example.com/api.", nameof(address));
        if (key is not null && !address.IsLoopback && !string.Equals(address.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal))
            throw new ArgumentException("A key is sent by https alone.", nameof(address));

        var retry = new RetryHandler(new RetryHandlerOption { MaxRetry = maxRetries })
        {
            InnerHandler = transport ?? new SocketsHttpHandler { AllowAutoRedirect = false },
        };
        _http = new HttpClient(retry, disposeHandler: transport is null);
        IAuthenticationProvider access = key is null
            ? new AnonymousAuthenticationProvider()
            : new KeyAccess(key, address);
        _adapter = new HttpClientRequestAdapter(access, httpClient: _http) { BaseUrl = address.AbsoluteUri.TrimEnd('/') };
        Api = new ForecastApi(_adapter);
    }

    /// <summary>Every operation of the API, as its contract has it.</summary>
    public ForecastApi Api { get; }

    /// <summary>Runs a scenario.</summary>
    /// <param name="scenario">The name of a preset, or of a scenario of the partner's own.</param>
    /// <param name="draws">How many paths are drawn, from 128; <see langword="null"/> for one path, at the central values.</param>
    /// <param name="from">The first period: <c>2028</c>, or with quarters <c>2028-Q3</c>.</param>
    /// <param name="to">The last period.</param>
    /// <param name="baseline">The vintage of what is known; the latest unless another is given.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="Problem">The request is refused.</exception>
    public Task<ProjectionPage> RunAsync(
        string scenario, int? draws = null, string? from = null, string? to = null, string? baseline = null,
        CancellationToken cancellationToken = default)
        => RunAsync(
            new RunProjectionRequest
            {
                Scenario = new RunProjectionRequest.RunProjectionRequest_scenario { String = scenario },
                Draws = draws,
                From = from,
                To = to,
                Baseline = baseline,
            },
            cancellationToken);

    /// <summary>Runs a scenario with whatever else a request can state.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="Problem">The request is refused.</exception>
    public async Task<ProjectionPage> RunAsync(RunProjectionRequest request, CancellationToken cancellationToken = default)
        => (await Api.V1.Projections.PostAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false))!;

    /// <summary>Reads a run again: the same id gives the same numbers for good.</summary>
    /// <param name="runId">Its id, as an answer and each of its rows give it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="Problem">There is no such run.</exception>
    public async Task<ProjectionPage> ReadRunAsync(string runId, CancellationToken cancellationToken = default)
        => (await Api.V1.Projections[runId].GetAsync(cancellationToken: cancellationToken).ConfigureAwait(false))!;

    /// <summary>Reads the rows of a run page by page.</summary>
    /// <param name="runId">Its id.</param>
    /// <param name="variables">What to show; a name may end in <c>*</c>. Everything where there are none.</param>
    /// <param name="rowsPerPage">How many rows a page has, from 1 to 100,000.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Problem">There is no such run, or no such variable.</exception>
    public async IAsyncEnumerable<ProjectionRow> ReadRowsAsync(
        string runId, IReadOnlyList<string>? variables = null, int rowsPerPage = RowsPerPage,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? cursor = null;
        do
        {
            var page = await Api.V1.Projections[runId].GetAsync(
                request =>
                {
                    request.QueryParameters.Variables = variables is null ? null : [.. variables];
                    request.QueryParameters.Limit = rowsPerPage;
                    request.QueryParameters.Cursor = cursor;
                },
                cancellationToken).ConfigureAwait(false);
            foreach (var row in page!.Value!)
                yield return row;
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    /// <summary>Reads the figures of a vintage page by page.</summary>
    /// <param name="version">Its version, or <c>latest</c>; of the latest, every page is of the vintage that the first one was of.</param>
    /// <param name="series">One series alone; all of them where it is <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Problem">There is no such vintage, or no such series.</exception>
    public async IAsyncEnumerable<ObservationsRow> ReadObservationsAsync(
        string version = "latest", string? series = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var pinned = string.Equals(version, "latest", StringComparison.Ordinal)
            ? (await Api.V1.Baselines.Current.GetAsync(cancellationToken: cancellationToken).ConfigureAwait(false))!.Version!
            : version;
        string? cursor = null;
        do
        {
            var page = await Api.V1.Baselines[pinned].Observations.GetAsync(
                request => (request.QueryParameters.Series, request.QueryParameters.Cursor) = (series is null ? null : [series], cursor),
                cancellationToken).ConfigureAwait(false);
            foreach (var row in page!.Value!)
                yield return row;
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _adapter.Dispose();
        _http.Dispose();
    }

    /// <summary>Adds the key to requests for the installation, and to no others.</summary>
    private sealed class KeyAccess(string key, Uri address) : IAuthenticationProvider
    {
        public Task AuthenticateRequestAsync(
            RequestInformation request, Dictionary<string, object>? additionalAuthenticationContext = null,
            CancellationToken cancellationToken = default)
        {
            if (string.Equals(request.URI.Authority, address.Authority, StringComparison.OrdinalIgnoreCase))
                request.Headers.Add(KeyHeader, key);
            return Task.CompletedTask;
        }
    }
}
