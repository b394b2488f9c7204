using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Reconcilers.Volumes;

/// <summary>What counts of a StorageClass.</summary>
/// <param name="WaitsForPod">A volume is chosen when the first pod needs it, on that pod's node.</param>
internal sealed record StorageClassFacts(string Name, bool WaitsForPod)
{
    public static StorageClassFacts Of(SchemaObject obj) => new(obj.Name, obj.Text("volumeBindingMode") == "WaitForFirstConsumer");

    /// <summary>Null when the claim names none, or one that is not there.</summary>
    public static StorageClassFacts? Find(IResources resources, string name) =>
        name.Length > 0 && resources.Find(WellKnownKinds.StorageClass, null, name) is SchemaObject obj ? Of(obj) : null;
}
