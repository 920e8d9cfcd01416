using ForecastFunctions.UnitTests.Conventions.Cyclic.One;

namespace ForecastFunctions.UnitTests.Conventions.Cyclic.Two;

/// <summary>Knows what knows it, so that the check of folders has something to find.</summary>
internal sealed record Second(First? Other);
