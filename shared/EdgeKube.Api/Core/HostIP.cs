using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>An address of the node.</summary>
[Description("An address of the node.")]
public sealed record HostIP
{
    [Description("The address.")]
    public string Ip { get; init => field = value ?? ""; } = "";
}
