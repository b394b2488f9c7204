namespace EdgeKube.Controller.Metrics;

/// <summary>Something that counts, and shows it at <c>/metrics</c>.</summary>
internal interface IMetricSource
{
    void WriteTo(MetricsText text);
}
