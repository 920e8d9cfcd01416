namespace ForecastFunctions.ReferenceModel;

/// <summary>A moment, and the quarter whose events act in it.</summary>
internal readonly record struct Moment(double X, int Year, int Quarter);

internal readonly record struct Drivings(
    double Users, double Tokens, double TokenCompute, double Inference, double Frontier, double Training,
    double Run, double DataUsed, double Wall);

/// <summary>What holds at a moment of a path, each quantity by its closed form: prices, mixes, and the drivers of demand.</summary>
/// <param name="baseYear">t0.</param>
/// <param name="parameter">The path's parameters by their ids.</param>
/// <param name="baseline">The baseline's own values.</param>
/// <param name="events">What happens on the path.</param>
internal sealed class LayerMoments(
    int baseYear, Func<string, double> parameter, Func<string, double> baseline, IReadOnlyList<LayerEvent> events)
{
    private static readonly string[] Technologies = ["nvidia", "otherGpu", "asic"];

    public Drivings Drivers(Moment at)
    {
        var z = Clock(at.X);
        var users = Level("users", z, Factor("users", at));
        var thinking = Level("reasoning.share", z, 1);
        var multiple = parameter("reasoning.multiple");
        var reasoning = (1 + thinking * (multiple * Factor("reasoning.multiple", at) - 1))
            / (1 + parameter("reasoning.share.base") * (multiple - 1));
        var alpha = parameter("agents.base") * Math.Pow(parameter("agents.anchor") / parameter("agents.base"), z) * Factor("agents", at);
        var agents = (1 + alpha) / (1 + parameter("agents.base"));
        var efficiency = Math.Pow(parameter("serving.efficiency.anchor"), z) * Factor("serving.efficiency", at);
        var zero = new Moment(0, 0, 0);
        var inferencePrice = PerDollar("inference", zero) / PerDollar("inference", at);
        var trainingPrice = PerDollar("training", zero) / PerDollar("training", at);
        var (cost, expected) = (inferencePrice / efficiency, ExpectedCost(at.X));
        var tokens = users / parameter("users.base") * reasoning * agents / expected
            * Math.Pow(cost / expected, -parameter("tokens.elasticity")) * Factor("tokens", at);
        var tokenCompute = tokens * Math.Pow(1 - parameter("onDevice.anchor"), z) / efficiency;
        var other = Math.Pow(parameter("other.anchor"), z) * Factor("other", at);
        var tokenShare = parameter("inference.tokenShare");

        var (first, growth) = (parameter("training.run.base"), parameter("training.run.growth"));
        var stock = double.IsNaN(parameter("data.wallYear"))
            ? parameter("data.stock")
            : Math.Sqrt(parameter("data.tokensPerParameter") * first * Math.Exp(growth * (parameter("data.wallYear") - baseYear - 0.5)) / 6);
        double RunOf(double x) => 6 * x * x / parameter("data.tokensPerParameter");
        var run = first * Math.Exp(growth * at.X) * Factor("training.run", at);
        var (ofStock, ofStockNow) = (RunOf(stock), RunOf(stock * Factor("data.stock", at)));
        var wall = Math.Sqrt((1 + Math.Pow(first / ofStock, 2)) / (1 + Math.Pow(run / ofStockNow, 2)));
        var unbound = Level("training.unbound", z, 1);
        var frontier = Math.Pow(parameter("training.budget.anchor"), z) * Factor("training.budget", at)
            * (unbound + (1 - unbound) * wall) / trainingPrice;
        var frontierShare = parameter("training.frontierShare");
        return new Drivings(
            users, tokens, tokenCompute, tokenShare * tokenCompute + (1 - tokenShare) * other / inferencePrice,
            frontier, frontierShare * frontier + (1 - frontierShare) * other / trainingPrice, run, Math.Sqrt(run / ofStockNow), wall);
    }

    public double Clock(double x) => Clock(parameter, x);

    private double Clock(Func<string, double> value, double x)
    {
        var fade = value("driver.fade");
        return (1 - Math.Exp(-fade * x)) / (1 - Math.Exp(-fade * (value("driver.anchorYear") - baseYear)));
    }

    /// <summary>A share on the clock, its odds multiplied by an event.</summary>
    private double Level(string share, double z, double factor)
    {
        var odds = factor * Math.Exp((1 - z) * Logit(parameter(share + ".base")) + z * Logit(parameter(share + ".anchor")));
        return odds / (1 + odds);
    }

    private double ExpectedCost(double x)
    {
        return PerDollarOf(0) / PerDollarOf(x) / Math.Pow(baseline("serving.efficiency.anchor"), Clock(baseline, x));

        double PerDollarOf(double at)
        {
            var mix = MixOf(baseline, "inference", at, 1, 1);
            return Technologies.Select((k, i) => mix[i] / (baseline($"price.{k}.base") * Math.Pow(1 - baseline($"price.{k}.decline"), at))).Sum();
        }
    }

    public double PerDollar(string workload, Moment at)
    {
        var mix = Mix(workload, at);
        return Enumerable.Range(0, 3).Sum(k => mix[k] / Price(k, at));
    }

    public double[] Mix(string workload, Moment at)
        => MixOf(parameter, workload, at.X, Factor($"odds.{workload}.nvidia", at), Factor($"odds.{workload}.asicOfRest", at));

    private double[] MixOf(Func<string, double> value, string workload, double x, double nvidiaFactor, double asicFactor)
    {
        var (nvidia, asic) = (Odds("nvidia") * nvidiaFactor, Odds("asicOfRest") * asicFactor);
        return [nvidia / (1 + nvidia), 1 / (1 + nvidia) / (1 + asic), 1 / (1 + nvidia) * asic / (1 + asic)];

        double Odds(string of)
        {
            var (first, second) = (Logit(value($"share.{workload}.{of}.base")), Logit(value($"share.{workload}.{of}.anchor")));
            return Math.Exp(first + (second - first) * x / (value("share.anchorYear") - baseYear));
        }
    }

    public double Price(int k, Moment at) => parameter($"price.{Technologies[k]}.base")
        * Math.Pow(1 - parameter($"price.{Technologies[k]}.decline"), at.X) * Factor($"price.{Technologies[k]}", at);

    public double Watts(int k, Moment at) => parameter($"power.{Technologies[k]}.base")
        * Math.Pow(1 - parameter($"power.{Technologies[k]}.decline"), at.X) * Factor($"power.{Technologies[k]}", at);

    public double SpendOnPath(int year, double x)
    {
        double[] middles = [year - 0.375, year - 0.125, year + 0.125, year + 0.375];
        return parameter("spend.base") * Growth(year) * Growth(x) / middles.Sum(Growth);
    }

    private double Growth(double x)
    {
        var (fade, longRun) = (parameter("spend.growth.fade"), parameter("spend.growth.longRun"));
        var faded = fade == 0 ? x : (1 - Math.Exp(-fade * x)) / fade;
        return Math.Exp(longRun * x + (parameter("spend.growth.initial") - longRun) * faded);
    }

    public double Factor(string driver, Moment at) => at.Quarter == 0 ? 1 : events
        .Where(e => string.Equals(e.Driver, driver, StringComparison.Ordinal) && 4 * (at.Year - e.Year) + at.Quarter - e.Quarter is >= 0 and var since && (e.Quarters is null || since < e.Quarters))
        .Aggregate(1.0, (product, e) => product * e.Factor);

    private static double Logit(double share) => Math.Log(share / (1 - share));
}
