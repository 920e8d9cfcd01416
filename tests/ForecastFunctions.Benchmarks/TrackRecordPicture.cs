using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scorecards;
using ForecastFunctions.Core.Series;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace ForecastFunctions.Benchmarks;

/// <summary>What article-base said of NVIDIA's revenue on each vintage of the past, and what came.</summary>
internal static class TrackRecordPicture
{
    private static readonly OxyColor Ink = OxyColor.FromRgb(0x1f, 0x2d, 0x3d);
    private static readonly OxyColor Fan = OxyColor.FromRgb(0x2f, 0x6f, 0xb3);
    private static readonly OxyColor Later = OxyColor.FromRgb(0xd9, 0x7b, 0x2b);

    /// <summary>The picture as SVG.</summary>
    public static string Of(Scorecard card)
    {
        List<Score> scores = [.. card.Scores.Where(s => s is { Forecaster: "article-base", IsFirstRelease: false }
            && s.Variable == Variables.NvidiaRevenue && s.Vintage.Basis != VintageBasis.Backfilled)];
        var article = scores.Where(s => s.Vintage.Basis == VintageBasis.Hindsight).ToList();
        var quarters = article.Select(s => s.Period).ToList();
        var model = new PlotModel
        {
            Title = "NVIDIA's data centre revenue by quarter, bn USD",
            TitleFontSize = 14,
            DefaultFont = "Arial",
            Background = OxyColors.White,
            PlotAreaBorderColor = OxyColors.LightGray,
        };
        var names = new CategoryAxis { Position = AxisPosition.Bottom, IsTickCentered = true };
        names.Labels.AddRange(quarters.Select(q => q.ToString()));
        model.Axes.Add(names);
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Left, Minimum = 0, Maximum = 1.1 * article.Max(s => s.Observed), MajorGridlineStyle = LineStyle.Solid, MajorGridlineColor = OxyColors.WhiteSmoke });

        var fan = new AreaSeries
        {
            Color = OxyColors.Transparent,
            Color2 = OxyColors.Transparent,
            Fill = OxyColor.FromAColor(0x38, Fan),
        };
        fan.Points.AddRange(article.Select(s => new DataPoint(quarters.IndexOf(s.Period), s.Sample.Percentiles[^1])));
        fan.Points2.AddRange(article.Select(s => new DataPoint(quarters.IndexOf(s.Period), s.Sample.Percentiles[0])));
        model.Series.Add(fan);
        foreach (var vintage in scores.Where(s => s.Vintage.Basis == VintageBasis.Known).GroupBy(s => s.Vintage))
            model.Series.Add(Middle([.. vintage], quarters, Later, LineStyle.Dash));
        model.Series.Add(Middle(article, quarters, Fan, LineStyle.Solid));
        var came = new LineSeries { Color = Ink, StrokeThickness = 2.5, MarkerType = MarkerType.Circle, MarkerSize = 4, MarkerFill = Ink };
        came.Points.AddRange(article.Select(s => new DataPoint(quarters.IndexOf(s.Period), s.Observed)));
        model.Series.Add(came);

        var last = quarters.Count - 1;
        Label("what came", last - 2.1, article[^3].Observed + 4, Ink);
        Label("later vintages", last - 0.1, scores[^1].Sample.Median, Later);
        Label("vintage 2024-12, middle and 90 %", last - 2.4, article[^1].Sample.Percentiles[0] - 6, Fan);

        using var stream = new MemoryStream();
        new SvgExporter { Width = 760, Height = 380 }.Export(model, stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray()).TrimStart('\uFEFF').ReplaceLineEndings("\n").TrimEnd() + "\n";

        void Label(string text, double x, double y, OxyColor color) => model.Annotations.Add(new TextAnnotation
        {
            Text = text,
            TextPosition = new DataPoint(x, y),
            TextHorizontalAlignment = HorizontalAlignment.Right,
            TextVerticalAlignment = VerticalAlignment.Middle,
            TextColor = color,
            Stroke = OxyColors.Undefined,
        });
    }

    private static LineSeries Middle(List<Score> scores, List<Period> quarters, OxyColor color, LineStyle style)
    {
        var line = new LineSeries { Color = color, LineStyle = style, StrokeThickness = 1.5, MarkerType = scores.Count == 1 ? MarkerType.Diamond : MarkerType.None, MarkerFill = color };
        line.Points.AddRange(scores.Select(s => new DataPoint(quarters.IndexOf(s.Period), s.Sample.Median)));
        return line;
    }
}
