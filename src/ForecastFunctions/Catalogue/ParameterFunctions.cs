using ForecastFunctions.Baselines;
using ForecastFunctions.Core.Baselines;
using ForecastFunctions.Core.Keys;
using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Http;
using ForecastFunctions.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ForecastFunctions.Catalogue;

/// <summary>One parameter that a request may set.</summary>
/// <param name="Id">What follows <c>set.</c> in a query, and the name in a body.</param>
/// <param name="Alias">Another name, under which the share σ = r/(1+r) is set.</param>
/// <param name="Symbol">The symbol in the equations.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Meaning">What it is.</param>
/// <param name="Min">The smallest value; <see langword="null"/> for a choice.</param>
/// <param name="Max">The largest value; <see langword="null"/> for a choice.</param>
/// <param name="Choices">The words, for a choice.</param>
/// <param name="Value">The baseline's value; <see langword="null"/> for a choice.</param>
/// <param name="Choice">The word that holds unless another is chosen.</param>
/// <param name="Law">The baseline's law of its uncertainty; <see langword="null"/> where it is fixed.</param>
/// <param name="Status">How well founded the value is.</param>
/// <param name="Basis">Where it comes from.</param>
public sealed record ParameterRow(
    string Id, string? Alias, string Symbol, string Unit, string Meaning, double? Min, double? Max, IReadOnlyList<string>? Choices,
    double? Value, string? Choice, string? Law, string Status, string Basis)
{
    /// <summary>The row of a parameter on a baseline.</summary>
    public static ParameterRow Of(Parameter parameter, Baseline baseline)
    {
        var alias = Core.Scenarios.Parameters.Aliases.FirstOrDefault(a => a.Parameter == parameter)?.Id;
        var calibrated = baseline.FindParameter(parameter.Id);
        var status = JsonContracts.Word(calibrated?.Status ?? parameter.Status);
        if (parameter.IsChoice)
        {
            return new(parameter.Id, alias, parameter.Symbol, parameter.Unit, parameter.Meaning, null, null, parameter.Choices,
                null, parameter.Format(parameter.Default), null, status, parameter.Basis);
        }

        var bounds = parameter.BoundsFor(baseline.BaseYear);
        return new(parameter.Id, alias, parameter.Symbol, parameter.Unit, parameter.Meaning, bounds.Min, bounds.Max, null,
            calibrated?.Value ?? parameter.Default, null, calibrated is null ? parameter.Law?.ToString() : calibrated.Law,
            status, calibrated?.Basis ?? parameter.Basis);
    }
}

/// <summary><c>/parameters</c>: what may be set.</summary>
/// <param name="baselines">Give the values that hold unless others are set.</param>
public sealed class ParameterFunctions(BaselineLibrary baselines)
{
    internal static readonly Table<ParameterRow> Table = new("parameters", "What a request may set",
    [
        new("id", r => r.Id),
        new("alias", r => r.Alias),
        new("symbol", r => r.Symbol),
        new("unit", r => r.Unit),
        new("meaning", r => r.Meaning),
        new("min", r => r.Min),
        new("max", r => r.Max),
        new("choices", r => r.Choices is null ? null : string.Join(' ', r.Choices)),
        new("value", r => r.Value),
        new("choice", r => r.Choice),
        new("law", r => r.Law),
        new("status", r => r.Status),
        new("basis", r => r.Basis),
    ], JsonContracts.Readable.ListAnswerParameterRow);

    /// <summary>GET <c>/parameters</c>.</summary>
    [Function("Parameters"), Requires(AccessScope.Read)]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/parameters")] HttpRequest request, CancellationToken cancellationToken)
        => Answer(request, suffix: null, cancellationToken);

    /// <summary>The same as CSV.</summary>
    [Function("ParametersCsv"), Requires(AccessScope.Read)]
    public Task<IResult> ListCsv(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/parameters.csv")] HttpRequest request, CancellationToken cancellationToken)
        => Answer(request, Representation.Csv, cancellationToken);

    /// <summary>What the table is.</summary>
    [Function("ParametersMetadata"), Requires(AccessScope.Read)]
    public Task<IResult> Describe(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/parameters.metadata.json")] HttpRequest request,
        CancellationToken cancellationToken)
        => Answer(request, Representation.Metadata, cancellationToken);

    private Task<IResult> Answer(HttpRequest request, Representation? suffix, CancellationToken cancellationToken)
        => Methods.Dispatch(request, get: async () =>
        {
            var (reader, form, page) = TableRequest.Read(request, suffix);
            var baseline = await baselines.ReadAsync(reader, cancellationToken);
            reader.Finish();
            var rows = Core.Scenarios.Parameters.All.Select(p => ParameterRow.Of(p, baseline)).ToList();
            var content = new TableContent<ParameterRow>(rows, $"parameters {baseline.Version}", "/api/v1/parameters", CachePolicy.Latest)
            {
                Query = [new("baseline", baseline.Version)],
                Variables =
                [
                    .. rows.Select(r => new VariableMetadata(r.Id, r.Meaning, r.Unit, r.Basis, DataLicences.OfResults, baseline.AsOf)),
                ],
            };
            return Table.Answer(content, form, page).Checked(request);
        });
}
