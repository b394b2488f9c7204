using System.Text.Json;
using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Reconcilers.Volumes;

/// <summary>What counts of a PersistentVolume.</summary>
internal sealed record VolumeFacts
{
    public required SchemaObject Object { get; init; }

    public string Name => Object.Name;

    public required Quantity Capacity { get; init; }

    public required IReadOnlyList<string> AccessModes { get; init; }

    public required string Class { get; init; }

    public required string Mode { get; init; }

    public required string Phase { get; init; }

    public required string ReclaimPolicy { get; init; }

    public ClaimRef? Claim { get; init; }

    /// <summary>Null: every node reaches it.</summary>
    public NodeTerms? Nodes { get; init; }

    public bool IsDeleting => Object.Metadata.DeletionTimestamp is not null;

    public static VolumeFacts Of(SchemaObject obj) => new()
    {
        Object = obj,
        Capacity = obj.Amount("spec", "capacity", "storage"),
        AccessModes = obj.Texts("spec", "accessModes"),
        Class = obj.Text("spec", "storageClassName"),
        Mode = obj.Text("spec", "volumeMode") is { Length: > 0 } mode ? mode : "Filesystem",
        Phase = obj.Text("status", "phase"),
        ReclaimPolicy = obj.Text("spec", "persistentVolumeReclaimPolicy"),
        Claim = obj.Find("spec", "claimRef") is null
            ? null
            : new ClaimRef(obj.Text("spec", "claimRef", "namespace"), obj.Text("spec", "claimRef", "name"), obj.Text("spec", "claimRef", "uid")),
        Nodes = obj.Find("spec", "nodeAffinity", "required")?.Deserialize(CoreJsonContext.Default.NodeSelector) is { } selector ? NodeTerms.From(selector) : null,
    };
}
