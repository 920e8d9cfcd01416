using System.Text;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;

namespace ForecastFunctions.Charts;

/// <summary>What stands around a picture, and how large it is.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Unit">The unit of its values.</param>
/// <param name="Source">Where the numbers come from: the baseline and the run's id.</param>
/// <param name="Width">Its width in pixels.</param>
/// <param name="Height">Its height in pixels.</param>
public sealed record Frame(string Title, string Unit, string Source, int Width, int Height);

/// <summary>The parts that all pictures share. The same numbers in the same frame are the same bytes.</summary>
internal static class Picture
{
    /// <summary>Blue and orange, which are told apart by those who see red and green alike.</summary>
    public static readonly OxyColor Blue = OxyColor.FromRgb(0x2F, 0x6D, 0xB3);

    /// <inheritdoc cref="Blue"/>
    public static readonly OxyColor Orange = OxyColor.FromRgb(0xC9, 0x66, 0x1A);

    /// <summary>What is neither.</summary>
    public static readonly OxyColor Grey = OxyColor.FromRgb(0x5D, 0x66, 0x70);

    private static readonly OxyColor Line = OxyColor.FromRgb(0xD5, 0xD9, 0xDE);

    /// <summary>An empty picture with its title and source.</summary>
    public static PlotModel In(Frame frame)
    {
        var model = new PlotModel
        {
            DefaultFont = "Arial",
            Title = frame.Title,
            TitleFontSize = 15,
            Subtitle = frame.Source,
            SubtitleFontSize = 11,
            SubtitleColor = Grey,
            TitlePadding = 10,
            Padding = new OxyThickness(16, 8, 24, 8),
            PlotAreaBorderThickness = new OxyThickness(0),
            Background = OxyColors.White,
        };
        model.Legends.Add(new Legend
        {
            LegendPlacement = LegendPlacement.Outside,
            LegendPosition = LegendPosition.BottomCenter,
            LegendOrientation = LegendOrientation.Horizontal,
            LegendBorderThickness = 0,
        });
        return model;
    }

    /// <summary>The axis of values.</summary>
    public static LinearAxis ValueAxis(AxisPosition position, string unit) => new()
    {
        Position = position,
        Title = unit is "1" ? null : unit,
        MajorGridlineStyle = LineStyle.Solid,
        MajorGridlineColor = Line,
        TickStyle = TickStyle.None,
        StringFormat = unit is "1" ? "0.##" : "#,0.####",
        MaximumPadding = 0.05,
    };

    /// <summary>The picture as the text of an SVG document.</summary>
    public static byte[] Write(PlotModel model, Frame frame)
    {
        var measurer = new PixelText(frame.Width, frame.Height);
        var exporter = new SvgExporter { Width = frame.Width, Height = frame.Height, TextMeasurer = measurer };
        return Encoding.UTF8.GetBytes(exporter.ExportToString(model));
    }

    /// <summary>
    /// Tells how much room a text takes, by the metrics of Arial that the library has: it counts in points, of which three are four
    /// pixels of a browser.
    /// </summary>
    private sealed class PixelText(double width, double height) : PdfRenderContext(width, height, OxyColors.White)
    {
        private const double PixelsOfAPoint = 4.0 / 3.0;

        public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight)
        {
            var points = base.MeasureText(text, fontFamily, fontSize, fontWeight);
            return new OxySize(PixelsOfAPoint * points.Width, PixelsOfAPoint * points.Height);
        }
    }
}
