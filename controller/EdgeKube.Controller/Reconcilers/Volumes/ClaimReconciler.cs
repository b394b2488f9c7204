using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Reconcilers.Events;

namespace EdgeKube.Controller.Reconcilers.Volumes;

/// <summary>Binds claims: the volume is written first, so that of two claims one gets it.</summary>
internal sealed class ClaimReconciler(IResources resources, EventRecorder events) : IReconciler<ObjectKey>
{
    public const string Component = "persistentvolume-controller";
    private readonly IResources _resources = resources.As($"system:{Component}");

    public string Name => "persistentvolumeclaim";

    public IReadOnlyList<Kind>? Kinds => [WellKnownKinds.PersistentVolumeClaim, WellKnownKinds.PersistentVolume, WellKnownKinds.StorageClass];

    public IEnumerable<ObjectKey> KeysOf(ResourceChange change) => change.Kind switch
    {
        "PersistentVolumeClaim" => change.Type == ResourceChangeType.Deleted ? [] : [ObjectKey.Of(change.Object)],
        "PersistentVolume" or "StorageClass" => Unbound(change),
        _ => [],
    };

    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (_resources.Find(WellKnownKinds.PersistentVolumeClaim, key.Namespace, key.Name) is not SchemaObject { Metadata.DeletionTimestamp: null } obj)
        {
            return ReconcileResult.Done;
        }

        var claim = ClaimFacts.Of(obj);
        var volumes = new List<VolumeFacts>();
        foreach (var volume in _resources.List(WellKnownKinds.PersistentVolume, null))
        {
            volumes.Add(VolumeFacts.Of((SchemaObject)volume));
        }

        var node = claim.NodeName.Length > 0 ? _resources.Find<Node>(null, claim.NodeName) : null;
        switch (ClaimPlanner.Plan(claim, volumes, StorageClassFacts.Find(_resources, claim.Class), node))
        {
            case ClaimPlan.Bind bind:
                return await BindAsync(claim, bind.Volume, cancellationToken) ? ReconcileResult.Done : ReconcileResult.TryAgain;
            case ClaimPlan.Lose lost when claim.Phase != "Lost":
                events.Record(obj, PlannedEvent.Warning("ClaimLost", lost.Message), Component);
                return await WriteStatusAsync(obj.Change("status", status => status["phase"] = "Lost"), cancellationToken) ? ReconcileResult.Done : ReconcileResult.TryAgain;
            case ClaimPlan.Wait { Event: { } told }:
                events.Record(obj, told, Component);
                return ReconcileResult.Done;
            default:
                return ReconcileResult.Done;
        }
    }

    // The claims that a change of volumes or classes may help, and the volume's own.
    private List<ObjectKey> Unbound(ResourceChange change)
    {
        var own = change.Kind == "PersistentVolume" ? VolumeFacts.Of((SchemaObject)change.Object).Claim : null;
        var keys = new List<ObjectKey>();
        foreach (var obj in _resources.List(WellKnownKinds.PersistentVolumeClaim, null))
        {
            var isOwn = own is not null && own.Namespace == obj.Namespace && own.Name == obj.Name;
            if (isOwn || ((SchemaObject)obj).Text("status", "phase") != "Bound")
            {
                keys.Add(ObjectKey.Of(obj));
            }
        }

        return keys;
    }

    private async Task<bool> BindAsync(ClaimFacts claim, VolumeFacts volume, CancellationToken cancellationToken)
    {
        if (volume.Claim?.Uid != claim.Uid)
        {
            var owned = volume.Object.Change("spec", spec => spec["claimRef"] = ReferenceTo(claim));
            if (!(await _resources.UpdateAsync(owned, cancellationToken)).Succeeded)
            {
                return false;
            }
        }

        var obj = claim.Object;
        if (claim.VolumeName.Length == 0)
        {
            var named = obj.Change("spec", spec => spec["volumeName"] = volume.Name);
            var annotations = new Dictionary<string, string>(obj.Metadata.Annotations ?? new Dictionary<string, string>())
            {
                ["pv.kubernetes.io/bind-completed"] = "yes",
                ["pv.kubernetes.io/bound-by-controller"] = "yes",
            };
            var written = await _resources.UpdateAsync(named with { Metadata = named.Metadata with { Annotations = annotations } }, cancellationToken);
            if (!written.Succeeded)
            {
                return false;
            }

            obj = written.Object;
        }

        return claim.Phase == "Bound" || await WriteStatusAsync(obj.Change("status", status => Describe(status, volume)), cancellationToken);
    }

    private static JsonObject ReferenceTo(ClaimFacts claim) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "PersistentVolumeClaim",
        ["namespace"] = claim.Key.Namespace,
        ["name"] = claim.Key.Name,
        ["uid"] = claim.Uid,
    };

    private static void Describe(JsonObject status, VolumeFacts volume)
    {
        var modes = new JsonArray();
        foreach (var mode in volume.AccessModes)
        {
            modes.Add((JsonNode)mode);
        }

        (status["phase"], status["accessModes"], status["capacity"]) = ("Bound", modes, new JsonObject { ["storage"] = volume.Capacity.ToString() });
    }

    private async Task<bool> WriteStatusAsync(SchemaObject obj, CancellationToken cancellationToken) =>
        await _resources.UpdateStatusAsync(obj, cancellationToken) is { } result && (result.Succeeded || result.IsNotFound);
}
