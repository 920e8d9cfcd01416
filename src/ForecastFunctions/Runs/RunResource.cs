using System.Text.Json;
using System.Text.Json.Nodes;
using ForecastFunctions.Application.Contract;
using ForecastFunctions.Application.Jobs;
using ForecastFunctions.Application.Partners;
using ForecastFunctions.Application.Runs;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Http;
using ForecastFunctions.Jobs;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;

namespace ForecastFunctions.Runs;

/// <summary>
/// Runs over HTTP, of whatever kind: GET and POST ask, at once or with <c>Prefer: respond-async</c> as an operation, GET by the id reads again, each in every form, by pages, with the ETag of
/// its bytes and the address of the run itself.
/// </summary>
/// <param name="runs">Computes and keeps runs.</param>
/// <param name="rendered">Keeps what was written of them.</param>
/// <param name="writer">Writes the others.</param>
/// <param name="submit">Takes questions that are to be answered later.</param>
/// <param name="time">The clock.</param>
public sealed class RunResource(RunLibrary runs, RenderedRuns rendered, AnswerWriter writer, SubmitJob submit, TimeProvider time)
{
    /// <summary>Answers GET and POST of a question.</summary>
    /// <param name="request">The request.</param>
    /// <param name="kind">The kind of run.</param>
    /// <param name="prepare">The use case: what the question amounts to, or everything that is wrong with it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<IResult> AskAsync<TRequest, TSpecification, TResult>(
        HttpRequest request, RunKind<TRequest, TSpecification, TResult> kind,
        Func<TRequest, Caller, CancellationToken, Task<Outcome<Prepared<TSpecification>>>> prepare, CancellationToken cancellationToken)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
        => Methods.DispatchQuestion(
            request, kind.Ask,
            async arguments =>
            {
                var view = RunPage.Read(request, arguments, kind.Ask, ContentNegotiation.SuffixOf(request));
                var isLater = JobAnswer.IsPreferred(request) && view.Form.Representation != Representation.Metadata;
                var caller = request.Caller() with { IsUnhurried = isLater };
                var asked = kind.Bind(arguments);
                var isKept = arguments.Read(RunMembers.Keep) ?? true;
                arguments.RefuseOthers(kind.Ask.Members);
                if (isLater && !isKept)
                    arguments.AddFault(new Fault(RunMembers.Keep.Name, FaultCode.Conflict, "What is answered later is read where it is kept; keep=false is for answers at once."));
                var outcome = await prepare(asked, caller, cancellationToken);
                arguments.AddFaults(outcome.Faults);
                if (outcome.Has(out var prepared))
                    arguments.AddFaults(view.View.FaultsOn(prepared.Specification, kind.Word));
                arguments.ThrowIfFaulty();
                if (isLater)
                    return await AcceptAsync(kind, prepared!.Specification, view, caller, cancellationToken);
                var answer = view.Form.Representation == Representation.Metadata && kind.Describe is { } describe
                    ? TableResource.Describe(describe(prepared!, view.View), view.CacheControl(prepared!.Specification, isPinned: false))
                    : await ShowAsync(
                        await runs.GetAsync<TSpecification, TResult>(prepared! with { IsKept = isKept }, caller, cancellationToken), kind, view, caller, isPinned: false,
                        cancellationToken);
                return answer.Checked(request);
            },
            cancellationToken);

    /// <summary>Answers GET of a run by its id.</summary>
    /// <param name="request">The request.</param>
    /// <param name="kind">The kind of run.</param>
    /// <param name="name">The id, with the suffix of a form where one is wanted.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <param name="add">Reads what is to stand beside the rows in JSON, where something can.</param>
    public Task<IResult> ReadAsync<TRequest, TSpecification, TResult>(
        HttpRequest request, RunKind<TRequest, TSpecification, TResult> kind, string name, CancellationToken cancellationToken,
        Func<Arguments, RunAddition?>? add = null)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
        => Methods.Dispatch(request, get: async () =>
        {
            var (id, suffix) = ContentNegotiation.SplitSuffix(name);
            var (arguments, view) = Methods.ReadPlain(
                request, kind.Read, arguments => (arguments, RunPage.Read(request, arguments, kind.Read, suffix, add?.Invoke(arguments))));
            var caller = request.Caller();
            var run = await runs.ReadAsync<TSpecification, TResult>(id, caller, cancellationToken);
            arguments.AddFaults(view.View.FaultsOn(run.Specification, kind.Word));
            arguments.ThrowIfFaulty();
            return (await ShowAsync(run, kind, view, caller, isPinned: true, cancellationToken)).Checked(request);
        });

    /// <summary>Takes a question that is to be answered later; its answer is read where an answer at once says that it is.</summary>
    private async Task<Document> AcceptAsync<TRequest, TSpecification, TResult>(
        RunKind<TRequest, TSpecification, TResult> kind, TSpecification run, RunPage page, Caller caller, CancellationToken cancellationToken)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        var result = page.Page.ThisLink(AddressOf(kind, run, page), page.Query);
        var isStored = await runs.IsStoredAsync(run.RunId, cancellationToken);
        var job = await submit.SubmitAsync(RunDraft.Of(kind, run, result, isStored), caller, cancellationToken);
        return JobAnswer.Accepted(job, time.GetUtcNow());
    }

    private static string AddressOf<TRequest, TSpecification, TResult>(
        RunKind<TRequest, TSpecification, TResult> kind, TSpecification run, RunPage page)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
        => $"/api{kind.Ask.Path}/{run.RunId}{page.Form.Suffix}";

    private async Task<Document> ShowAsync<TRequest, TSpecification, TResult>(
        Run<TSpecification, TResult> run, RunKind<TRequest, TSpecification, TResult> kind, RunPage page, Caller caller, bool isPinned,
        CancellationToken cancellationToken)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        if (page.Form.Representation == Representation.Metadata)
        {
            var description = kind.Describe?.Invoke(run.Asked, page.View) ?? kind.Show(run, page.View).Description;
            return TableResource.Describe(description, page.CacheControl(run.Specification, isPinned));
        }

        var document = await rendered.GetAsync(
            run, TSpecification.Kind, page, known => WriteAsync(run, kind, page, caller, known, cancellationToken));
        return document with
        {
            CacheControl = page.CacheControl(run.Specification, isPinned),
            CacheStatus = CacheStatusOf(run, caller, isPinned),
        };
    }

    /// <summary>
    /// Whether the run was stored already; where others may have asked the same question, that is nobody's business but of who names
    /// the run.
    /// </summary>
    private static string? CacheStatusOf<TSpecification, TResult>(Run<TSpecification, TResult> run, Caller caller, bool isPinned)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
        => !isPinned && caller.Quota is not null && run.Specification.Owner is null
            ? null
            : run.Source switch
            {
                RunSource.Store => "forecast-runs; hit",
                RunSource.Computed => "forecast-runs; fwd=miss; stored",
                _ => "forecast-runs; fwd=miss",
            };

    private async Task<Document> WriteAsync<TRequest, TSpecification, TResult>(
        Run<TSpecification, TResult> run, RunKind<TRequest, TSpecification, TResult> kind, RunPage page, Caller caller, TextDigest? known,
        CancellationToken cancellationToken)
        where TSpecification : IRunSpecification<TSpecification, TResult>
        where TResult : IRunResult<TResult>
    {
        var show = page.Form.Representation switch
        {
            Representation.Iamc => kind.ShowIamc!,
            Representation.Csv when page.View.IsWide == true => kind.ShowWide!,
            _ => kind.Show,
        };
        var table = show(run, page.View);
        var query = page.Query;
        var address = AddressOf(kind, run.Specification, page);
        var (rows, nextCursor) = page.Page.Of(table.Rows, $"{run.Specification.RunId} {string.Join('&', query)}");
        var nextLink = nextCursor is null ? null : page.Page.NextLink(address, query, nextCursor);
        var addition = page.Addition is { } wanted ? (wanted.Member, await wanted.Write(run.Specification.RunId.ToString(), cancellationToken)) : default((string, JsonElement)?);
        if (rows.Count > RowCosts.MaxRows)
            throw TooManyRows(rows.Count);
        var facts = page.Form.IsCsv ? default : FactsOf(run.IsStored, table.Facts, addition);
        var text = page.Form.IsCsv
            ? new AnswerText(CsvTable.ContentType, () => CsvTable.Parts(table.Table, rows, page.Form.Mark), rows.Count, page.Page.Offset)
            : new AnswerText(
                JsonText.ContentType, () => JsonText.PartsOfPage(facts, table.Table, rows, nextLink, nextCursor), rows.Count, page.Page.Offset);
        return await writer.WriteAsync(text, caller, known, cancellationToken) with
        {
            ContentLocation = page.Page.ThisLink(address, [.. query, .. page.Addition?.Query ?? []]),
            NextLink = nextLink,
            FileName = page.Form.IsCsv ? table.FileStem + ContentNegotiation.CsvSuffix : null,
        };
    }

    private static ProblemException TooManyRows(int rows)
    {
        var limit = FormMembers.Limit;
        return ProblemException.Invalid([Fault.At(
            new Place("query", limit.Name), FaultCode.TooMuch,
            $"The answer has {rows} rows, and comes whole with at most {RowCosts.MaxRows}: read it by pages, with limit={limit.Max}, "
            + "or ask for some of the variables or statistics.") with
        {
            Max = RowCosts.MaxRows,
        }]);
    }

    private static JsonElement FactsOf(bool isStored, RunFacts facts, (string Member, JsonElement Value)? addition)
    {
        if (isStored && addition is null)
            return JsonSerializer.SerializeToElement(facts.Value, facts.Type);
        var members = JsonSerializer.SerializeToNode(facts.Value, facts.Type)!.AsObject();
        if (!isStored)
            members["isStored"] = false;
        if (addition is var (member, value))
            members[member] = JsonObject.Create(value);
        return JsonSerializer.SerializeToElement(members, HttpJson.Default.JsonObject);
    }
}

/// <summary>An object that is to stand beside the rows of a run in JSON.</summary>
/// <param name="Member">Its name.</param>
/// <param name="Asked">The member of the request by which it is asked for.</param>
/// <param name="Query">All by which it is asked for; the pages that follow are without it.</param>
/// <param name="Write">Writes it; given the id of the run.</param>
public sealed record RunAddition(
    string Member, Member Asked, IReadOnlyList<KeyValuePair<string, string?>> Query, Func<string, CancellationToken, Task<JsonElement>> Write);

/// <summary>Which part of a run is wanted, in which form.</summary>
/// <param name="Form">JSON, CSV, IAMC or metadata.</param>
/// <param name="Page">The rows.</param>
/// <param name="View">The variables, statistics and intervals.</param>
/// <param name="Addition">What is to stand beside the rows; <see langword="null"/> where nothing is.</param>
public sealed record RunPage(TableForm Form, PageRequest Page, RunView View, RunAddition? Addition = null)
{
    /// <summary>What decides the rows, beside the suffix, by the names of a query.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Query =>
    [
        .. View.Query.Where(p => !RunViewMembers.Shape.Takes(p.Key) || Form.Representation == Representation.Csv), .. Form.Query,
    ];

    /// <summary>Reads the members of the view and the form that an operation has.</summary>
    public static RunPage Read(HttpRequest request, Arguments arguments, Operation operation, Representation? suffix, RunAddition? addition = null)
    {
        var form = ContentNegotiation.Choose(request, arguments, operation, suffix);
        var page = PageRequest.Read(arguments);
        var view = RunView.Read(arguments, operation.Members);
        var shape = RunViewMembers.Shape.Name;
        if (view.IsWide == true && !form.IsCsv)
        {
            arguments.AddFault(new Fault(shape, FaultCode.Conflict, "shape=wide is a form of CSV; JSON has a row for each number."));
        }

        if (view.IsWide == false && form.Representation == Representation.Iamc)
        {
            arguments.AddFault(new Fault(shape, FaultCode.Conflict,
                "format=iamc has a column for each year; the long shape is format=csv."));
        }

        if (addition is { Asked: var asked } && form.Representation != Representation.Json)
        {
            arguments.AddFault(new Fault(asked.Name, FaultCode.Conflict, $"{addition.Member} is a member of JSON; in other forms it has an address of its own, "
                + $"/{addition.Member} below the run's."));
        }

        return new RunPage(form, page, view, addition);
    }

    /// <summary>How long the answer may be kept.</summary>
    /// <param name="run">The run.</param>
    /// <param name="isPinned">Whether the address names the run itself, so that its answer can never change.</param>
    public string CacheControl(IRunSpecification run, bool isPinned)
        => isPinned ? CachePolicy.Immutable : run.Owner is null ? CachePolicy.Latest : CachePolicy.Revalidate;
}
