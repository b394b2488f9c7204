using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Where an environment variable's value comes from; exactly one is set.</summary>
[Description("Where an environment variable's value comes from; exactly one is set.")]
public sealed record EnvVarSource
{
    [Description("A field of the pod.")]
    [Atomic]
    public ObjectFieldSelector? FieldRef { get; init; }

    [Description("A request or limit of a container.")]
    [Atomic]
    public ResourceFieldSelector? ResourceFieldRef { get; init; }

    [Description("A key of a ConfigMap.")]
    [Atomic]
    public ConfigMapKeySelector? ConfigMapKeyRef { get; init; }

    [Description("A key of a Secret.")]
    [Atomic]
    public SecretKeySelector? SecretKeyRef { get; init; }
}
