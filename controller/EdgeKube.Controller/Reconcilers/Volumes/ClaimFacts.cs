using System.Text.Json;
using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Reconcilers.Volumes;

/// <summary>What counts of a PersistentVolumeClaim.</summary>
internal sealed record ClaimFacts
{
    public const string SelectedNode = "volume.kubernetes.io/selected-node";

    public required SchemaObject Object { get; init; }

    public ObjectKey Key => ObjectKey.Of(Object);

    public string Uid => Object.Uid;

    public required Quantity Request { get; init; }

    public required IReadOnlyList<string> AccessModes { get; init; }

    public required string Class { get; init; }

    public required string Mode { get; init; }

    /// <summary>Empty until it has one.</summary>
    public required string VolumeName { get; init; }

    public required string Phase { get; init; }

    /// <summary>Null: any volume's labels will do.</summary>
    public LabelSelector? Selector { get; init; }

    /// <summary>The node of its first pod; empty until the scheduler has chosen one.</summary>
    public string NodeName => Object.Metadata.Annotations?.GetValueOrDefault(SelectedNode) ?? "";

    public static ClaimFacts Of(SchemaObject obj) => new()
    {
        Object = obj,
        Request = obj.Amount("spec", "resources", "requests", "storage"),
        AccessModes = obj.Texts("spec", "accessModes"),
        Class = obj.Text("spec", "storageClassName"),
        Mode = obj.Text("spec", "volumeMode") is { Length: > 0 } mode ? mode : "Filesystem",
        VolumeName = obj.Text("spec", "volumeName"),
        Phase = obj.Text("status", "phase"),
        Selector = obj.Find("spec", "selector")?.Deserialize(AppsJsonContext.Default.LabelSelector),
    };
}
