namespace ForecastFunctions.Core.Statistics;

/// <summary>A law that is a monotone transform of a standard normal score.</summary>
public abstract record TransformedNormal : Distribution
{
    private protected TransformedNormal(LawForm form, ReadOnlySpan<double> stated)
        : base(form, stated)
    {
    }

    private protected sealed override void QuantileCore(ReadOnlySpan<double> u, Span<double> x)
    {
        StandardNormal.Quantile(u, x);
        FromNormalScoreCore(x, x);
    }

    private protected abstract override void FromNormalScoreCore(ReadOnlySpan<double> z, Span<double> x);
}
