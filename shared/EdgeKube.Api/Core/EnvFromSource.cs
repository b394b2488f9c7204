using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Turns every key of a ConfigMap or Secret into an environment variable.</summary>
[Description("Turns every key of a ConfigMap or Secret into an environment variable.")]
public sealed record EnvFromSource
{
    [Description("Text put before each key.")]
    public string? Prefix { get; init; }

    [Description("ConfigMap to take keys from.")]
    public ConfigMapEnvSource? ConfigMapRef { get; init; }

    [Description("Secret to take keys from.")]
    public SecretEnvSource? SecretRef { get; init; }
}
