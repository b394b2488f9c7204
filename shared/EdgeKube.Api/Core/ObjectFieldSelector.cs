using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Names a field of the pod, such as metadata.name or status.podIP.</summary>
[Description("Names a field of the pod, such as metadata.name or status.podIP.")]
public sealed record ObjectFieldSelector
{
    [Description("Version the path is written in. Default v1.")]
    public string? ApiVersion { get; init; }

    [Description("Path of the field.")]
    public string FieldPath { get; init => field = value ?? ""; } = "";
}
