using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>What a node could never give is not asked of it: what it has not free just now, it gives later.</summary>
internal sealed class ResizeAdmission(ObjectReader reader) : IAdmission
{
    public ApiStatus? Validate(AdmissionRequest request)
    {
        if (request is not { Subresource: PodResize.Subresource, Object: Pod { Spec: { NodeName.Length: > 0 } spec } pod }
            || reader.Find(KindTable.Node, null, spec.NodeName) is not Node { Status.Allocatable: { } allocatable })
        {
            return null;
        }

        var requests = PodAmounts.Requests(spec);
        foreach (var name in (string[])["cpu", "memory"])
        {
            if (requests.TryGetValue(name, out var wanted) && allocatable.TryGetValue(name, out var there) && wanted > there)
            {
                var (asked, most) = name == "cpu" ? (wanted.MilliValue, there.MilliValue) : (wanted.Value, there.Value);
                return Statuses.Forbidden(request.Kind, pod.Name, $"node didn't have enough allocatable resources: {name}, requested: {asked}, allocatable: {most}");
            }
        }

        return null;
    }
}
