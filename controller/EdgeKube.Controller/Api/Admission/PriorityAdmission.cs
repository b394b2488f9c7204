using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>A pod's priority is that of its PriorityClass; without one, of the class that is everybody's, or none.</summary>
internal sealed class PriorityAdmission(ObjectReader reader) : IAdmission
{
    public ApiResult<ApiObject> Complete(AdmissionRequest request)
    {
        if (request.Object is not Pod { Spec: { } spec } pod)
        {
            return request.Object;
        }

        var @class = string.IsNullOrEmpty(spec.PriorityClassName) ? FindDefault() : reader.Find(WellKnownKinds.PriorityClass, null, spec.PriorityClassName) as SchemaObject;
        if (@class is null && !string.IsNullOrEmpty(spec.PriorityClassName))
        {
            return Statuses.Forbidden(request.Kind, pod.Name, $"no PriorityClass with name {spec.PriorityClassName} was found");
        }

        var priority = @class?.Find("value") is { } value && value.TryGetInt32(out var number) ? number : 0;
        if (spec.Priority is not (null or 0) && spec.Priority != priority)
        {
            return Statuses.Forbidden(
                request.Kind,
                pod.Name,
                $"the integer value of priority ({spec.Priority}) must not be provided in pod spec; priority admission controller computed {priority} from the given PriorityClass name");
        }

        return pod with
        {
            Spec = spec with
            {
                Priority = priority,
                PriorityClassName = @class?.Name,
                PreemptionPolicy = @class?.Text("preemptionPolicy") is { Length: > 0 } policy ? policy : spec.PreemptionPolicy,
            },
        };
    }

    // Of several, the least important one counts, as in Kubernetes.
    private SchemaObject? FindDefault()
    {
        SchemaObject? found = null;
        foreach (var obj in reader.List(WellKnownKinds.PriorityClass, null).Items)
        {
            var @class = (SchemaObject)obj;
            if (@class.Find("globalDefault") is { ValueKind: System.Text.Json.JsonValueKind.True } && (found is null || Value(@class) < Value(found)))
            {
                found = @class;
            }
        }

        return found;
    }

    private static int Value(SchemaObject @class) => @class.Find("value") is { } value && value.TryGetInt32(out var number) ? number : 0;
}
