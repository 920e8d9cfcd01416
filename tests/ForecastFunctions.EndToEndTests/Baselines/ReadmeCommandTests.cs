using System.Globalization;
using System.Text.RegularExpressions;
using ForecastFunctions.EndToEndTests.Fixtures;
using ForecastFunctions.EndToEndTests.Refreshes;

namespace ForecastFunctions.EndToEndTests.Baselines;

/// <summary>Every command of the README and of the guides does what it says, before and after a refresh.</summary>
[Collection(RefreshTests.Name)]
public sealed partial class ReadmeCommandTests(RefreshFixture fixture)
{
    private static readonly DateOnly Day = new(2026, 12, 15);

    private static readonly string Readme = Documentation.All;

    [Fact]
    public async Task Commands_BeforeAndAfterARefresh_AnswerWhatIsPrinted()
    {
        await using var upstream = await Upstream.StartAsync();
        upstream.On(Market.CuratedPath, Answers.Text("text/csv", MovingMarket.KnownBy(Day)));
        await using var product = await Product.StartAsync(
            fixture.ConnectionStringWithQueues, fixture.NewTableNamePrefix(),
            ("Service__ClockStart", $"{Day:O}T06:00:00Z"), ("Sources__Curated__Address", upstream.Address + Market.CuratedPath));
        Assert.True(ReadmeCommand.All.Count > 15, "The commands are no longer found.");
        Assert.Contains(ReadmeCommand.All, command => command.Printed.Length > 0);

        var before = await AnswersAsync(product.Api, ReadmeCommand.All);
        var report = await product.Api.RefreshAsync();
        Assert.True(report.Text("outcome") == "changed", report.ToString());
        var after = await AnswersAsync(product.Api, [.. ReadmeCommand.All.Where(command => command.IsRead)]);

        foreach (var (command, answer) in after)
        {
            if (command.IsPinned)
                Assert.True(before[command].Body.SequenceEqual(answer.Body), command.Text);
        }

        Assert.Contains(after.Keys, command => !before[command].Body.SequenceEqual(after[command].Body));
        await CheckSentencesAsync(product.Api, after);
    }

    /// <summary>The answers to the commands; each is as it should be, and what is printed below it.</summary>
    private static async Task<Dictionary<ReadmeCommand, Answer>> AnswersAsync(Api api, IReadOnlyList<ReadmeCommand> commands)
    {
        var answers = new Dictionary<ReadmeCommand, Answer>();
        foreach (var command in commands)
        {
            var answer = await command.SendAsync(api);
            if (command.IsRead)
                Assert.True(AnswerShape.Of(answer, command.Text).Rows > 0, command.Text);
            else
                Assert.True(answer.Status == command.Expected, $"{command.Text}: {answer.Text}");
            if (command.Printed.Length > 0)
                CheckPrinted(command, answer);
            answers[command] = answer;
        }

        return answers;
    }

    /// <summary>Three dots stand for anything; the last bits of numbers may differ between instruction sets.</summary>
    private static void CheckPrinted(ReadmeCommand command, Answer answer)
    {
        var text = answer.Text.TrimStart('\uFEFF').ReplaceLineEndings("\n").TrimEnd();
        var (printedNumbers, numbers) = (Numbers().Matches(command.Printed), Numbers().Matches(text));
        var printed = Regex.Escape(Numbers().Replace(command.Printed, "0.0")).Replace("…", ".*", StringComparison.Ordinal);
        Assert.Matches(new Regex($@"\A{printed}\z", RegexOptions.None, TimeSpan.FromSeconds(1)), Numbers().Replace(text, "0.0"));
        if (command.Printed.Contains('…', StringComparison.Ordinal))
            return;
        foreach (var (expected, actual) in printedNumbers.Zip(numbers, (one, other) => (Number(one.Value), Number(other.Value))))
            Assert.Equal(expected, actual, Math.Abs(expected) * 1e-12);
    }

    /// <summary>The numbers that sentences and tables draw from the answers of the commands before them.</summary>
    private static async Task CheckSentencesAsync(Api api, IReadOnlyDictionary<ReadmeCommand, Answer> answers)
    {
        Answer Of(string path) => answers.Single(pair => pair.Key.Path.Contains(path, StringComparison.Ordinal)).Value;
        string PathOf(string path) => answers.Keys.Single(command => command.Path.Contains(path, StringComparison.Ordinal)).Path;
        const string Nvidia = "Vendor Revenue|NVIDIA|Data Centre";

        var comparison = Table(Of("/comparisons.csv")).Where(row => row["variable"] == Nvidia).ToDictionary(
            row => row["statistic"], row => Number(row["value"]), StringComparer.Ordinal);
        Says($"sells {-comparison["mean"]:0} bn USD less in 2028, by {-comparison["p5"]:0} to {-comparison["p95"]:0} bn");
        Says($"is {comparison["p_exceeds"]:0.00}. (Equal");

        var bars = Table(Of("reference=article-base")).Where(row => row["variable"] == Nvidia).ToDictionary(
            row => row["cause"].Length > 0 ? row["cause"] : row["statistic"], row => Number(row["value"]), StringComparer.Ordinal);
        Says($"Of the {bars["from"] - bars["to"]:0.0} bn USD that NVIDIA sells less in 2028, ");
        Says($"in 2028, {-bars["share.inference.nvidia.anchor"]:0.0} bn come from its share of inference");
        Says($"{-bars["share.training.nvidia.anchor"]:0.0} bn from its share of\ntraining");
        Says($"gives it {bars["price.asic.decline"]:0.0} bn back");

        var tornado = PathOf("/sensitivities.csv").Replace("=sobol", "=tornado", StringComparison.Ordinal);
        var ends = Table((await api.GetAsync(tornado)).Ok()).ToList();
        foreach (var row in Table(Of("/sensitivities.csv")).Take(4))
        {
            var bar = ends.Single(end => end["input"] == row["input"]);
            var line = $"| `{row["input"]}` |";
            Says($"| {Number(bar["low_output"]):0} … {Number(bar["high_output"]):0} |", line);
            Says($"| {Number(row["first_order"]):0.00} ± {Number(row["first_order_half_width"]):0.00} |", line);
            Says($"| {Number(row["total_order"]):0.00} ± {Number(row["total_order_half_width"]):0.00} |", line);
        }

        var goal = Of("/goal-seeks?parameter=share").Rows.Single();
        Says($"if its share of inference falls to {100 * goal.GetProperty("value").GetDouble():0.0} %");
        var cheaper = (await api.GetAsync(PathOf("/goal-seeks?parameter=share").Replace(
            "parameter=share.inference.nvidia.anchor", "parameter=price.asic.decline", StringComparison.Ordinal))).Ok().Rows.Single();
        Assert.Equal("unreachable", cheaper.Text("status"));
        var (lowest, highest) = (cheaper.GetProperty("lowestOutput").GetDouble(), cheaper.GetProperty("highestOutput").GetDouble());
        Says($"{100 * lowest:0.0} to {100 * highest:0.0} %");
    }

    private static IEnumerable<Dictionary<string, string>> Table(Answer answer)
        => answer.Records.Skip(1).Select(
            record => answer.Records[0].Zip(record).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal));

    /// <summary>A line of the README that begins with the one holds the other.</summary>
    private static void Says(FormattableString words, string line = "")
        => Assert.Contains(
            words.ToString(CultureInfo.InvariantCulture),
            line.Length == 0 ? Readme : Readme.Split('\n').Single(l => l.StartsWith(line, StringComparison.Ordinal)),
            StringComparison.Ordinal);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<![\w.])\d+\.\d{6,}(?![\w.])", RegexOptions.None, 1000)]
    private static partial Regex Numbers();
}
