using ForecastFunctions.LocalHost.Functions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;

namespace ForecastFunctions.LocalHost.Http;

/// <summary>Reads the functions' route templates, with ASP.NET Core's own parser and constraints.</summary>
internal sealed class RouteTableBuilder
{
    private readonly IInlineConstraintResolver _constraints =
        new ServiceCollection().AddLogging().AddRouting().BuildServiceProvider().GetRequiredService<IInlineConstraintResolver>();

    /// <summary>The table of all HTTP functions that are not disabled.</summary>
    public RouteTable Build(string prefix, IEnumerable<FunctionDefinition> functions) => new(
    [
        .. functions
            .Where(function => function is { Trigger: HttpTrigger, IsDisabled: false })
            .OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
            .Select(function => Read(prefix, function, (HttpTrigger)function.Trigger)),
    ]);

    private RouteTable.Route Read(string prefix, FunctionDefinition function, HttpTrigger trigger)
    {
        var text = string.Join('/', new[] { prefix, trigger.Route }.Select(part => part.Trim('/')).Where(part => part.Length > 0));
        try
        {
            var template = TemplateParser.Parse(text);
            return new RouteTable.Route(
                function, new TemplateMatcher(template, Defaults(template)), Constraints(template), Methods(trigger));
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or RouteCreationException)
        {
            throw new LocalHostException($"The route of {function.Name}, '{text}', cannot be read: {exception.Message}", exception);
        }
    }

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

        return builder.Build();
    }

    private static HashSet<string>? Methods(HttpTrigger trigger) => trigger.Methods?.ToHashSet(StringComparer.OrdinalIgnoreCase);
}
