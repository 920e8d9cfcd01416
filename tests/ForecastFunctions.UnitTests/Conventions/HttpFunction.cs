using System.Reflection;
using ForecastFunctions.Health;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.UnitTests.Conventions;

/// <summary>A function of the app with an HTTP trigger.</summary>
internal sealed record HttpFunction(string Name, MethodInfo Method, HttpTriggerAttribute Trigger)
{
    /// <summary>Every one of the app.</summary>
    public static IReadOnlyList<HttpFunction> All { get; } =
    [
        .. typeof(HealthFunctions).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
                .OfType<HttpTriggerAttribute>()
                .Select(trigger => new HttpFunction(method.GetCustomAttribute<FunctionAttribute>()!.Name, method, trigger))),
    ];

    public override string ToString() => $"{Name} ({Trigger.Route})";
}
