namespace ForecastFunctions.LocalHost.Http;

/// <summary>Where the host listens, and within which bounds.</summary>
/// <param name="Port">The port at 127.0.0.1; 0 takes a free one.</param>
/// <param name="MaxBodyBytes">The most bytes of a request's body.</param>
/// <param name="MaxOutstandingRequests">The most requests that functions answer at once; -1 for any number.</param>
/// <param name="HomePage">What is answered at <c>/</c>.</param>
internal sealed record HttpFrontOptions(int Port, long MaxBodyBytes, int MaxOutstandingRequests, HomePage HomePage);
