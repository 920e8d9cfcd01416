namespace ForecastFunctions.ReferenceModel;

/// <summary>The variables of the reference vectors, from the quarters of a period.</summary>
internal static class LayerVariables
{
    public static IReadOnlyDictionary<string, double> Of(LayerQuarter[] quarters)
    {
        var last = quarters[^1];
        double Sum(Func<LayerQuarter, double> of) => quarters.Sum(of);
        double Mean(Func<LayerQuarter, double> of, Func<LayerQuarter, double> weight) => Sum(q => of(q) * weight(q)) / Sum(weight);
        var (inference, training) = (Sum(q => q.InferenceSpend.Sum()), Sum(q => q.TrainingSpend.Sum()));
        var (inferenceCompute, trainingCompute) = (Sum(q => q.InferenceCompute.Sum()), Sum(q => q.TrainingCompute.Sum()));
        double OfTechnology(int k) => Sum(q => q.InferenceSpend[k] + q.TrainingSpend[k]);
        var variables = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["Ratio|Compute"] = inferenceCompute / trainingCompute,
            ["Share|Inference|Compute"] = inferenceCompute / (inferenceCompute + trainingCompute),
            ["AI Compute|Spend"] = inference + training,
            ["AI Compute|Spend|Inference"] = inference,
            ["AI Compute|Spend|Training"] = training,
            ["Share|NVIDIA|Inference Spend"] = Sum(q => q.InferenceSpend[0]) / inference,
            ["Share|Custom ASIC|Inference Spend"] = Sum(q => q.InferenceSpend[2]) / inference,
            ["Share|NVIDIA|Spend"] = OfTechnology(0) / (inference + training),
            ["Vendor Revenue|NVIDIA|Data Centre"] = OfTechnology(0),
            ["Vendor Revenue|AMD|AI"] = last.Vendors[0] * OfTechnology(1),
            ["Vendor Revenue|Broadcom|AI"] = last.Vendors[1] * OfTechnology(2),
            ["Vendor Revenue|Marvell|AI"] = last.Vendors[2] * OfTechnology(2),
            ["Custom Chips|Spend"] = last.Vendors[3] * OfTechnology(2),
            ["Compute|Added"] = inferenceCompute + trainingCompute,
            ["Compute|Installed"] = last.Installed,
            ["Power|Facility"] = last.Facility,
            ["Electricity"] = Sum(q => q.Electricity),
            ["Planned|Spend"] = Sum(q => q.Planned),
            ["Cut|Spend"] = Sum(q => q.Planned - q.Spend),
            ["Cut|Compute"] = Sum(q => q.PlannedCompute.Sum() - q.Compute),
            ["Revenue Needed|Spend"] = Sum(q => q.RevenueOnSpend),
            ["Revenue Needed|Installed"] = Sum(q => q.RevenueOnInstalled),
        };
        AddDemand();
        AddLimits();
        return variables;

        void AddDemand()
        {
            void Add(string name, Func<double> value) => variables[name] = last.HasDrivers ? value() : double.NaN;
            Add("Demand|Users", () => last.UsersAtEnd);
            Add("Demand|Tokens", () => Sum(q => q.Tokens));
            Add("Supply|Tokens", () => Sum(q => q.Tokens * Math.Min(1, q.Installed / q.Demand)));
            Add("Demand|Tokens per User", () => Sum(q => q.Tokens) * 1e12 / Sum(q => q.Users * 1e9 * 365.25 / 4));
            Add("Demand|Compute per Token", () => Mean(q => q.FlopPerToken, q => q.Tokens));
            Add("Demand|Compute", () => last.Demand);
            Add("Demand|Compute|Inference", () => last.InferenceDemand);
            Add("Demand|Compute|Training", () => last.TrainingDemand);
            Add("Supply|Utilisation", () => Math.Min(1, last.Demand / last.Installed));
            Add("Demand|Unmet", () => Math.Max(0, 1 - last.Installed / last.Demand));
            Add("Training|Largest Run", () => last.Run);
            Add("Training|Data Used", () => last.DataUsed);
            Add("Training|Data Wall", () => last.Wall);
            Add("Training|Runs", () => last.Runs);
            Add("Price|H100e Hour", () => Mean(q => q.HourCost, q => q.Installed));
            Add("Cost|Million Tokens", () => Mean(q => q.TokenCost, q => q.Tokens));
            Add("Price|Million Tokens", () => Mean(q => q.TokenPrice, q => q.Tokens));
            Add("Price|Scarcity", () => last.Scarcity);
            Add("Price|User Year", () => Sum(q => q.TokenPrice * q.Tokens * 1e6) * 4 / Sum(q => q.Users * 1e9));
        }

        void AddLimits()
        {
            void Add(string name, Func<double> value) => variables[name] = last.HasLimits ? value() : double.NaN;
            Add("Limit|Power|Level", () => last.Connected);
            Add("Limit|Power|Use", () => last.PowerUse);
            Add("Limit|Power|Binding", () => quarters.Average(q => q.Binding![0]));
            Add("Limit|Packaging|Level", () => Sum(q => q.Room![1]));
            Add("Limit|Packaging|Use", () => Sum(q => q.Need![1]) / Sum(q => q.Room![1]));
            Add("Limit|Packaging|Binding", () => quarters.Average(q => q.Binding![1]));
            Add("Limit|Capital|Level", () => Sum(q => q.Room![2]));
            Add("Limit|Capital|Use", () => Sum(q => q.Need![2]) / Sum(q => q.Room![2]));
            Add("Limit|Capital|Binding", () => quarters.Average(q => q.Binding![2]));
            foreach (var (k, technology) in ((string[])["NVIDIA", "Other GPU", "Custom ASIC"]).Index())
                Add($"Capacity|{technology}", () => Sum(q => q.PlannedCompute[k] * q.Room![1] / q.Need![1]));
            Add("Price|Shortage", () => last.Shortage);
        }
    }
}
