using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Core.Analyses.Ensembles;

namespace ForecastFunctions.Application.Ensembles;

/// <summary>A member of an ensemble.</summary>
/// <param name="Member">Which, from 0.</param>
/// <param name="Members">Some members of the ensemble.</param>
/// <param name="Place">Its place among these.</param>
public sealed record EnsembleRow(int Member, EnsembleMembers Members, int Place);

/// <summary>Ensembles: how they are asked for and shown.</summary>
public static class EnsembleTable
{
    private static readonly Table Common = new("ensembles", "The members of an ensemble",
    [
        Column.Whole<EnsembleRow>("member", "The member, from 1", r => r.Member + 1),
        Column.Text<EnsembleRow>(
            "run_id", "The id of the run that is the member: a request for it alone has this id, and gives these numbers",
            r => r.Members.RunId(r.Place)),
    ])
    {
        Further = "a number for each belief that differs, and for each variable in a period",
    };

    /// <summary>Asks for one.</summary>
    public static readonly Operation Ask = new(
        "runEnsemble", "Ensembles", ["POST"], "/v1/ensembles", AccessScope.Read,
        "Run a scenario up to 100,000 times, each time with other beliefs", EnsembleRequest.Members)
    {
        Answer = JobTable.Answer,
        IsQueued = true,
        Problems = [ProblemKind.TooManyOperations, ProblemKind.NotImplemented],
        BodyExample = """
            {"scenario": "asic-surge", "baseline": "2024-12", "vary": {"ratio.limit": "triangular(1.5,4.5,6)", "price.asic.decline": [0.2, 0.3, 0.4]}, "draws": 100, "variables": ["Vendor Revenue|NVIDIA|Data Centre"], "periods": ["2028", "2030"]}
            """,
        Flatten = Scenarios.ScenarioChoice.Flatten,
    };

    /// <summary>Reads one.</summary>
    public static readonly Operation Read = new(
        "readEnsemble", "Ensemble", ["GET"], "/v1/ensembles/{operationId}", AccessScope.Read,
        "The members of an ensemble: what each believes, and what follows", FormMembers.OfTables)
    {
        PathMembers = [JobTable.OperationId],
        Table = Common,
        Answer = new OperationAnswer.Rows(EnsembleJson.Default.EnsembleFacts),
        Problems = [ProblemKind.NotReady, .. ProblemKind.OfComputing],
    };

    /// <summary>The table of an ensemble: a column for each belief that differs, and for each output.</summary>
    public static Table Of(EnsembleSpecification ensemble)
    {
        var beliefs = ensemble.Design.Beliefs.Count;
        return Common.With(
        [
            Common.Columns[0],
            .. ColumnsOf(ensemble).Select((c, place) => Column.OptionalNumber<EnsembleRow>(
                c.Name, c.Meaning, r => place < beliefs ? r.Members.Input(r.Place, place) : Known(r.Members.Output(r.Place, place - beliefs))) with
            {
                JsonName = JsonEncodedText.Encode(c.Name),
            }),
            Common.Columns[1],
        ]);
    }

    /// <summary>What the columns of an ensemble are.</summary>
    public static IReadOnlyList<EnsembleColumn> ColumnsOf(EnsembleSpecification ensemble) =>
    [
        .. ensemble.Design.Beliefs.Select(b => new EnsembleColumn(b.Parameter.Id, "input", b.Parameter.Unit, null, b.Parameter.Meaning)),
        .. ensemble.Outputs.All.Select(o => new EnsembleColumn(
            $"{o.Variable} {o.Period}", "output", o.Variable.Unit, o.Period.ToString(), o.Variable.Definition)),
    ];

    /// <summary>What is said of an ensemble as a whole.</summary>
    public static EnsembleFacts FactsOf(Job job, EnsembleSpecification ensemble) => new(
        job.Key.Id, ensemble.Scenario.Name, ensemble.ModelVersion, ensemble.BaselineVersion, ensemble.Design.Count, ensemble.Design.Draws,
        ensemble.Design.Seed.ToString(CultureInfo.InvariantCulture), ColumnsOf(ensemble));

    /// <summary>What the table of an ensemble is.</summary>
    public static TableDescription Describe(Job job, EnsembleSpecification ensemble) => new(
        job.Title,
        [.. Of(ensemble).Cells.Select(c => c.Name)],
        [
            "Each member is the deterministic run of the scenario with its beliefs, from the first to the last period that is looked at.",
            "Laws are drawn apart from each other: a run with draws has its parameters' correlations, an ensemble has none.",
        ],
        []);

    /// <summary>Of what has no value there is none to show.</summary>
    private static double? Known(double value) => double.IsNaN(value) ? null : value;
}

/// <summary>A column of an ensemble.</summary>
/// <param name="Name">Its name: a parameter's id, or a variable's name and a period.</param>
/// <param name="Kind"><c>input</c> or <c>output</c>.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Period">When; absent of inputs.</param>
/// <param name="Meaning">What it is.</param>
public sealed record EnsembleColumn(
    string Name, string Kind, string Unit, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Period, string Meaning);

/// <summary>What is said of an ensemble as a whole.</summary>
/// <param name="OperationId">The operation that computed it.</param>
/// <param name="Scenario">The scenario that it builds on.</param>
/// <param name="ModelVersion">The version of the equations.</param>
/// <param name="BaselineVersion">The baseline.</param>
/// <param name="Members">How many members it has.</param>
/// <param name="Draws">How many draws of the laws, with each combination of the grids.</param>
/// <param name="Seed">The seed, as text: not every reader keeps large numbers.</param>
/// <param name="Columns">What the members of each row are, beside member and runId.</param>
public sealed record EnsembleFacts(
    string OperationId, string Scenario, string ModelVersion, string BaselineVersion, int Members, int Draws, string Seed,
    IReadOnlyList<EnsembleColumn> Columns);

/// <summary>The JSON of ensembles.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EnsembleFacts))]
public sealed partial class EnsembleJson : JsonSerializerContext;
