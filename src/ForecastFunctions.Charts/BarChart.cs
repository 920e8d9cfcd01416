using System.Globalization;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace ForecastFunctions.Charts;

/// <summary>What a bar is, which decides its colour.</summary>
public enum BarKind
{
    /// <summary>The low end of a range, or a fall.</summary>
    Low,

    /// <summary>The high end of a range, or a rise.</summary>
    High,

    /// <summary>A whole.</summary>
    Total,
}

/// <summary>A bar between two values.</summary>
/// <param name="Name">The name of its line; bars of one name share it.</param>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Kind">What it is.</param>
public sealed record ValueBar(string Name, double From, double To, BarKind Kind);

/// <summary>Bars between values, from top to bottom: a tornado, or a waterfall.</summary>
public static class BarChart
{
    /// <summary>Draws bars.</summary>
    /// <param name="frame">What stands around them.</param>
    /// <param name="bars">The bars, those of one line together.</param>
    /// <param name="middle">A value at which a line is drawn, or none.</param>
    /// <param name="tellsValues">Whether each bar's change, or its end where it is a whole, stands beside it.</param>
    /// <returns>An SVG document in UTF-8.</returns>
    public static byte[] Draw(Frame frame, IReadOnlyList<ValueBar> bars, double? middle, bool tellsValues)
    {
        var model = Picture.In(frame);
        var names = bars.Select(b => b.Name).Distinct(StringComparer.Ordinal).ToList();
        var axis = new CategoryAxis { Position = AxisPosition.Left, StartPosition = 1, EndPosition = 0, TickStyle = TickStyle.None, GapWidth = 0.4 };
        axis.Labels.AddRange(names);
        model.Axes.Add(axis);
        var values = Picture.ValueAxis(AxisPosition.Bottom, frame.Unit);
        values.MaximumPadding = 0.12;
        model.Axes.Add(values);
        var series = new IntervalBarSeries { StrokeThickness = 0, LabelFormatString = "" };
        series.Items.AddRange(bars.Select(b => new IntervalBarItem(Math.Min(b.From, b.To), Math.Max(b.From, b.To))
        {
            CategoryIndex = names.IndexOf(b.Name),
            Color = ColorOf(b.Kind),
        }));
        model.Series.Add(series);
        if (middle is { } x)
            model.Annotations.Add(new LineAnnotation { Type = LineAnnotationType.Vertical, X = x, Color = Picture.Grey });
        if (tellsValues)
        {
            foreach (var bar in bars)
                model.Annotations.Add(Label(bar, names.IndexOf(bar.Name)));
        }

        return Picture.Write(model, frame);
    }

    private static TextAnnotation Label(ValueBar bar, int place) => new()
    {
        Text = " " + (bar.Kind == BarKind.Total ? bar.To : bar.To - bar.From).ToString("#,0.##", CultureInfo.InvariantCulture),
        TextPosition = new DataPoint(Math.Max(bar.From, bar.To), place),
        TextHorizontalAlignment = HorizontalAlignment.Left,
        TextVerticalAlignment = VerticalAlignment.Middle,
        StrokeThickness = 0,
    };

    private static OxyColor ColorOf(BarKind kind) => kind switch
    {
        BarKind.Low => Picture.Orange,
        BarKind.High => Picture.Blue,
        _ => Picture.Grey,
    };
}
