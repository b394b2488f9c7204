using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>The object without which a token does not count.</summary>
[Description("The object without which a token does not count.")]
public sealed record BoundObjectReference
{
    [Description("Pod or Secret.")]
    public string? Kind { get; init; }

    [Description("v1.")]
    public string? ApiVersion { get; init; }

    [Description("Name of the object.")]
    public string? Name { get; init; }

    [Description("Identity of the object.")]
    public string? Uid { get; init; }
}
