using ForecastFunctions.UnitTests.Conventions.Cyclic.Two;

namespace ForecastFunctions.UnitTests.Conventions.Cyclic.One;

/// <summary>Knows what knows it, so that the check of folders has something to find.</summary>
internal sealed record First(Second? Other);
