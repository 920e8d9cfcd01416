using ForecastFunctions.LocalHost.Functions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace ForecastFunctions.LocalHost.Http;

/// <summary>A function that answers a request, and the values its route took out of the path.</summary>
internal sealed record RouteMatch(FunctionDefinition Function, RouteValueDictionary Values);

/// <summary>
/// The routes of an app, tried in the order of the functions' names and not by how well they fit: so the platform does
/// it too (azure-functions-host#9876).
/// </summary>
internal sealed class RouteTable(IReadOnlyList<RouteTable.Route> routes)
{
    /// <summary>The function that answers the request, if any.</summary>
    public RouteMatch? Match(HttpContext context)
    {
        foreach (var route in routes)
        {
            if (route.Methods is { } methods && !methods.Contains(context.Request.Method)) continue;

            var values = new RouteValueDictionary();
            if (route.Path.TryMatch(context.Request.Path, values) && IsWithinConstraints(route, context, values))
                return new RouteMatch(route.Function, values);
        }

        return null;
    }

    private static bool IsWithinConstraints(Route route, HttpContext context, RouteValueDictionary values)
    {
        foreach (var (parameter, constraint) in route.Constraints)
        {
            if (!constraint.Match(context, route: null, parameter, values, RouteDirection.IncomingRequest)) return false;
        }

        return true;
    }

    internal sealed record Route(
        FunctionDefinition Function,
        TemplateMatcher Path,
        IEnumerable<KeyValuePair<string, IRouteConstraint>> Constraints,
        IReadOnlySet<string>? Methods);
}
