using ForecastFunctions.Core.Baselines;

namespace ForecastFunctions.UnitTests.Baselines;

internal static class Sample
{
    public static Observation Observation(
        string seriesId = "nvda.revenue.q", DateOnly? periodEnd = null, Frequency frequency = Frequency.Quarterly, double value = 35.082,
        string unit = "USD", ObservationStatus status = ObservationStatus.Reported, string source = "NVIDIA's filings",
        string reference = "accession 1", DateOnly? knownSince = null) =>
        new(seriesId, periodEnd ?? new DateOnly(2024, 10, 27), frequency, value, unit, status, source, reference,
            knownSince ?? new DateOnly(2024, 11, 20));

    public static CalibratedParameter Parameter(
        string id = "spend.base", double value = 137, string? law = null, ParameterStatus status = ParameterStatus.Assumed,
        string basis = "A judgement.", params string[] observations) =>
        new(id, value, law, status, basis, observations);

    public static Baseline Baseline(
        IReadOnlyList<Observation>? observations = null, IReadOnlyList<CalibratedParameter>? parameters = null,
        string version = "2024-12", string title = "December 2024", DateOnly? asOf = null, int baseYear = 2024) =>
        new(version, title, asOf ?? new DateOnly(2024, 12, 31), baseYear, parameters ?? [], observations ?? []);
}
