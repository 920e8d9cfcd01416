using ForecastFunctions.Core.Scenarios;
using MathNet.Numerics.RootFinding;

namespace ForecastFunctions.Core.Analyses.GoalSeeks;

/// <summary>
/// Finds the input at which a continuous function has a given value. The range is scanned first, so that functions that
/// rise and fall are served too; where the values of two neighbours lie on both sides of the target, Brent's method (1973)
/// closes in. Where none do, the scan's extreme nearest to the target is refined by golden sections before the target is
/// called unreachable.
/// </summary>
/// <param name="function">The function.</param>
/// <param name="target">The value wanted.</param>
/// <param name="range">The inputs allowed.</param>
/// <param name="start">Of several solutions, the one nearest to this input is given; it is looked at first.</param>
internal sealed class InverseSearch(Func<double, double> function, double target, Bounds range, double start)
{
    /// <summary>The most evaluations.</summary>
    public const int MaxEvaluations = 60;

    /// <summary>Steps of the scan.</summary>
    private const int Steps = 20;

    /// <summary>How often the surroundings of an extreme are cut; what is left is enough for Brent's method.</summary>
    private const int GoldenSections = 10;

    /// <summary>How near to the target is a hit, as a fraction of it; and how much of the function's spread is rounding.</summary>
    private const double Accuracy = 1e-12;

    /// <summary>How far from the target a solution may be, as a fraction of it.</summary>
    private const double Tolerance = 1e-8;

    /// <summary>How finely places are told apart.</summary>
    private const double Resolution = 1e-15;

    /// <summary>From this quotient of its ends on, a positive range is scanned in equal ratios.</summary>
    private const double WideRange = 20;

    private readonly SortedList<double, double> _known = [];
    private double _origin;
    private readonly bool _isGeometric = range.Min > 0 && range.Max / range.Min >= WideRange;

    /// <summary>How far apart the values met so far are.</summary>
    private double Spread => _known.Values.Max() - _known.Values.Min();

    /// <summary>Searches.</summary>
    public SearchResult Run()
    {
        _origin = Math.Clamp(PlaceOf(start), 0, 1);
        At(_origin);
        for (var step = 0; step <= Steps; step++)
            At(step / (double)Steps);

        var brackets = Brackets();
        if (brackets.Count == 0 && RefineExtreme())
            brackets = Brackets();
        if (brackets.Count == 0)
            return Result(SearchStatus.Unreachable, Nearest(0, 1), []);

        var (low, high) = brackets.MinBy(b => Math.Max(Math.Max(b.Low - _origin, _origin - b.High), 0));
        CloseIn(low, high);
        var solution = Nearest(low, high);
        var isNear = Math.Abs(_known[solution] - target) <= Tolerance * Math.Abs(target) + Accuracy * Spread;
        return Result(isNear ? SearchStatus.Found : SearchStatus.Inexact, solution, [.. brackets.Where(b => b != (low, high))]);
    }

    private double At(double place)
    {
        if (!_known.TryGetValue(place, out var value))
        {
            value = function(InputAt(place));
            if (!double.IsFinite(value))
                throw new ArithmeticException($"The function is not finite at {InputAt(place):R}.");
            _known.Add(place, value);
        }

        return value;
    }

    /// <summary>The input at a place from 0 to 1; the start and the ends of the range come back to the last bit.</summary>
    private double InputAt(double place)
    {
        if (place == PlaceOf(start))
            return start;
        return place switch
        {
            0 => range.Min,
            1 => range.Max,
            _ when _isGeometric => Math.Clamp(range.Min * Math.Pow(range.Max / range.Min, place), range.Min, range.Max),
            _ => range.Min + place * (range.Max - range.Min),
        };
    }

    private double PlaceOf(double input) => _isGeometric
        ? Math.Log(Math.Max(input, double.Epsilon) / range.Min) / Math.Log(range.Max / range.Min)
        : (input - range.Min) / (range.Max - range.Min);

    /// <summary>Neighbouring places on both sides of the target, and places that hit it, as many as there are in a row.</summary>
    private List<(double Low, double High)> Brackets()
    {
        var brackets = new List<(double Low, double High)>();
        for (var i = 0; i < _known.Count; i++)
        {
            var distance = Distance(_known.Values[i]);
            if (distance == 0 && i > 0 && Distance(_known.Values[i - 1]) == 0)
                brackets[^1] = (brackets[^1].Low, _known.Keys[i]);
            else if (distance == 0)
                brackets.Add((_known.Keys[i], _known.Keys[i]));
            else if (i > 0 && Math.Sign(Distance(_known.Values[i - 1])) * Math.Sign(distance) < 0)
                brackets.Add((_known.Keys[i - 1], _known.Keys[i]));
        }

        return brackets;
    }

    /// <summary>How far a value is from the target, as a fraction of it; zero where it is a hit.</summary>
    private double Distance(double value)
    {
        var scale = target != 0 ? Math.Abs(target) : Spread > 0 ? Spread : 1;
        var distance = (value - target) / scale;
        return Math.Abs(distance) <= Accuracy ? 0 : distance;
    }

    private void CloseIn(double low, double high)
    {
        if (low < high)
            Brent.TryFindRoot(place => Distance(At(place)), low, high, Resolution, MaxEvaluations - _known.Count - 1, out _);
    }

    /// <summary>Golden sections around the extreme nearest to the target; whether they come to the target's other side.</summary>
    private bool RefineExtreme()
    {
        var side = _known.Values[0] < target ? 1 : -1;
        var best = Enumerable.Range(0, _known.Count).MaxBy(i => side * _known.Values[i]);
        var (low, high) = (_known.Keys[Math.Max(best - 1, 0)], _known.Keys[Math.Min(best + 1, _known.Count - 1)]);
        const double Section = 0.381966011250105;
        var (inner, outer) = (low + Section * (high - low), high - Section * (high - low));
        for (var i = 0; i < GoldenSections; i++)
        {
            if (side * (At(inner) - target) >= 0 || side * (At(outer) - target) >= 0)
                return true;
            if (side * At(inner) >= side * At(outer))
                (high, outer, inner) = (outer, inner, low + Section * (outer - low));
            else
                (low, inner, outer) = (inner, outer, high - Section * (high - inner));
        }

        return false;
    }

    /// <summary>The place that comes nearest to the target; of several, the one nearest to the start.</summary>
    private double Nearest(double low, double high)
        => _known.Where(k => k.Key >= low && k.Key <= high).MinBy(k => (Math.Abs(Distance(k.Value)), Math.Abs(k.Key - _origin))).Key;

    private SearchResult Result(SearchStatus status, double solution, IReadOnlyList<(double Low, double High)> others)
    {
        var ordered = _known.Select(k => new SearchPoint(InputAt(k.Key), k.Value)).ToList();
        return new SearchResult(
            status,
            new SearchPoint(InputAt(solution), _known[solution]),
            [.. others.Select(o => (Low: InputAt(o.Low), High: InputAt(o.High))).Select(o => new SolutionRange(o.Low, o.High))],
            ordered.MinBy(p => p.Output),
            ordered.MaxBy(p => p.Output),
            _known.Count);
    }
}
