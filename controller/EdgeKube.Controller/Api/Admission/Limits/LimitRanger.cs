using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>The LimitRanges of a namespace: defaults for new pods, and bounds for pods and claims.</summary>
internal sealed class LimitRanger(ObjectReader reader) : IAdmission
{
    public ApiResult<ApiObject> Complete(AdmissionRequest request) =>
        request.Object is Pod pod ? ApiResult.Of<ApiObject>(LimitDefaults.Apply(pod, ItemsOf(pod.Namespace))) : request.Object;

    public ApiStatus? Validate(AdmissionRequest request)
    {
        if (!request.IsCreate || FindFaults(request) is not { Length: > 0 } faults)
        {
            return null;
        }

        return Statuses.Forbidden(request.Kind, request.Object.Name, faults.Length == 1 ? faults[0] : $"[{string.Join(", ", faults)}]");
    }

    private string[] FindFaults(AdmissionRequest request) => request.Object switch
    {
        Pod pod => [.. ItemsOf(pod.Namespace).SelectMany(item => LimitRules.FindFaults(pod, item))],
        SchemaObject { Kind: "PersistentVolumeClaim" } claim when StorageClaim.FindRequest(claim) is { } storage =>
            [.. ItemsOf(claim.Namespace).Where(item => item.Type == "PersistentVolumeClaim").SelectMany(item => LimitRules.FindClaimFaults(item, storage))],
        _ => [],
    };

    private IReadOnlyList<LimitRangeItem> ItemsOf(string ns) =>
        [.. reader.List(KindTable.LimitRange, ns).Items.Cast<LimitRange>().SelectMany(range => range.Spec?.Limits ?? [])];
}
