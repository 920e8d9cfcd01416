using ForecastFunctions.Core.Scenarios;
using ForecastFunctions.Core.Statistics;

namespace ForecastFunctions.Core.Projections;

/// <summary>
/// Draws the parameters of a run. The draws are laid out in independent replicates, one after the other; each parameter
/// has a stream of its own, keyed by the seed and its id, so a parameter more or less moves no other's draws, and a
/// block's numbers do not depend on how the run is cut into blocks.
/// </summary>
internal sealed class DrawSampler
{
    /// <summary>Dimensions of Sobol' points after those of the plain model's parameters belong to events, and after these to the layer's.</summary>
    private const int FirstEventDimension = 64;

    private readonly List<Stream> _streams = [];
    private readonly List<EventStream> _events = [];
    private readonly CorrelationMatrix _correlations;
    private readonly int[] _starts;

    public DrawSampler(ResolvedScenario scenario, DrawSettings settings)
    {
        _correlations = settings.Correlations.Matrix;
        _starts = [.. Enumerable.Range(0, DrawSettings.Replicates + 1).Select(r => ReplicateStart(r, settings.Draws))];

        var correlated = _correlations.Groups.SelectMany(g => g).ToHashSet(StringComparer.Ordinal);
        foreach (var parameter in ParameterCatalogue.All)
        {
            // A fixed parameter still lends its scores to those that it is correlated with.
            var drawn = scenario.Find(parameter) is { IsUncertain: true } known && scenario.HasEffect(parameter) ? known : null;
            if (drawn is not null || correlated.Contains(parameter.Id))
            {
                _streams.Add(new Stream(
                    parameter, drawn, correlated.Contains(parameter.Id), parameter.BoundsFor(scenario.BaseYear),
                    Columns(settings, parameter.Id, parameter.Dimension)));
            }
        }

        foreach (var (index, e) in scenario.Events.Index())
        {
            // Points are shared out by the event's place; the streams are still keyed by its name.
            var dimension = FirstEventDimension + index % (SobolSequence.Dimensions - FirstEventDimension);
            _events.Add(new EventStream(e, Columns(settings, "event " + e.Name, dimension)));
        }
    }

    /// <summary>Where a replicate begins; the last one's end for one more than there are.</summary>
    public static int ReplicateStart(int replicate, int draws) => (int)((long)replicate * draws / DrawSettings.Replicates);

    /// <summary>Columns for the normal scores of a block's correlated parameters.</summary>
    public Dictionary<string, Memory<double>> ScoreColumns(int draws)
        => _streams.Where(s => s.IsCorrelated)
            .ToDictionary(s => s.Parameter.Id, _ => new Memory<double>(new double[draws]), StringComparer.Ordinal);

    /// <summary>
    /// Fills the block's uncertain parameters with the draws from <paramref name="firstDraw"/> on, as many as are left.
    /// </summary>
    /// <param name="block">The block.</param>
    /// <param name="scores">Columns of <see cref="ScoreColumns"/>, as long as the block's.</param>
    /// <param name="firstDraw">The block's first draw.</param>
    public void Fill(ParameterColumns block, Dictionary<string, Memory<double>> scores, int firstDraw)
    {
        var draws = Math.Min(block.Draws, _starts[^1] - firstDraw);
        foreach (var stream in _streams)
        {
            var column = (stream.IsCorrelated ? scores[stream.Parameter.Id].Span : block[stream.Parameter])[..draws];
            Fill(column, stream.Columns, firstDraw);
            if (stream.IsCorrelated)
                StandardNormal.Quantile(column, column);
            else
                stream.Drawn!.Quantile(column, stream.Bounds);
        }

        _correlations.Correlate(scores);
        foreach (var stream in _streams.Where(s => s is { IsCorrelated: true, Drawn: not null }))
        {
            stream.Drawn!.FromNormalScore(
                scores[stream.Parameter.Id].Span[..draws], block[stream.Parameter][..draws], stream.Bounds);
        }

        block.Follow();
    }

    /// <summary>Whether an event happens: 1 on the paths on which it does, 0 on the others.</summary>
    public void FillOccurrence(int eventIndex, Span<double> occurrence, int firstDraw)
    {
        var (e, columns) = _events[eventIndex];
        Fill(occurrence, columns, firstDraw);
        for (var i = 0; i < occurrence.Length; i++)
            occurrence[i] = occurrence[i] < e.Probability ? 1 : 0;
    }

    private static UniformColumn[] Columns(DrawSettings settings, string id, int dimension)
        => [.. Enumerable.Range(0, DrawSettings.Replicates).Select(r => UniformColumn.Create(
            settings.Sampling, settings.Seed, id, dimension,
            ReplicateStart(r + 1, settings.Draws) - ReplicateStart(r, settings.Draws), r))];

    private void Fill(Span<double> u, UniformColumn[] columns, int firstDraw)
    {
        for (var replicate = 0; replicate < columns.Length; replicate++)
        {
            var begin = Math.Max(firstDraw, _starts[replicate]);
            var end = Math.Min(firstDraw + u.Length, _starts[replicate + 1]);
            if (begin < end)
                columns[replicate].Fill(u[(begin - firstDraw)..(end - firstDraw)], begin - _starts[replicate]);
        }
    }

    /// <param name="Parameter">The parameter.</param>
    /// <param name="Drawn">What draws it; <see langword="null"/> where it only lends its scores.</param>
    /// <param name="IsCorrelated">Whether it is correlated with others.</param>
    /// <param name="Bounds">What its draws lie in.</param>
    /// <param name="Columns">Its points by replicate.</param>
    private sealed record Stream(
        Parameter Parameter, ResolvedParameter? Drawn, bool IsCorrelated, Bounds Bounds, UniformColumn[] Columns);

    private sealed record EventStream(ScenarioEvent Event, UniformColumn[] Columns);
}
