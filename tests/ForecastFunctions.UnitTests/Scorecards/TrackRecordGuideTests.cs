using System.Globalization;
using ForecastFunctions.Core.Projections;
using ForecastFunctions.Core.Scorecards;

namespace ForecastFunctions.UnitTests.Scorecards;

/// <summary>
/// The guide shows real numbers, and they stay real: where one of these fails, figures or the model have changed, and
/// <c>dotnet run -c Release --project tests/ForecastFunctions.Benchmarks -- record src/ForecastFunctions/Guides</c> makes it anew.
/// </summary>
public class TrackRecordGuideTests
{
    private static readonly string Guide
        = File.ReadAllText(Repository.PathOf("src", "ForecastFunctions", "Guides", "track-record.md")).ReplaceLineEndings("\n");

    [Theory]
    [InlineData("Vendor Revenue|NVIDIA|Data Centre", 6)]
    [InlineData("Vendor Revenue|Broadcom|AI", 6)]
    [InlineData("AI Compute|Spend", 4)]
    public void Table_OfTheArticlesQuarters_IsWhatTheyGive(string variable, int quarters)
    {
        List<Score> scores = [.. TrackRecords.Card.Scores.Where(s => s is { Vintage.Basis: VintageBasis.Hindsight, Forecaster: "article-base" }
            && s.Variable.Name == variable)];
        Assert.Equal(quarters, scores.Count);
        var table = RowsOf($"### {variable}, bn USD\n");
        Assert.Equal(quarters, table.Count);
        foreach (var (score, cells) in scores.Zip(table))
        {
            var p = score.Sample.Percentiles;
            Assert.Equal(score.Period.ToString(), cells[0]);
            Assert.Equal(score.Sample.Holds(0, score.Observed) ? "yes" : "no", cells[5]);
            double?[] numbers = [score.Observed, p[0], p[3], p[^1], null, score.Sample.Crps, .. score.RivalCrps];
            foreach (var (number, cell) in numbers.Zip(cells.Skip(1)).Where(n => n.First is not null))
                AssertShown(number!.Value, cell);
        }
    }

    [Fact]
    public void Table_OfWhereTheModelIsWorse_LeadsAndIsWhatTheScoresGive()
    {
        Assert.StartsWith("## Where the model is worse than drift", Guide[Guide.IndexOf("\n## ", StringComparison.Ordinal)..].TrimStart(), StringComparison.Ordinal);
        var rows = RowsOf("## Where the model is worse than drift\n");
        double[] skills = [.. rows.Select(cells => Number(cells[^1]))];
        Assert.Equal(skills.Order(), skills);
        foreach (var summary in ScoreSummary.Of(TrackRecords.Card.Scores).Where(s => s is { Basis: VintageBasis.Known, IsRival: false, Horizon: null, Compared: > 1 }
            && s.Variable != Variables.MarvellRevenue))
        {
            var row = rows.SingleOrDefault(cells => cells[0] == $"`{summary.Forecaster}`" && cells[1] == summary.Variable.Name);
            Assert.Equal(summary.SkillAgainst[1] < 0, row is not null);
            if (row is not null)
            {
                AssertShown(summary.Crps, row[5]);
                AssertShown(summary.RivalCrps[1]!.Value, row[6]);
                AssertShown(summary.SkillAgainst[1]!.Value, row[7]);
            }
        }
    }

    [Fact]
    public void Table_OfUncertainty_IsWhatTheEvidenceGives()
    {
        var rows = RowsOf("## How wide the intervals should have been\n");
        var factors = UncertaintyFactor.Of(TrackRecords.Card.Evidence).Where(f => f.Basis == VintageBasis.Known).ToList();
        Assert.Equal(factors.Count, rows.Count);
        foreach (var (factor, cells) in factors.Zip(rows))
        {
            Assert.Equal((factor.Group.ToString().ToLowerInvariant(), factor.Outcomes), (cells[0], (int)Number(cells[2])));
            AssertShown(factor.Factor, cells[4]);
            AssertShown(factor.Low, cells[5].Split(' ')[0]);
            AssertShown(factor.High, cells[5].Split(' ')[^1]);
        }
    }

    /// <summary>The rows of the first table after a heading, without its head.</summary>
    private static List<string[]> RowsOf(string heading)
        => [.. Guide[Guide.IndexOf(heading, StringComparison.Ordinal)..].Split('\n')
            .SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|')).Skip(2)
            .Select(line => line.Replace("\\|", "\u0001", StringComparison.Ordinal).Split('|', StringSplitOptions.TrimEntries)[1..^1]
                .Select(cell => cell.Replace('\u0001', '|')).ToArray())];

    /// <summary>Within half of the last digit that is shown, and a little more: the last bits differ between instruction sets.</summary>
    private static void AssertShown(double number, string cell)
    {
        var decimals = cell.Contains('.', StringComparison.Ordinal) ? cell.Length - cell.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
        Assert.Equal(number, Number(cell), 0.5001 * Math.Pow(10, -decimals));
    }

    private static double Number(string cell) => double.Parse(cell.Replace('−', '-'), CultureInfo.InvariantCulture);
}
