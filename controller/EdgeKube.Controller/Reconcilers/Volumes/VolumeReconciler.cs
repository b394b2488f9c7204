using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Reconcilers.Volumes;

/// <summary>Keeps the phases of PersistentVolumes.</summary>
internal sealed class VolumeReconciler(IResources resources) : IReconciler<string>
{
    private readonly IResources _resources = resources.As($"system:{ClaimReconciler.Component}");

    public string Name => "persistentvolume";

    public IReadOnlyList<Kind>? Kinds => [WellKnownKinds.PersistentVolume, WellKnownKinds.PersistentVolumeClaim];

    public IEnumerable<string> KeysOf(ResourceChange change) => change.Kind switch
    {
        "PersistentVolume" => change.Type == ResourceChangeType.Deleted ? [] : [change.Name],
        "PersistentVolumeClaim" when ((SchemaObject)change.Object).Text("spec", "volumeName") is { Length: > 0 } volume => [volume],
        _ => [],
    };

    public async Task<ReconcileResult> ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (_resources.Find(WellKnownKinds.PersistentVolume, null, key) is not SchemaObject obj)
        {
            return ReconcileResult.Done;
        }

        var volume = VolumeFacts.Of(obj);
        var claim = volume.Claim is { } wanted ? _resources.Find(WellKnownKinds.PersistentVolumeClaim, wanted.Namespace, wanted.Name) : null;
        var (phase, message) = VolumePlanner.Plan(volume, claim?.Uid);
        if (volume.Phase == phase)
        {
            return ReconcileResult.Done;
        }

        var result = await _resources.UpdateStatusAsync(
            obj.Change("status", status =>
            {
                status["phase"] = phase;
                status["message"] = message;
            }),
            cancellationToken);
        return result.Succeeded || result.IsNotFound ? ReconcileResult.Done : ReconcileResult.TryAgain;
    }
}
