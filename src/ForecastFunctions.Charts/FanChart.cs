using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace ForecastFunctions.Charts;

/// <summary>A moment of a fan.</summary>
/// <param name="Time">When, in years: 2028.0 is the beginning of 2028.</param>
/// <param name="Levels">Values by percentile; one, at 50, of a deterministic run; none where nothing is projected.</param>
/// <param name="Observed">What was observed, where something was.</param>
public sealed record FanMoment(double Time, IReadOnlyDictionary<double, double> Levels, double? Observed);

/// <summary>The paths of a variable: a band for each pair of percentiles, a line for the median, dots for what was observed.</summary>
public static class FanChart
{
    private const double Median = 50;

    /// <summary>Draws moments in their order.</summary>
    /// <returns>An SVG document in UTF-8.</returns>
    public static byte[] Draw(Frame frame, IReadOnlyList<FanMoment> moments)
    {
        var model = Picture.In(frame);
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, StringFormat = "0", MinimumMajorStep = 1, MinimumMinorStep = 1 });
        model.Axes.Add(Picture.ValueAxis(AxisPosition.Left, frame.Unit));
        var projected = moments.Where(m => m.Levels.Count > 0).ToList();
        var percentiles = projected.SelectMany(m => m.Levels.Keys).Distinct().Order().ToList();
        for (var i = 0; i < percentiles.Count / 2; i++)
            model.Series.Add(Band(projected, percentiles[i], percentiles[^(i + 1)]));
        if (percentiles.Contains(Median))
            model.Series.Add(Course(projected));
        if (moments.Any(m => m.Observed is not null))
            model.Series.Add(Dots(moments));
        return Picture.Write(model, frame);
    }

    private static AreaSeries Band(List<FanMoment> moments, double low, double high)
    {
        var band = new AreaSeries
        {
            Title = $"{low:0.##} to {high:0.##} %",
            Color = OxyColors.Transparent,
            Color2 = OxyColors.Transparent,
            Fill = OxyColor.FromAColor(60, Picture.Blue),
        };
        band.Points.AddRange(moments.Select(m => new DataPoint(m.Time, m.Levels[low])));
        band.Points2.AddRange(moments.Select(m => new DataPoint(m.Time, m.Levels[high])));
        return band;
    }

    private static LineSeries Course(List<FanMoment> moments)
    {
        var line = new LineSeries { Title = moments[0].Levels.Count > 1 ? "median" : "value", Color = Picture.Blue, StrokeThickness = 2 };
        line.Points.AddRange(moments.Select(m => new DataPoint(m.Time, m.Levels[Median])));
        return line;
    }

    private static ScatterSeries Dots(IReadOnlyList<FanMoment> moments)
    {
        var dots = new ScatterSeries { Title = "observed", MarkerType = MarkerType.Circle, MarkerSize = 3, MarkerFill = OxyColors.Black };
        dots.Points.AddRange(moments.Where(m => m.Observed is not null).Select(m => new ScatterPoint(m.Time, m.Observed!.Value)));
        return dots;
    }
}
