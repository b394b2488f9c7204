using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Names one key of a ConfigMap.</summary>
[Description("Names one key of a ConfigMap.")]
public sealed record ConfigMapKeySelector
{
    [Description("Name of the ConfigMap.")]
    public string? Name { get; init; }

    [Description("Key in it.")]
    public string Key { get; init => field = value ?? ""; } = "";

    [Description("Whether the ConfigMap or key may be absent.")]
    public bool? Optional { get; init; }
}
