using System.Text;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.UnitTests.Http;

/// <summary>Requests and what is answered to them, without a server.</summary>
internal static class Requests
{
    public static HttpRequest Get(string query = "", params (string Name, string Value)[] headers) => Of(HttpMethods.Get, query, headers);

    public static HttpRequest Of(string method, string query = "", params (string Name, string Value)[] headers)
    {
        var context = new DefaultHttpContext();
        context.Response.Body = new MemoryStream();
        context.Request.Method = method;
        context.Request.QueryString = new QueryString(query);
        foreach (var (name, value) in headers)
            context.Request.Headers.Append(name, value);
        return context.Request;
    }

    public static HttpRequest Post(Stream body, string? contentType = "application/json")
    {
        var request = Of(HttpMethods.Post);
        request.ContentType = contentType;
        request.Body = body;
        return request;
    }

    public static HttpRequest Post(string body) => Post(new MemoryStream(Encoding.UTF8.GetBytes(body)));

    public static string Written(this HttpResponse response) => Encoding.UTF8.GetString(((MemoryStream)response.Body).ToArray());
}
