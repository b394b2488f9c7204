using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>One source of a projected volume. Exactly one is set.</summary>
[Description("One source of a projected volume. Exactly one is set.")]
public sealed record VolumeProjection
{
    [Description("The keys of a ConfigMap.")]
    public ConfigMapProjection? ConfigMap { get; init; }

    [Description("The keys of a Secret.")]
    public SecretProjection? Secret { get; init; }

    [Description("Facts about the pod.")]
    public DownwardAPIProjection? DownwardAPI { get; init; }

    [Description("A token of the pod's ServiceAccount.")]
    public ServiceAccountTokenProjection? ServiceAccountToken { get; init; }
}
