using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>State of one container as last reported.</summary>
[Description("State of one container as last reported.")]
public sealed record ContainerStatus
{
    [Description("Name of the container.")]
    public string Name { get; init => field = value ?? ""; } = "";

    [Description("What the container is doing now.")]
    public ContainerState? State { get; init; }

    [Description("How its last run ended.")]
    public ContainerState? LastState { get; init; }

    [Description("Whether the container serves.")]
    public bool Ready { get; init; }

    [Description("How often it was started again.")]
    public int RestartCount { get; init; }

    [Description("Image it runs.")]
    public string Image { get; init => field = value ?? ""; } = "";

    [Description("Exact identity of the image.")]
    public string ImageID { get; init => field = value ?? ""; } = "";

    [Description("Identity of the container, such as containerd://abc.")]
    public string? ContainerID { get; init; }

    [Description("Whether it has started and passed its startup probe.")]
    public bool? Started { get; init; }

    [Description("Requests the node has set aside for it.")]
    public IReadOnlyDictionary<string, Quantity>? AllocatedResources { get; init; }

    [Description("Requests and limits in force.")]
    public ResourceRequirements? Resources { get; init; }
}
