using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>An address of the pod.</summary>
[Description("An address of the pod.")]
public sealed record PodIP
{
    [Description("The address.")]
    public string Ip { get; init => field = value ?? ""; } = "";
}
