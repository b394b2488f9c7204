using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>What a node is told of a claim: where on the node the volume is that the claim is bound to. No object of the API.</summary>
public sealed record ClaimedVolume
{
    /// <summary>The PersistentVolume's name.</summary>
    public string Volume { get; init => field = value ?? ""; } = "";

    /// <summary>Path on the node.</summary>
    public string Path { get; init => field = value ?? ""; } = "";

    /// <summary>As hostPath's.</summary>
    public string? Type { get; init; }

    /// <summary>Of type local: it must be there, and gets the pod's fsGroup. Else of type hostPath.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsLocal { get; init; }
}
