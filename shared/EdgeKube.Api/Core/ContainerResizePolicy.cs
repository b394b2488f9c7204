using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>What a change of one resource of a running container costs.</summary>
[Description("What a change of one resource of a running container costs.")]
public sealed record ContainerResizePolicy
{
    [Description("cpu or memory.")]
    public string ResourceName { get; init => field = value ?? ""; } = "";

    [Description("NotRequired (default): it runs on. RestartContainer: it is started anew.")]
    [KnownValues("NotRequired", "RestartContainer")]
    public string RestartPolicy { get; init => field = value ?? ""; } = "";
}
