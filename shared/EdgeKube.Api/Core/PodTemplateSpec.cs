using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>What a pod made from a template looks like.</summary>
[Description("What a pod made from a template looks like.")]
public sealed record PodTemplateSpec
{
    [Description("Labels and annotations of the pods.")]
    public ObjectMeta? Metadata { get; init; }

    [Description("Desired state of the pods.")]
    public PodSpec? Spec { get; init; }
}
