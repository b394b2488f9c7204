using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Names the object that owns this one, in the same namespace or cluster-wide.</summary>
[Description("Names the object that owns this one, in the same namespace or cluster-wide.")]
public sealed record OwnerReference
{
    [Description("API version of the owner.")]
    public string ApiVersion { get; init => field = value ?? ""; } = "";

    [Description("Kind of the owner.")]
    public string Kind { get; init => field = value ?? ""; } = "";

    [Description("Name of the owner.")]
    public string Name { get; init => field = value ?? ""; } = "";

    [Description("UID of the owner.")]
    public string Uid { get; init => field = value ?? ""; } = "";

    [Description("True on the one owner that manages this object.")]
    public bool? Controller { get; init; }

    [Description("True when the owner, deleted in the foreground, waits for this object to go.")]
    public bool? BlockOwnerDeletion { get; init; }
}
