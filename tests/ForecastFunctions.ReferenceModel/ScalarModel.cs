namespace ForecastFunctions.ReferenceModel;

/// <summary>
/// The model once more, as one would write it first: scalar arithmetic, a loop over quarters and one over paths, and
/// percentiles by sorting. It shares no code with the engine, so it is the yardstick of its speed and the oracle of its
/// numbers. What is constant along a path is computed once, and every array is kept.
/// </summary>
public sealed class ScalarModel
{
    private readonly int _baseYear;
    private readonly ScalarPath[] _paths;
    private readonly double[][] _columns;

    /// <summary>Paths with the given parameters.</summary>
    /// <param name="baseYear">t0.</param>
    /// <param name="parameters">The draws of every parameter by its id, all equally many.</param>
    public ScalarModel(int baseYear, IReadOnlyDictionary<string, double[]> parameters)
    {
        _baseYear = baseYear;
        _paths = [.. Enumerable.Range(0, parameters["spend.base"].Length)
            .Select(draw => new ScalarPath(baseYear, id => parameters[id][draw]))];
        _columns = [.. Variables.Select(_ => new double[_paths.Length])];
    }

    /// <summary>The names of the variables, in the order of the results.</summary>
    public static IReadOnlyList<string> Variables { get; } =
    [
        "Ratio|Compute", "Ratio|Spend", "Share|Inference|Compute", "Share|Inference|Spend",
        "AI Compute|Spend", "AI Compute|Spend|Inference", "AI Compute|Spend|Training",
        .. Each("AI Compute|Spend|Inference|{0}"), .. Each("AI Compute|Spend|Training|{0}"), .. Each("Technology Spend|{0}"),
        .. Each("Share|{0}|Inference Spend"), .. Each("Share|{0}|Training Spend"), .. Each("Share|{0}|Spend"),
        "Vendor Revenue|NVIDIA|Data Centre", "Vendor Revenue|AMD|AI", "Vendor Revenue|Broadcom|AI", "Vendor Revenue|Marvell|AI",
        "Custom Chips|Spend",
        "Compute|Added", .. Each("Compute|Added|{0}"), "Compute|Installed", .. Each("Compute|Installed|{0}"), "Compute|Usable",
        .. Each("Price|{0}"), "Power|IT", .. Each("Power|IT|{0}"), "Power|Facility", "Electricity",
    ];

    /// <summary>Runs all paths from the base year on.</summary>
    /// <param name="lastYear">The last year.</param>
    /// <param name="isAnnual">Whether a period is a year, rather than a quarter.</param>
    /// <param name="percents">The percentiles to give.</param>
    /// <returns>Mean, standard deviation and percentiles, in the order period, variable, statistic.</returns>
    public double[] Run(int lastYear, bool isAnnual, double[] percents)
    {
        for (var i = 0; i < _paths.Length; i++)
            _paths[i].Open();

        var statistics = 2 + percents.Length;
        var result = new double[(lastYear - _baseYear + 1) * (isAnnual ? 1 : 4) * _columns.Length * statistics];
        var next = 0;
        for (var year = _baseYear; year <= lastYear; year++)
        {
            for (var quarter = 1; quarter <= 4; quarter++)
            {
                for (var i = 0; i < _paths.Length; i++)
                    _paths[i].Advance(year - _baseYear, quarter);
                if (isAnnual && quarter < 4)
                    continue;

                for (var i = 0; i < _paths.Length; i++)
                {
                    Write(_paths[i], i);
                    _paths[i].Begin();
                }

                foreach (var column in _columns)
                {
                    Summarise(column, percents, result.AsSpan(next, statistics));
                    next += statistics;
                }
            }
        }

        return result;
    }

    private static string[] Each(string name)
        => [.. new[] { "NVIDIA", "Other GPU", "Custom ASIC" }.Select(t => name.Replace("{0}", t, StringComparison.Ordinal))];

    private void Write(in ScalarPath path, int draw)
    {
        var inference = path.InferenceSpend.Sum;
        var training = path.TrainingSpend.Sum;
        var spend = path.InferenceSpend + path.TrainingSpend;
        var added = path.InferenceCompute + path.TrainingCompute;
        var column = 0;

        Put(path.InferenceCompute.Sum / path.TrainingCompute.Sum);
        Put(inference / training);
        Put(path.InferenceCompute.Sum / added.Sum);
        Put(inference / spend.Sum);
        Put(spend.Sum);
        Put(inference);
        Put(training);
        PutEach(path.InferenceSpend);
        PutEach(path.TrainingSpend);
        PutEach(spend);
        PutEach(path.InferenceSpend * (1 / inference));
        PutEach(path.TrainingSpend * (1 / training));
        PutEach(spend * (1 / spend.Sum));
        Put(spend.Nvidia);
        Put(spend.OtherGpu * path.Amd);
        Put(spend.Asic * path.Broadcom);
        Put(spend.Asic * path.Marvell);
        Put(spend.Asic * path.CustomChip);
        Put(added.Sum);
        PutEach(added);
        Put(path.Installed.Sum);
        PutEach(path.Installed);
        Put(path.Installed.Sum * 1e6 * path.Utilisation * 1.979e15 * 3.156e7);
        PutEach(spend / added * 1_000);
        Put(path.ItPower.Sum / 1_000);
        PutEach(path.ItPower * 1e-3);
        Put(path.FacilityPower);
        Put(path.Electricity);

        void Put(double value) => _columns[column++][draw] = value;

        void PutEach(Technologies values)
        {
            Put(values.Nvidia);
            Put(values.OtherGpu);
            Put(values.Asic);
        }
    }

    /// <summary>The percentiles are of type 7 of Hyndman and Fan (1996).</summary>
    private static void Summarise(double[] draws, double[] percents, Span<double> statistics)
    {
        double sum = 0;
        foreach (var draw in draws)
            sum += draw;
        var mean = sum / draws.Length;

        double squares = 0;
        foreach (var draw in draws)
            squares += (draw - mean) * (draw - mean);

        statistics[0] = mean;
        statistics[1] = Math.Sqrt(squares / (draws.Length - 1));

        Array.Sort(draws);
        for (var i = 0; i < percents.Length; i++)
        {
            var position = (draws.Length - 1) * percents[i] / 100;
            var below = (int)position;
            var above = Math.Min(below + 1, draws.Length - 1);
            statistics[2 + i] = draws[below] + (position - below) * (draws[above] - draws[below]);
        }
    }
}
