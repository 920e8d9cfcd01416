using ForecastFunctions.Core.Keys;

namespace ForecastFunctions.Keys;

/// <summary>
/// The scope that an HTTP function asks of its callers. Without methods it holds for every method that no other one
/// names: <c>[Requires(AccessScope.Read), Requires(AccessScope.Write, "PUT", "DELETE")]</c>. A function that declares
/// nothing answers nobody.
/// </summary>
/// <param name="scope">The scope.</param>
/// <param name="methods">The methods that it is for; none for all others.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequiresAttribute(AccessScope scope, params string[] methods) : Attribute
{
    /// <summary>The scope.</summary>
    public AccessScope Scope { get; } = scope;

    /// <summary>The methods that it is for; none for all others.</summary>
    public IReadOnlyList<string> Methods { get; } = methods;
}

/// <summary>An HTTP function for everyone: it tells nothing that a stranger may not know, and costs next to nothing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsNoKeyAttribute : Attribute;
