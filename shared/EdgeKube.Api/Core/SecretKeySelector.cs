using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Names one key of a Secret.</summary>
[Description("Names one key of a Secret.")]
public sealed record SecretKeySelector
{
    [Description("Name of the Secret.")]
    public string? Name { get; init; }

    [Description("Key in it.")]
    public string Key { get; init => field = value ?? ""; } = "";

    [Description("Whether the Secret or key may be absent.")]
    public bool? Optional { get; init; }
}
