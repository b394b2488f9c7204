namespace EdgeKube.Api;

/// <summary>The parts that workloads have in common, as the records that other rules are about.</summary>
internal static class WorkloadPlaces
{
    public static LabelSelector? Selector(this Place spec) => spec["selector"].Read(AppsJsonContext.Default.LabelSelector);

    public static PodTemplateSpec Template(this Place spec) => spec["template"].Read(AppsJsonContext.Default.PodTemplateSpec) ?? new();

    public static PodTemplateSpec? Template(SchemaObject obj) => obj.Find("spec", "template") is { } template ? new Place(template, "").Read(AppsJsonContext.Default.PodTemplateSpec) : null;
}
