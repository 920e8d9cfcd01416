using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Infrastructure.Sources.Http;
using Microsoft.Extensions.Options;

namespace ForecastFunctions.Infrastructure.Sources;

/// <summary>
/// Says which setting is wrong and what would be right; the query of an address, which may hold a key, is never repeated.
/// </summary>
internal sealed class SourceSettingsValidation(NetworkAccess access) : IValidateOptions<SourceSettings>
{
    private const int MaxRequestsPerSecond = 5;

    private static readonly string[] BuiltInHosts =
    [
        new Uri(SecEdgarSettings.PublicAddress).Host, new Uri(SecFilingsSettings.PublicArchives).Host,
        new Uri(EpochAiSettings.PublicAddress).Host,
    ];

    public ValidateOptionsResult Validate(string? name, SourceSettings options)
    {
        var faults = Sec(options).Concat(EpochAi(options)).Concat(Curated(options)).Concat(Http(options.Http)).ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> Sec(SourceSettings settings)
    {
        var (edgar, filings) = (settings.SecEdgar, settings.SecFilings);
        var readsFilings = filings.IsEnabled(edgar);
        if (!edgar.IsEnabled && !readsFilings)
            yield break;
        string[] wrong =
        [
            .. new[]
            {
                Address(settings, "Sources:SecEdgar:BaseAddress", edgar.EffectiveAddress, isBase: true),
                readsFilings ? Address(settings, "Sources:SecFilings:ArchivesAddress", filings.EffectiveArchives, isBase: true) : null,
            }.OfType<string>(),
        ];
        foreach (var fault in wrong)
            yield return fault;
        if (wrong.Length == 0 && string.IsNullOrEmpty(edgar.Contact)
            && !(new Uri(edgar.EffectiveAddress).IsLoopback && (!readsFilings || new Uri(filings.EffectiveArchives).IsLoopback)))
            yield return "Sources:SecEdgar:Contact is not set, and the SEC shuts out clients that do not say who they are. Set it to a "
                + "name and an e-mail address, such as 'Example Ltd data@example.com', or set Sources:SecEdgar:Enabled "
                + "(and Sources:SecFilings:Enabled, where that is set) to false.";
        if (edgar.Contact is { Length: > 0 } contact && !IsContact(contact))
            yield return "Sources:SecEdgar:Contact is not a contact. It is a name and an e-mail address in up to 100 ASCII characters "
                + "without parentheses, such as 'Example Ltd data@example.com'.";
        if (edgar.RequestsPerSecond < 1 || (edgar.RequestsPerSecond > MaxRequestsPerSecond && !access.IsDevelopment))
            yield return $"Sources:SecEdgar:RequestsPerSecond is {edgar.RequestsPerSecond}. It is 1 to {MaxRequestsPerSecond}; the SEC "
                + "allows all of one's clients together 10.";
    }

    private IEnumerable<string> EpochAi(SourceSettings settings)
    {
        if (settings.EpochAi.IsEnabled
            && Address(settings, "Sources:EpochAi:BaseAddress", settings.EpochAi.EffectiveAddress, isBase: true) is { } fault)
            yield return fault;
    }

    private IEnumerable<string> Curated(SourceSettings settings)
    {
        if (settings.Curated.Address is { Length: > 0 } address
            && Address(settings, "Sources:Curated:Address", address, isBase: false) is { } fault)
            yield return fault;
        foreach (var series in settings.Curated.ExcludedSeries.Where(series => !Observation.IsSeriesId(series)))
            yield return $"Sources:Curated:ExcludedSeries names '{series}', which is not a series id such as nvda.datacenter_revenue.q.";
    }

    private string? Address(SourceSettings settings, string name, string text, bool isBase)
    {
        var shown = text.Split('?', 2)[0];
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri is not { Scheme: "https" or "http", Fragment: "", UserInfo: "" })
            return $"{name} '{(uri is { UserInfo.Length: > 0 } ? "…" : shown)}' is not an address. It is an https address without a user "
                + "or a fragment, such as https://data.example.com.";
        if (isBase && uri.Query.Length > 0)
            return $"{name} '{shown}' has a query, to which no path can be added. It is an https address such as https://data.example.com.";
        if (uri.Scheme is not "https" && !access.IsDevelopment)
            return $"{name} '{shown}' is not https. Plain http is for loopback in Development "
                + "(AZURE_FUNCTIONS_ENVIRONMENT=Development) only.";
        if (uri.Scheme is not "https" && !uri.IsLoopback)
            return $"{name} '{shown}' is neither https nor on loopback. Plain http is for loopback only.";
        if (uri.IsLoopback && !access.IsDevelopment)
            return $"{name} '{shown}' is this machine itself, which is for Development (AZURE_FUNCTIONS_ENVIRONMENT=Development) only. It "
                + "is the address of a public host.";
        return uri.IsLoopback || BuiltInHosts.Concat(settings.AllowedHosts).Contains(uri.Host, StringComparer.OrdinalIgnoreCase)
            ? null
            : $"{name} names the host {uri.Host}, which is not allowed. Add it to Sources:AllowedHosts "
                + $"(Sources__AllowedHosts__0={uri.Host}) if that is meant.";
    }

    private static bool IsContact(string text) =>
        text.Length <= 100 && text.Contains('@', StringComparison.Ordinal)
            && text.All(c => c is >= ' ' and <= '~' and not ('(' or ')' or '\\'));

    private static IEnumerable<string> Http(HttpSettings http)
    {
        if (http.TryTimeout <= TimeSpan.Zero || http.TryTimeout > http.OverallTimeout || http.OverallTimeout > http.SourceTimeout
            || http.SourceTimeout > TimeSpan.FromHours(1))
            yield return $"Sources:Http:TryTimeout ({http.TryTimeout}), OverallTimeout ({http.OverallTimeout}) and SourceTimeout "
                + $"({http.SourceTimeout}) do not fit. Each is positive and no longer than the next, the last at most an hour.";
        if (http.Retries is < 0 or > 10)
            yield return $"Sources:Http:Retries is {http.Retries}. It is 0 to 10.";
        if (http.RetryDelay <= TimeSpan.Zero || http.RetryDelay > http.OverallTimeout)
            yield return $"Sources:Http:RetryDelay is {http.RetryDelay}. It is positive and no longer than Sources:Http:OverallTimeout.";
        if (http.MaxRetryAfter < TimeSpan.Zero || http.MaxRetryAfter > http.OverallTimeout)
            yield return $"Sources:Http:MaxRetryAfter is {http.MaxRetryAfter}. It is no longer than Sources:Http:OverallTimeout.";
        if (http.BreakDuration <= TimeSpan.Zero || http.BreakDuration > TimeSpan.FromHours(1))
            yield return $"Sources:Http:BreakDuration is {http.BreakDuration}. It is positive and at most an hour.";
        if (http.MaxParallelRequests is < 1 or > 16)
            yield return $"Sources:Http:MaxParallelRequests is {http.MaxParallelRequests}. It is 1 to 16.";
        if (http.MaxBodyBytes is < 1024 or > 64 * 1024 * 1024)
            yield return $"Sources:Http:MaxBodyBytes is {http.MaxBodyBytes}. It is 1024 to 67108864.";
    }
}
