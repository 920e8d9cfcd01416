using System.Text;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Forecasts;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.SeriesCatalogues;

namespace ForecastFunctions.Application.SeriesCatalogues;

/// <summary>The members by which requests name catalogues, their parts, and what is asked of them.</summary>
public static class CatalogueMembers
{
    /// <summary>The name of a catalogue in a path.</summary>
    public static readonly Member<string> Name = new(
        "catalogue", MemberType.Text, "The catalogue's name", SavedScenario.NameWanted, a => a.AsText())
    {
        Body = new Shape.Text { MinLength = 1, MaxLength = SavedScenario.MaxNameLength, Pattern = "^[a-z][a-z0-9_-]*$" },
        Example = "orders",
    };

    /// <summary>The catalogue that a question is about.</summary>
    public static readonly Member<string> Catalogue = Name with { Missing = "catalogue names one of your catalogues; GET /api/v1/catalogues lists them." };

    /// <summary>The number of a part in a path.</summary>
    public static readonly Member<int?> Part = new(
        "part", MemberType.Whole, "The part's number", $"a whole number from 1 to {CataloguePart.MaxNumber}", a => a.AsInteger())
    {
        Min = 1,
        Max = CataloguePart.MaxNumber,
        Example = "1",
    };

    /// <summary>What a catalogue is, in its owner's words.</summary>
    public static readonly Member<string> Description = new(
        "description", MemberType.Text, "What the catalogue is", $"a text of at most {SeriesCatalogue.MaxDescriptionLength} characters",
        a => a.AsText() is { } text && text.Length <= SeriesCatalogue.MaxDescriptionLength && !text.EnumerateRunes().Any(Rune.IsControl) ? text : null)
    {
        Absent = "none",
        IsBodyOnly = true,
        Body = new Shape.Text { MaxLength = SeriesCatalogue.MaxDescriptionLength },
        Example = "Orders by product",
    };

    /// <summary>How many series a page has.</summary>
    public static readonly Member<int?> Limit = FormMembers.Limit with
    {
        Meaning = "How many series at once, each with all its rows; fewer where the answer would have too many rows",
        Absent = $"as many as have {RowCosts.MaxRows} rows in CSV and NDJSON, and {RowCosts.FreeRows} in JSON",
    };

    /// <summary>In which form, and how much at once, an answer is read.</summary>
    public static IReadOnlyList<Member> OfAnswers { get; } = [FormMembers.FormatWithLines, FormMembers.DecimalMark, Limit, FormMembers.Cursor];

    /// <summary>What is asked of forecasts.</summary>
    public static IReadOnlyList<Member> OfForecasts { get; } =
        [Catalogue, SeriesMembers.Support, SeriesMembers.Bounds, SeriesMembers.Horizon, SeriesMembers.Levels, ForecastMembers.Method, ForecastMembers.Aggregate];

    /// <summary>What is asked of backtests.</summary>
    public static IReadOnlyList<Member> OfBacktests { get; } =
    [
        Catalogue, SeriesMembers.Support, SeriesMembers.Bounds, SeriesMembers.Horizon, SeriesMembers.Levels, Backtests.BacktestMembers.Methods,
        Backtests.BacktestMembers.Origins, Backtests.BacktestMembers.Step,
    ];

    /// <summary>Reads <c>support</c> or <c>bounds</c>.</summary>
    internal static RequestedSupport ReadSupport(Arguments arguments)
        => RequestedSupport.Read(arguments, arguments.Find(SeriesMembers.Support), arguments.Find(SeriesMembers.Bounds)) ?? RequestedSupport.Inferred;
}
