namespace ForecastFunctions.ReferenceModel;

/// <summary>A quantity of each technology.</summary>
internal readonly record struct Technologies(double Nvidia, double OtherGpu, double Asic)
{
    public double Sum => Nvidia + OtherGpu + Asic;

    public static Technologies operator +(Technologies a, Technologies b)
        => new(a.Nvidia + b.Nvidia, a.OtherGpu + b.OtherGpu, a.Asic + b.Asic);

    public static Technologies operator *(Technologies a, Technologies b)
        => new(a.Nvidia * b.Nvidia, a.OtherGpu * b.OtherGpu, a.Asic * b.Asic);

    public static Technologies operator /(Technologies a, Technologies b)
        => new(a.Nvidia / b.Nvidia, a.OtherGpu / b.OtherGpu, a.Asic / b.Asic);

    public static Technologies operator *(Technologies a, double b) => new(a.Nvidia * b, a.OtherGpu * b, a.Asic * b);
}

/// <summary>One path of the scalar model: its parameters, its state, and what flowed in the period under way.</summary>
internal struct ScalarPath
{
    public Technologies InferenceSpend, TrainingSpend, InferenceCompute, TrainingCompute;
    public double Electricity;

    public Technologies Installed, ItPower;
    public double FacilityPower;
    private double _spendScale;

    public readonly double Utilisation, Amd, Broadcom, Marvell, CustomChip;
    private readonly double _spendBase, _growthInitial, _growthLongRun, _fade;
    private readonly double _logRatioBase, _logRatioLimit, _ratioSpeed;
    private readonly bool _ratioIsOfSpend;
    private readonly Line _nvidiaInference, _nvidiaTraining, _asicInference, _asicTraining;
    private readonly Technologies _price, _logPriceChange, _power, _logPowerChange, _stock, _stockPower;
    private readonly double _retention, _facilityPerItPower, _loadFactor;

    /// <summary>A path with the parameters of those ids.</summary>
    public ScalarPath(int baseYear, Func<string, double> parameter)
    {
        _spendBase = parameter("spend.base");
        _growthInitial = parameter("spend.growth.initial");
        _growthLongRun = parameter("spend.growth.longRun");
        _fade = parameter("spend.growth.fade");
        _logRatioBase = Math.Log(parameter("ratio.base"));
        _logRatioLimit = Math.Log(parameter("ratio.limit"));
        _ratioSpeed = parameter("ratio.speed");
        _ratioIsOfSpend = parameter("ratio.basis") == 1;
        _nvidiaInference = LogOdds("share.inference.nvidia");
        _nvidiaTraining = LogOdds("share.training.nvidia");
        _asicInference = LogOdds("share.inference.asicOfRest");
        _asicTraining = LogOdds("share.training.asicOfRest");
        _price = Each("price", "base");
        _logPriceChange = LogOfRest(Each("price", "decline"));
        _power = Each("power", "base");
        _logPowerChange = LogOfRest(Each("power", "decline"));
        _stock = Each("stock", "base");
        _stockPower = Each("stock", "basePower");
        _retention = Math.Exp(-0.25 / parameter("stock.life"));
        _facilityPerItPower = parameter("facility.overhead") * parameter("facility.pue") / 1_000;
        _loadFactor = parameter("facility.loadFactor");
        Utilisation = parameter("facility.utilisation");
        Amd = parameter("vendor.amd");
        Broadcom = parameter("vendor.broadcom");
        Marvell = parameter("vendor.marvell");
        CustomChip = parameter("vendor.customChip");

        Line LogOdds(string share)
        {
            var (first, second) = (parameter(share + ".base"), parameter(share + ".anchor"));
            var intercept = Math.Log(first / (1 - first));
            return new Line(intercept, (Math.Log(second / (1 - second)) - intercept) / (parameter("share.anchorYear") - baseYear));
        }

        Technologies Each(string prefix, string suffix) => new(
            parameter($"{prefix}.nvidia.{suffix}"), parameter($"{prefix}.otherGpu.{suffix}"), parameter($"{prefix}.asic.{suffix}"));

        static Technologies LogOfRest(Technologies decline)
            => new(Math.Log(1 - decline.Nvidia), Math.Log(1 - decline.OtherGpu), Math.Log(1 - decline.Asic));
    }

    /// <summary>Puts the path at the end of the year before the base year.</summary>
    public void Open()
    {
        Installed = _stock;
        ItPower = _stockPower;
        FacilityPower = ItPower.Sum * _facilityPerItPower;
        Begin();
    }

    /// <summary>Begins a period, in which nothing has flowed yet.</summary>
    public void Begin()
    {
        InferenceSpend = TrainingSpend = InferenceCompute = TrainingCompute = default;
        Electricity = 0;
    }

    /// <summary>Moves the path over a quarter of a year that is counted from the base year.</summary>
    public void Advance(int year, int quarter)
    {
        if (quarter == 1)
            _spendScale = Growth(year) / (Growth(year + MidQuarter(1)) + Growth(year + MidQuarter(2)) + Growth(year + MidQuarter(3))
                + Growth(year + MidQuarter(4)));

        var x = year + MidQuarter(quarter);
        var spend = _spendBase * _spendScale * Growth(x);
        var price = _price * Exp(_logPriceChange * x);
        var power = _power * Exp(_logPowerChange * x);
        var inferenceMix = Mix(_nvidiaInference.OddsAgainst(x), _asicInference.OddsAgainst(x));
        var trainingMix = Mix(_nvidiaTraining.OddsAgainst(x), _asicTraining.OddsAgainst(x));
        var inferencePerDollar = inferenceMix / price;
        var trainingPerDollar = trainingMix / price;

        var ratio = Math.Exp(_logRatioLimit + (_logRatioBase - _logRatioLimit) * Math.Exp(-_ratioSpeed * x));
        var spendRatio = _ratioIsOfSpend ? ratio : ratio * trainingPerDollar.Sum / inferencePerDollar.Sum;
        var inference = spend * spendRatio / (1 + spendRatio);
        var training = spend / (1 + spendRatio);

        // bn USD over USD/H100e is a thousand million H100e; a million H100e of so many watts are as many MW.
        var inferenceAdded = inferencePerDollar * (1_000 * inference);
        var trainingAdded = trainingPerDollar * (1_000 * training);
        var added = inferenceAdded + trainingAdded;
        Installed = Installed * _retention + added;
        ItPower = ItPower * _retention + added * power;

        var opening = FacilityPower;
        FacilityPower = ItPower.Sum * _facilityPerItPower;

        InferenceSpend += inferenceMix * inference;
        TrainingSpend += trainingMix * training;
        InferenceCompute += inferenceAdded;
        TrainingCompute += trainingAdded;
        Electricity += (opening + FacilityPower) / 2 * 8.766 * _loadFactor / 4;
    }

    private static double MidQuarter(int quarter) => (quarter - 0.5) / 4 - 0.5;

    /// <summary>Spend over that of the base year.</summary>
    private readonly double Growth(double x)
    {
        var z = _fade * x;
        // Close to zero the difference would cancel; there the first terms of its series do.
        var fading = Math.Abs(z) < 1e-3 ? x * (1 - z / 2 * (1 - z / 3 * (1 - z / 4 * (1 - z / 5)))) : (1 - Math.Exp(-z)) / _fade;
        return Math.Exp(_growthLongRun * x + (_growthInitial - _growthLongRun) * fading);
    }

    private static Technologies Mix(double againstNvidia, double againstAsic)
    {
        // The complement of a share is not one minus it, which would lose the digits of a small one.
        var rest = againstNvidia / (1 + againstNvidia);
        return new(1 / (1 + againstNvidia), rest * againstAsic / (1 + againstAsic), rest / (1 + againstAsic));
    }

    private static Technologies Exp(Technologies logs) => new(Math.Exp(logs.Nvidia), Math.Exp(logs.OtherGpu), Math.Exp(logs.Asic));

    /// <summary>A line of log odds over time.</summary>
    private readonly record struct Line(double Intercept, double Slope)
    {
        public double OddsAgainst(double x) => Math.Exp(-(Intercept + Slope * x));
    }
}
