using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Names a request or limit of a container.</summary>
[Description("Names a request or limit of a container.")]
public sealed record ResourceFieldSelector
{
    [Description("Container; the own one when absent.")]
    public string? ContainerName { get; init; }

    [Description("Resource, such as limits.cpu.")]
    public string Resource { get; init => field = value ?? ""; } = "";

    [Description("Unit the value is given in. Default 1.")]
    public Quantity? Divisor { get; init; }
}
