namespace ForecastFunctions.ReferenceModel;

/// <summary>An event that multiplies a driver from a quarter on, on this path.</summary>
/// <param name="Driver">The driver's name in requests.</param>
/// <param name="Factor">The factor.</param>
/// <param name="Year">The year of the first quarter, counted from the base year.</param>
/// <param name="Quarter">The first quarter, 1 to 4.</param>
/// <param name="Quarters">For how many quarters; <see langword="null"/> for good.</param>
public sealed record LayerEvent(string Driver, double Factor, int Year, int Quarter, int? Quarters);

/// <summary>
/// The model with the layer of drivers and limits once more, as its text has it: one path, scalar arithmetic, every quantity by
/// its closed form at the moment that is asked for. It shares no code with the engine, and is the oracle of its numbers.
/// </summary>
/// <param name="baseYear">t0.</param>
/// <param name="parameter">The path's parameters by their ids; a switch is the place of its word, and a data wall not stated is no number.</param>
/// <param name="baseline">The baseline's own values, by which a token was expected to cost what it does.</param>
/// <param name="events">What happens on the path.</param>
public sealed class LayerModel(
    int baseYear, Func<string, double> parameter, Func<string, double> baseline, IReadOnlyList<LayerEvent> events)
{
    private const double Step = 0.25;
    private static readonly string[] Technologies = ["nvidia", "otherGpu", "asic"];
    private readonly LayerMoments _at = new(baseYear, parameter, baseline, events);

    private bool HasDrivers => parameter("ratio.source") == 1;

    private bool HasDemand => parameter("spend.source") == 1;

    private bool HasLimits => parameter("limits.mode") > 0;

    private bool Clips => parameter("limits.mode") == 2;

    private double Retained => Math.Exp(-Step / parameter("stock.life"));

    private double PowerPerWatt => parameter("facility.overhead") * parameter("facility.pue") / 1_000;

    /// <summary>Runs the path.</summary>
    /// <param name="lastYear">The last year.</param>
    /// <param name="isAnnual">Whether a period is a year, rather than a quarter.</param>
    /// <returns>For each period the variables of the reference vectors, by their names; what is absent is no number.</returns>
    public IReadOnlyList<IReadOnlyDictionary<string, double>> Run(int lastYear, bool isAnnual)
    {
        var quarters = Quarters(lastYear);
        return [.. quarters.Chunk(isAnnual ? 4 : 1).Select(LayerVariables.Of)];
    }

    private List<LayerQuarter> Quarters(int lastYear)
    {
        // In the base year nothing depends on demand, so a first pass through it finds what is installed at its middle.
        var scale = HasDrivers ? parameter("demand.base") * Path(baseYear, 1)[1].Installed : 1;
        return Path(lastYear, scale);
    }

    private List<LayerQuarter> Path(int lastYear, double scale)
    {
        var quarters = new List<LayerQuarter>();
        double[] installed = [.. Technologies.Select(k => parameter($"stock.{k}.base"))];
        double[] watts = [.. Technologies.Select(k => parameter($"stock.{k}.basePower"))];
        var (connected, packagingBase, demandBefore, facility) = (0.0, 0.0, 0.0, watts.Sum() * PowerPerWatt);
        for (var year = 0; year <= lastYear - baseYear; year++)
        {
            for (var number = 1; number <= 4; number++)
            {
                var now = new Moment(year + (number - 0.5) / 4 - 0.5, year, number);
                var end = now with { X = now.X + Step / 2 };
                var (drivers, atEnd) = HasDrivers ? (_at.Drivers(now), _at.Drivers(end)) : (default, default);
                var q = new LayerQuarter { Price = [.. Technologies.Select((_, k) => _at.Price(k, now))] };
                var (qInference, qTraining) = (_at.PerDollar("inference", now), _at.PerDollar("training", now));
                var ratio = _at.Factor("ratio", now) * (HasDrivers
                    ? parameter("ratio.base") * drivers.Inference / drivers.Training
                    : Math.Exp(Math.Log(parameter("ratio.limit"))
                        + Math.Log(parameter("ratio.base") / parameter("ratio.limit")) * Math.Exp(-parameter("ratio.speed") * now.X)));

                var share0 = parameter("ratio.base") / (1 + parameter("ratio.base"));
                q.InferenceDemand = scale * share0 * atEnd.Inference;
                q.TrainingDemand = scale * (1 - share0) * atEnd.Training;
                var demand = q.InferenceDemand + q.TrainingDemand;
                var total = installed.Sum();
                var share = ratio / (1 + ratio);
                var wanted = Math.Max(0.25 * total * (1 - Retained), demand + 0.75 * (total - demandBefore) - total * Retained);
                q.Planned = _at.Factor("spend", now) * (HasDemand && year > 0
                    ? wanted * (share / qInference + (1 - share) / qTraining) / 1_000
                    : _at.SpendOnPath(year, now.X));

                var spendRatio = parameter("ratio.basis") == 1 ? ratio : ratio * qTraining / qInference;
                double[] plan = [q.Planned * spendRatio / (1 + spendRatio), q.Planned / (1 + spendRatio)];
                var (spend, h) = (plan, 1.0);
                q.PlannedCompute = [.. Technologies.Select((_, k) => Compute(plan, k, now, 1))];
                if (HasLimits && year > 0)
                {
                    connected += Step * _at.Factor("limit.power", now) * parameter("limit.power.base")
                        * Math.Pow(parameter("limit.power.anchor") / parameter("limit.power.base"), _at.Clock(now.X));
                    double[] room =
                    [
                        connected - facility * Retained,
                        _at.Factor("limit.packaging", now) * Step * packagingBase * Math.Pow(parameter("limit.packaging.anchor"), _at.Clock(now.X))
                            * Math.Pow(1 + parameter("limit.packaging.density"), now.X),
                        _at.Factor("limit.capital", now) * Step * parameter("limit.capital.cashFlow") * Math.Exp(parameter("limit.capital.growth") * now.X)
                            * parameter("limit.capital.maxShare") * parameter("limit.capital.computeShare"),
                    ];
                    double[] need = [.. Enumerable.Range(0, 3).Select(l => Need(l, "inference", plan[0], now, 1) + Need(l, "training", plan[1], now, 1))];
                    double[] fits = [.. room.Zip(need, (r, n) => Math.Min(1, r / n))];
                    q.Binding = [.. fits.Select(f => f < 1 && f == fits.Min() ? 1.0 : 0)];
                    (q.Room, q.Need) = (room, need);
                    if (Clips)
                        (spend, h) = Clip(plan, room, fits, now);
                }

                // What is bought, at the prices paid.
                q.Shortage = h;
                q.PowerUse = (facility * Retained + (q.Need?[0] ?? 0)) / connected;
                for (var k = 0; k < 3; k++)
                {
                    q.InferenceSpend[k] = spend[0] * _at.Mix("inference", now)[k];
                    q.TrainingSpend[k] = spend[1] * _at.Mix("training", now)[k];
                    q.InferenceCompute[k] = 1_000 * q.InferenceSpend[k] / (_at.Price(k, now) * h);
                    q.TrainingCompute[k] = 1_000 * q.TrainingSpend[k] / (_at.Price(k, now) * h);
                    var added = q.InferenceCompute[k] + q.TrainingCompute[k];
                    installed[k] = installed[k] * Retained + added;
                    watts[k] = watts[k] * Retained + added * _at.Watts(k, now);
                }

                var opening = facility;
                facility = watts.Sum() * PowerPerWatt;
                q.Electricity = (opening + facility) / 2 * 8.766 * parameter("facility.loadFactor") * Step;
                (q.Installed, q.Facility, q.Demand, demandBefore) = (installed.Sum(), facility, demand, demand);
                if (year == 0)
                {
                    connected = facility;
                    packagingBase += q.PlannedCompute[0] + q.PlannedCompute[1] + parameter("limit.packaging.asicWafers") * q.PlannedCompute[2];
                }

                q.Connected = connected;
                Tell(q, drivers, atEnd, scale * share0, scale * (1 - share0), qInference, h);
                (q.HasDrivers, q.HasLimits) = (HasDrivers, HasLimits && year > 0);
                q.Vendors = [parameter("vendor.amd"), parameter("vendor.broadcom"), parameter("vendor.marvell"), parameter("vendor.customChip")];
                q.RevenueOnSpend = spend.Sum() * parameter("cost.multiple") / (1 - parameter("cost.margin"));
                quarters.Add(q);
            }
        }

        return quarters;
    }

    private (double[] Spend, double Shortage) Clip(double[] plan, double[] room, double[] fits, Moment now)
    {
        var h = Math.Pow(Math.Max(1, Math.Min(fits[0], fits[2]) / fits[1]), parameter("limit.packaging.priceResponse"));
        string[] names = ["inference", "training"];
        double[] needOf(int w) => [.. Enumerable.Range(0, 3).Select(l => Need(l, names[w], h * plan[w], now, h))];
        var ration = parameter("limits.ration");
        if (ration == 0)
        {
            var part = Enumerable.Range(0, 3).Min(l => Math.Min(1, room[l] / (needOf(0)[l] + needOf(1)[l])));
            return ([part * h * plan[0], part * h * plan[1]], h);
        }

        var (first, last) = ration == 1 ? (0, 1) : (1, 0);
        var (ofFirst, ofLast) = (needOf(first), needOf(last));
        var s = Math.Min(1, Math.Max(0.1, Enumerable.Range(0, 3).Min(l => (room[l] - ofFirst[l]) / ofLast[l])));
        var mu = Math.Min(1, Enumerable.Range(0, 3).Min(l => room[l] / (ofFirst[l] + s * ofLast[l])));
        var spend = new double[2];
        (spend[first], spend[last]) = (mu * h * plan[first], mu * s * h * plan[last]);
        return (spend, h);
    }

    /// <summary>What so much spend of a workload needs of power (GW), packaging (million H100e) or capital, at prices h times as high.</summary>
    private double Need(int limit, string workload, double spend, Moment at, double h)
    {
        var mix = _at.Mix(workload, at);
        return limit switch
        {
            0 => spend / h * parameter("facility.overhead") * parameter("facility.pue")
                * Enumerable.Range(0, 3).Sum(k => mix[k] * _at.Watts(k, at) / _at.Price(k, at)),
            1 => spend / h * 1_000
                * Enumerable.Range(0, 3).Sum(k => (k == 2 ? parameter("limit.packaging.asicWafers") : 1) * mix[k] / _at.Price(k, at)),
            _ => spend,
        };
    }

    private double Compute(double[] spend, int k, Moment at, double h)
        => 1_000 * (spend[0] * _at.Mix("inference", at)[k] + spend[1] * _at.Mix("training", at)[k]) / (_at.Price(k, at) * h);

    private void Tell(
        LayerQuarter q, Drivings now, Drivings end, double inferenceScale, double trainingScale, double qInference, double h)
    {
        var hour = parameter("cost.multiple") / qInference * (1 / parameter("stock.life") + parameter("cost.charge")) / 8_766;
        var margin = 1 - parameter("cost.margin");
        q.HourCost = hour * h;
        q.RevenueOnInstalled = q.Installed * q.HourCost * 8_766 * Step / margin * 1e-3;
        if (!HasDrivers)
            return;
        (q.Users, q.UsersAtEnd) = (8.2 * now.Users, 8.2 * end.Users);
        var perDay = 8.2e9 * parameter("users.base") * parameter("tokens.perUser.base") * now.Tokens;
        q.Tokens = perDay * 365.25 * Step / 1e12;
        var tokenCompute = inferenceScale * parameter("inference.tokenShare") * now.TokenCompute;
        q.FlopPerToken = tokenCompute * 1e6 * 1.979e15 * 86_400 / perDay;
        q.Scarcity = Math.Pow(Math.Max(1, q.Demand / q.Installed), 1 / parameter("tokens.elasticity"));
        q.TokenCost = q.HourCost * tokenCompute * 8_766 * Step / q.Tokens;
        q.TokenPrice = hour / margin * q.Scarcity * tokenCompute * 8_766 * Step / q.Tokens;
        (q.Run, q.DataUsed, q.Wall) = (end.Run, end.DataUsed, end.Wall);
        q.Runs = trainingScale * parameter("training.frontierShare") * end.Frontier * 1e6 * 0.989e15 * 0.4 * 3.156e7 / end.Run;
    }
}
