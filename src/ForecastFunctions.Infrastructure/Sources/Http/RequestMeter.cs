namespace ForecastFunctions.Infrastructure.Sources.Http;

/// <summary>Counts what the requests of one reading take; it travels with them.</summary>
internal sealed class RequestMeter
{
    public static readonly HttpRequestOptionsKey<RequestMeter> Key = new(nameof(RequestMeter));

    private int _requests;
    private long _bytes;

    public int Requests => Volatile.Read(ref _requests);

    public long Bytes => Interlocked.Read(ref _bytes);

    public void CountRequest() => Interlocked.Increment(ref _requests);

    public void CountBytes(int bytes) => Interlocked.Add(ref _bytes, bytes);
}
