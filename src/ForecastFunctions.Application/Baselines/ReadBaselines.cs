using ForecastFunctions.Application.Contract;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Scenarios;

namespace ForecastFunctions.Application.Baselines;

/// <summary>Which figures of a baseline are wanted.</summary>
/// <param name="Version">The baseline's version, or <c>latest</c>.</param>
/// <param name="Series">The series, in order of name; <see langword="null"/> for all.</param>
/// <param name="KnownBy">The day by which the figures were known; <see langword="null"/> for all.</param>
public sealed record ObservationRequest(string Version, IReadOnlyList<string>? Series, DateOnly? KnownBy)
{
    /// <summary>Some series.</summary>
    public static readonly Member<IReadOnlyList<string>> SeriesMember = new(
        "series", MemberType.List, "Some series alone", "a list of ids of series, with commas between them",
        a => a.AsList() is { Count: > 0 } ids ? ids : null)
    {
        Absent = "all",
        Example = "nvda.datacenter_revenue.q",
    };

    /// <summary>Reads the members.</summary>
    /// <param name="version">The baseline.</param>
    /// <param name="arguments">The members.</param>
    public static ObservationRequest Read(string version, Arguments arguments)
        => new(version, arguments.ReadNames(SeriesMember)?.Order(StringComparer.Ordinal).ToList(), arguments.Read(BaselineMembers.AsOf));
}

/// <summary>Which baselines are compared.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The second.</param>
public sealed record DifferenceRequest(BaselineSelector From, BaselineSelector To)
{
    /// <summary>The first.</summary>
    public static readonly Member<string> FromMember = Of("from", "The first vintage") with
    {
        Missing = "from is the version of a baseline, or a day; to is latest unless another is given.",
        Example = "2024-12",
    };

    /// <summary>The second.</summary>
    public static readonly Member<string> ToMember = Of("to", "The second vintage") with { Default = BaselineLibrary.Latest };

    /// <summary>Reads the members.</summary>
    public static DifferenceRequest Read(Arguments arguments) => new(Read(arguments, FromMember), Read(arguments, ToMember));

    private static BaselineSelector Read(Arguments arguments, Member<string> member)
        => BaselineSelector.Read(arguments, member) ?? BaselineSelector.Of(BaselineLibrary.Latest, member.Name);

    private static Member<string> Of(string name, string meaning)
        => new(name, MemberType.Text, meaning, "the version of a baseline, latest, or a day such as 2025-06-30", a => a.AsText());
}

/// <summary>Figures of a baseline.</summary>
/// <param name="Baseline">The baseline.</param>
/// <param name="Rows">The figures.</param>
/// <param name="Series">What their series are.</param>
public sealed record ObservationList(Baseline Baseline, IReadOnlyList<Observation> Rows, IReadOnlyList<MeasuredVariable> Series);

/// <summary>Two baselines, and what differs between them.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The second.</param>
/// <param name="Rows">The differences.</param>
public sealed record DifferenceList(Baseline From, Baseline To, IReadOnlyList<BaselineDifference> Rows);

/// <summary>Reads what is known of the market, vintage by vintage.</summary>
/// <param name="library">Gives the baselines.</param>
public sealed class ReadBaselines(BaselineLibrary library)
{
    /// <summary>The baselines of what was known by a day, or all of them.</summary>
    public async Task<IReadOnlyList<BaselineRow>> ListAsync(DateOnly? knownBy, CancellationToken cancellationToken)
    {
        var (summaries, current) = await library.ListAsync(cancellationToken);
        return [.. summaries.Where(s => knownBy is null || s.AsOf <= knownBy).Select(s => new BaselineRow(s, current))];
    }

    /// <summary>The baseline of a version, or of <c>latest</c>.</summary>
    /// <exception cref="ProblemException">404: there is none.</exception>
    public async Task<Baseline> ReadAsync(string version, CancellationToken cancellationToken)
        => await library.FindAsync(version, cancellationToken)
            ?? throw ProblemException.NotFound($"There is no baseline '{version}'. GET /api/v1/baselines lists them.");

    /// <summary>Figures of a baseline.</summary>
    /// <exception cref="ProblemException">404: there is no such baseline.</exception>
    public async Task<Outcome<ObservationList>> ObservationsAsync(ObservationRequest request, CancellationToken cancellationToken)
    {
        var baseline = await ReadAsync(request.Version, cancellationToken);
        var series = request.Series ?? baseline.SeriesIds;
        var faults = new Faults();
        foreach (var unknown in series.Except(baseline.SeriesIds, StringComparer.Ordinal))
        {
            faults.Add(ObservationRequest.SeriesMember.Name, FaultCode.NotFound,
                $"Baseline {baseline.Version} has no series '{unknown}'.{Suggestion.DidYouMean(unknown, baseline.SeriesIds)}");
        }

        if (faults.Any)
            return faults;
        return new ObservationList(
            baseline,
            [
                .. baseline.Observations
                    .Where(o => request.Series is null || request.Series.Contains(o.SeriesId, StringComparer.Ordinal))
                    .Where(o => request.KnownBy is null || o.KnownSince <= request.KnownBy),
            ],
            [.. series.Select(id => ObservedSeries.Describe(baseline.Series(id)))]);
    }

    /// <summary>What differs between two baselines.</summary>
    public async Task<Outcome<DifferenceList>> CompareAsync(DifferenceRequest request, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var from = await library.FindAsync(request.From, faults, cancellationToken);
        var to = await library.FindAsync(request.To, faults, cancellationToken);
        return faults.Any ? faults : new DifferenceList(from, to, BaselineDifference.Between(from, to));
    }

    /// <summary>What the parameters of a baseline are.</summary>
    public static IReadOnlyList<MeasuredVariable> Describe(Baseline baseline) =>
    [
        .. baseline.Parameters.Select(p => new MeasuredVariable(
            p.Id, Parameters.Find(p.Id)?.Meaning ?? p.Id, Parameters.Find(p.Id)?.Unit ?? "", p.Basis, DataLicences.OfResults,
            baseline.AsOf)),
    ];
}
