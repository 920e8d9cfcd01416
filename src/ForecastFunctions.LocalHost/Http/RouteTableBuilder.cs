using ForecastFunctions.LocalHost.Functions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;

namespace ForecastFunctions.LocalHost.Http;

/// <summary>Reads the functions' route templates, with ASP.NET Core's own parser and constraints.</summary>
internal sealed class RouteTableBuilder
{
    private readonly IInlineConstraintResolver _constraints =
        new ServiceCollection().AddLogging().AddRouting().BuildServiceProvider().GetRequiredService<IInlineConstraintResolver>();

    /// <summary>The table of all HTTP functions that are not disabled.</summary>
    /// <exception cref="LocalHostException">The platform would not serve one of the routes; each is named, with why.</exception>
    public RouteTable Build(string prefix, IEnumerable<FunctionDefinition> functions)
    {
        var served = functions
            .Where(function => function is { Trigger: HttpTrigger, IsDisabled: false })
            .OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
            .Select(function => (Function: function, Trigger: (HttpTrigger)function.Trigger))
            .ToList();
        var routes = new List<RouteTable.Route>();
        var faults = new List<string>();
        foreach (var (index, (function, trigger)) in served.Index())
        {
            var twin = served.Take(index).FirstOrDefault(earlier => AreTheSame(earlier.Trigger, trigger)).Function;
            if (IsReserved(trigger))
                faults.Add($"The route of {function.Name}, '{trigger.Route}', begins with 'admin', which is the host's own.");
            else if (twin is not null)
                faults.Add($"The route of {function.Name}, '{trigger.Route}', is that of {twin.Name} too, for the same method.");
            else if (Read(prefix, function, trigger, out var fault) is { } route)
                routes.Add(route);
            else
                faults.Add(fault!);
        }

        return faults.Count == 0 ? new RouteTable(routes) : throw new LocalHostException(string.Join(Environment.NewLine, faults));
    }

    private RouteTable.Route? Read(string prefix, FunctionDefinition function, HttpTrigger trigger, out string? fault)
    {
        var text = string.Join('/', new[] { prefix, trigger.Route }.Select(part => part.Trim('/')).Where(part => part.Length > 0));
        try
        {
            var template = TemplateParser.Parse(text);
            fault = null;
            return new RouteTable.Route(
                function, new TemplateMatcher(template, Defaults(template)), Constraints(template), Methods(trigger));
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or RouteCreationException)
        {
            fault = $"The route of {function.Name}, '{text}', cannot be read: {Reason(exception)}";
            return null;
        }
    }

    private static bool IsReserved(HttpTrigger trigger) =>
        trigger.Route.TrimStart('/').StartsWith("admin", StringComparison.OrdinalIgnoreCase);

    private static bool AreTheSame(HttpTrigger one, HttpTrigger other) =>
        string.Equals(one.Route.Trim('/'), other.Route.Trim('/'), StringComparison.OrdinalIgnoreCase)
        && (one.Methods is null || other.Methods is null || one.Methods.Intersect(other.Methods, StringComparer.OrdinalIgnoreCase).Any());

    // The innermost exception says what is wrong with the template; those around it, where it was found.
    private static string Reason(Exception exception) => exception.GetBaseException().Message.ReplaceLineEndings(" ");

    private static RouteValueDictionary Defaults(RouteTemplate template)
    {
        var defaults = new RouteValueDictionary();
        foreach (var parameter in template.Parameters)
        {
            if (parameter.DefaultValue is not null) defaults[parameter.Name!] = parameter.DefaultValue;
        }

        return defaults;
    }

    private IDictionary<string, IRouteConstraint> Constraints(RouteTemplate template)
    {
        var builder = new RouteConstraintBuilder(_constraints, template.TemplateText!);
        foreach (var parameter in template.Parameters)
        {
            if (parameter.IsOptional) builder.SetOptional(parameter.Name!);
            foreach (var constraint in parameter.InlineConstraints)
            {
                builder.AddResolvedConstraint(parameter.Name!, constraint.Constraint);
            }
        }

        var constraints = builder.Build();
        foreach (var constraint in constraints.Values) Check(constraint);
        return constraints;
    }

    // A regular expression is otherwise read when the first request comes, and fails it.
    private static void Check(IRouteConstraint constraint)
    {
        switch (constraint)
        {
            case RegexRouteConstraint regex:
                _ = regex.Constraint;
                break;
            case OptionalRouteConstraint optional:
                Check(optional.InnerConstraint);
                break;
            case CompositeRouteConstraint composite:
                foreach (var part in composite.Constraints) Check(part);
                break;
        }
    }

    private static HashSet<string>? Methods(HttpTrigger trigger) => trigger.Methods?.ToHashSet(StringComparer.OrdinalIgnoreCase);
}
