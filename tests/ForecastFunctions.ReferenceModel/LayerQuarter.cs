namespace ForecastFunctions.ReferenceModel;

/// <summary>What a quarter of a path with the layer tells.</summary>
internal sealed class LayerQuarter
{
    public double[] Price { get; init; } = [];

    public double[] InferenceSpend { get; } = new double[3];

    public double[] TrainingSpend { get; } = new double[3];

    public double[] InferenceCompute { get; } = new double[3];

    public double[] TrainingCompute { get; } = new double[3];

    public double[] PlannedCompute { get; set; } = [];

    public double[] Vendors { get; set; } = [];

    public double[]? Room { get; set; }

    public double[]? Need { get; set; }

    public double[]? Binding { get; set; }

    public bool HasDrivers { get; set; }

    public bool HasLimits { get; set; }

    public double Installed { get; set; }

    public double Facility { get; set; }

    public double Electricity { get; set; }

    public double Planned { get; set; }

    public double Demand { get; set; }

    public double InferenceDemand { get; set; }

    public double TrainingDemand { get; set; }

    public double Shortage { get; set; }

    public double Connected { get; set; }

    public double PowerUse { get; set; }

    public double Users { get; set; }

    public double UsersAtEnd { get; set; }

    public double Tokens { get; set; }

    public double FlopPerToken { get; set; }

    public double Scarcity { get; set; }

    public double HourCost { get; set; }

    public double TokenCost { get; set; }

    public double TokenPrice { get; set; }

    public double Run { get; set; }

    public double DataUsed { get; set; }

    public double Wall { get; set; }

    public double Runs { get; set; }

    public double RevenueOnSpend { get; set; }

    public double RevenueOnInstalled { get; set; }

    public double Spend => InferenceSpend.Sum() + TrainingSpend.Sum();

    public double Compute => InferenceCompute.Sum() + TrainingCompute.Sum();
}
